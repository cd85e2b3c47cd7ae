"use client";

import { RotateCw, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { Photograph } from "./source";

/** The photographs on the table: how far each is sent, what went wrong, and a way to take it away. */
export function Photographs({
  photographs,
  remove,
  retry,
}: {
  photographs: Photograph[];
  remove(key: string): void;
  retry(key: string): void;
}) {
  const t = useTranslations("studio.photo");
  return (
    <ul className="grid gap-2" aria-label={t("list")}>
      {photographs.map((photograph) => (
        <li key={photograph.key} className="flex items-center gap-3 text-13">
          {photographs.length > 1 && (
            <img src={photograph.url} alt="" className="size-10 rounded-2 object-cover" width={40} height={40} />
          )}
          <div className="min-w-0">
            <PhotographState photograph={photograph} />
          </div>
          {photograph.state === "failed" && photograph.file && photograph.reason === "network" && (
            <button type="button" className="act" onClick={() => retry(photograph.key)}>
              <RotateCw size={16} aria-hidden />
              <span>{t("again")}</span>
            </button>
          )}
          <button
            type="button"
            className="grid size-10 place-items-center text-soft hover:text-ink"
            title={t("remove", { name: photograph.name })}
            onClick={() => remove(photograph.key)}
          >
            <X size={18} aria-hidden />
            <span className="sr-only">{t("remove", { name: photograph.name })}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function PhotographState({ photograph }: { photograph: Photograph }) {
  const t = useTranslations("studio.photo");
  const errorWords = useErrorWords();
  const { name, state, percent, reason } = photograph;
  if (state === "failed") {
    const isOurs = reason === "tooLarge" || reason === "wrongType" || reason === "network";
    return (
      <p role="alert" className="text-crimson">
        {t("failed", { name, reason: isOurs ? t(reason) : errorWords(reason ?? "internal") })}
      </p>
    );
  }
  if (state === "ready") return <p className="truncate text-soft">{name}</p>;
  const words = state === "sending" ? t("uploading", { name, percent }) : t("checking", { name });
  return (
    <>
      <p className="truncate text-soft tabular-nums">{words}</p>
      <progress className="thin-line" max={100} value={percent} aria-label={words} />
    </>
  );
}
