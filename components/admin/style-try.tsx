"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { StyleThumb } from "@/components/studio/style-thumb";
import { useErrorWords } from "@/components/ui/use-error-words";
import { lookAtDraftAction, tryStyleAction } from "@/lib/backends/actions";
import type { AdminStyleDto } from "@/lib/backends/schema";

const lookEveryMs = 500;
const waitMs = 400;

type State = { is: "idle" | "busy" } | { is: "shown"; preview: string } | { is: "failed"; words: string };

/**
 * The sample picture as the style would show it with what the form holds, before it is saved. Filters follow the form
 * by themselves; backends are only asked when one wants them to be.
 */
export function StyleTry({ style }: { style: AdminStyleDto | null }) {
  const t = useTranslations("admin.styles");
  const errorWords = useErrorWords();
  const place = useRef<HTMLDivElement>(null);
  const turn = useRef(0);
  const [state, setState] = useState<State>({ is: "idle" });
  const follows = style?.kind === "filter";

  async function show() {
    const form = place.current?.closest("form");
    if (!form) return;
    const mine = ++turn.current;
    const isMine = () => turn.current === mine;
    setState({ is: "busy" });
    const tried = await tryStyleAction(null, new FormData(form)).catch(() => null);
    if (!isMine()) return;
    if (!tried?.ok) {
      const fault = tried && (Object.values(tried.fields)[0]?.[0] ?? errorWords(tried.error.code, tried.error.message));
      return setState({ is: "failed", words: fault ?? errorWords("network") });
    }
    const asked = new FormData();
    asked.set("draft", String(tried.value.draft));
    while (isMine()) {
      const looked = await lookAtDraftAction(null, asked).catch(() => null);
      if (!isMine()) return;
      if (looked && !looked.ok) return setState({ is: "failed", words: errorWords(looked.error.code) });
      if (looked?.value.preview) return setState({ is: "shown", preview: looked.value.preview });
      if (looked?.value.isOver) return setState({ is: "failed", words: looked.value.words ?? t("tryOff") });
      await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
    }
  }

  // What was tried is not what stands in a form that was emptied.
  useEffect(() => {
    const form = place.current?.closest("form");
    const emptied = () => {
      turn.current++;
      setState({ is: "idle" });
    };
    form?.addEventListener("reset", emptied);
    return () => form?.removeEventListener("reset", emptied);
  }, []);

  const latest = useRef(show);
  latest.current = show;
  useEffect(() => {
    const form = place.current?.closest("form");
    if (!form || !follows) return;
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const changed = () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => void latest.current(), waitMs);
    };
    form.addEventListener("input", changed);
    return () => {
      clearTimeout(waiting);
      form.removeEventListener("input", changed);
      turn.current++;
    };
  }, [follows]);

  return (
    <div ref={place} className="style-try">
      {style && (
        <figure>
          <StyleThumb src={style.previewUrl} width={192} height={192} />
          <figcaption>{t("tryNow")}</figcaption>
        </figure>
      )}
      {state.is === "shown" && (
        <figure>
          <img src={state.preview} alt={t("tryAlt")} width={192} height={192} />
          <figcaption>{t("tryThen")}</figcaption>
        </figure>
      )}
      <div className="needs-script">
        <button type="button" className="act act-word" onClick={() => void show()} disabled={state.is === "busy"}>
          {t("try")}
        </button>
        <p role="status" className="text-13 text-soft empty:hidden">
          {state.is === "busy" ? t("trying") : null}
        </p>
        {state.is === "failed" && (
          <p role="alert" className="text-15 text-crimson">
            <bdi>{state.words}</bdi>
          </p>
        )}
      </div>
    </div>
  );
}
