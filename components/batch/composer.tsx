"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useRef, useState } from "react";
import { reopen } from "@/components/site/live";
import { PhotoButton } from "@/components/studio/photo-button";
import { Photographs } from "@/components/studio/photographs";
import { StyleThumb } from "@/components/studio/style-thumb";
import { usePhotographs } from "@/components/studio/use-photographs";
import { useFailureWords } from "@/components/ui/use-error-words";
import { useSending } from "@/components/ui/use-sending";
import { applyStepsAction, batchAction } from "@/lib/generations/actions";
import { limits } from "@/lib/limits";
import { batchThenShow, stepsThenShow } from "./actions";

export interface Pick {
  id: number;
  title: string;
  src: string;
  isChosen: boolean;
}

export interface Choice {
  id: number;
  title: string;
  description: string;
  src: string;
}

export interface Steps {
  /** Id of the picture they led to. */
  of: number;
  list: { number: number; words: string }[];
}

/** Where one chooses pictures and styles, to have each picture in each style; or pictures that get the same steps. */
export function Composer({ picks, styles, steps }: { picks: Pick[]; styles: Choice[]; steps: Steps | null }) {
  const t = useTranslations("studio.batch");
  const failureWords = useFailureWords();
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const tray = usePhotographs(null);
  const [chosen, setChosen] = useState({ pictures: picks.filter((pick) => pick.isChosen).length, styles: 0 });
  const sending = useSending(
    steps ? applyStepsAction : batchAction,
    (uuid) => {
      // A visitor may have just become a guest: a stream that was opened as nobody would stay silent.
      reopen();
      router.push(`/create/batches/${uuid}`);
    },
    steps ? stepsThenShow : batchThenShow,
  );
  const ready = tray.photographs.filter(({ imageId }) => imageId !== null);
  const pictures = chosen.pictures + ready.length;
  const each = steps ? steps.list.length : chosen.styles;
  const isOver =
    pictures * each > limits.batchJobsMax || pictures > limits.batchImagesMax || chosen.styles > limits.batchStylesMax;
  const isWaiting = tray.photographs.some(({ state }) => state === "sending" || state === "reading");

  function count() {
    const given = new FormData(form.current ?? undefined);
    setChosen({ pictures: given.getAll("imageId").length - ready.length, styles: given.getAll("styleId").length });
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    void sending.send(new FormData(event.currentTarget));
  }

  return (
    <form ref={form} action={sending.formAction} onSubmit={submit} onChange={count} className="batch-form">
      {steps && <input type="hidden" name="of" value={steps.of} />}
      {ready.map(({ imageId }) => (
        <input key={imageId} type="hidden" name="imageId" value={imageId ?? ""} />
      ))}
      <fieldset>
        <legend className="batch-legend">{t("pictures")}</legend>
        <div className="batch-picks">
          {picks.map((pick) => (
            <label key={pick.id} className="style-pick" title={pick.title}>
              <input type="checkbox" name="imageId" value={pick.id} defaultChecked={pick.isChosen} />
              <span className="style-thumb">
                <img src={pick.src} alt="" loading="lazy" decoding="async" />
              </span>
              <span className="style-name batch-name">{pick.title}</span>
            </label>
          ))}
        </div>
        <PhotoButton words={t("add")} add={tray.add} />
        {tray.photographs.length > 0 && (
          <Photographs photographs={tray.photographs} remove={tray.remove} retry={tray.retry} />
        )}
      </fieldset>
      {steps ? (
        <section>
          <h2 className="batch-legend">{t("steps")}</h2>
          <ol className="batch-steps">
            {steps.list.map(({ number, words }) => (
              <li key={number}>{words}</li>
            ))}
          </ol>
        </section>
      ) : (
        <fieldset>
          <legend className="batch-legend">{t("styles")}</legend>
          <div className="batch-picks">
            {styles.map((style) => (
              <label key={style.id} className="style-pick" title={style.description}>
                <input type="checkbox" name="styleId" value={style.id} />
                <span className="style-thumb">
                  <StyleThumb src={style.src} />
                </span>
                <span className="style-name">{style.title}</span>
              </label>
            ))}
          </div>
        </fieldset>
      )}
      <div className="batch-bar">
        <p role="status" className="text-15 text-soft">
          {isOver
            ? t("over", { jobs: limits.batchJobsMax, images: limits.batchImagesMax, styles: limits.batchStylesMax })
            : t("total", { count: pictures * each })}
        </p>
        <button type="submit" className="press" disabled={sending.pending || isOver || isWaiting}>
          {t("make")}
        </button>
        <p role="alert" className="text-15 text-crimson empty:hidden">
          {sending.outcome?.ok === false && failureWords(sending.outcome)}
        </p>
      </div>
    </form>
  );
}
