"use client";

import { ArrowUpRight, EyeOff, RotateCcw, Trash2, X } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { ActForm } from "@/components/ui/act-form";
import { useErrorWords } from "@/components/ui/use-error-words";
import { cancelAction, dismissAction, retryAction } from "@/lib/generations/actions";
import type { GenerationDto } from "@/lib/generations/schema";
import { CardPictures, ResultActions } from "./card-pictures";
import { generationTitle } from "./generation-title";
import { isOver } from "./use-generations";

/** One thing that was asked for: its pictures, and beside them its label with what can be done. */
export function GenerationCard({
  generation,
  preview,
  isUser,
  onChanged,
}: {
  generation: GenerationDto;
  /** A small picture of how far it has come, as a data address. */
  preview: string | undefined;
  isUser: boolean;
  onChanged(): void;
}) {
  const t = useTranslations("studio");
  const errorWords = useErrorWords();
  const title = generationTitle(generation, t);
  const { uuid, status, results } = generation;
  const [only] = results.length === 1 ? results : [];
  const act = { fields: { uuid }, errorWords, onDone: onChanged };
  return (
    <article className="card" data-status={status} aria-label={title}>
      {status !== "failed" && status !== "cancelled" && (
        <CardPictures generation={generation} title={title} preview={preview} isUser={isUser} onChanged={onChanged} />
      )}
      <div className="card-label">
        <h3 className="card-title" dir="auto" title={title}>
          {title}
        </h3>
        <Technique generation={generation} />
        <CardState generation={generation} title={title} />
        <div className="mt-2 flex flex-wrap gap-x-5">
          {only && (
            <>
              <a className="act" href={`/images/${only.uuid}`} aria-label={t("card.open", { title })}>
                <ArrowUpRight size={16} strokeWidth={1.75} aria-hidden />
                <span>{t("card.openShort")}</span>
              </a>
              <ResultActions image={only} isUser={isUser} onChanged={onChanged} />
            </>
          )}
          {!isOver(status) && <ActForm {...act} action={cancelAction} icon={X} words={t("card.cancel")} />}
          {(status === "failed" || status === "cancelled") && (
            <ActForm {...act} action={retryAction} icon={RotateCcw} words={t("card.retry")} />
          )}
          {isOver(status) && (
            <ActForm
              {...act}
              action={dismissAction}
              icon={status === "succeeded" ? EyeOff : Trash2}
              words={t("card.dismiss")}
            />
          )}
        </div>
      </div>
    </article>
  );
}

function Technique({ generation }: { generation: GenerationDto }) {
  const t = useTranslations("studio.card");
  const label = useTranslations("label");
  const format = useFormatter();
  const { style, strength, kind, backend, model, width, height, seed, standsInFor } = generation;
  const styled =
    style &&
    (strength === null
      ? style.title
      : label("styled", { style: style.title, strength: format.number(strength, { maximumFractionDigits: 2 }) }));
  const painter = kind === "describe" ? (backend === "builtin" ? t("sketch") : model) : null;
  const lines = [painter, styled, kind === "describe" ? `${width} × ${height}` : null];
  return (
    <>
      <p className="text-13 text-soft">{lines.filter(Boolean).join(" · ")}</p>
      {standsInFor !== null && <p className="text-13 text-soft">{label("stoodIn", { other: standsInFor })}</p>}
      {kind === "describe" && <p className="text-13 tabular-nums text-quiet">{t("seed", { seed: String(seed) })}</p>}
    </>
  );
}

function CardState({ generation, title }: { generation: GenerationDto; title: string }) {
  const t = useTranslations("studio.card");
  const errorWords = useErrorWords();
  const { status, progress, queuePosition, error } = generation;
  if (status === "succeeded") return null;
  if (status === "failed") {
    const reason = errorWords(error?.code ?? "generation_failed", error?.message);
    return (
      <p className="mt-2 text-15 text-crimson">
        {t("failed")} <span className="block text-soft">{reason}</span>
      </p>
    );
  }
  if (status === "cancelled") return <p className="mt-2 text-15 text-soft">{t("cancelled")}</p>;
  return (
    <div className="mt-3">
      <progress
        className="thin-line"
        max={100}
        value={status === "running" ? progress : 0}
        aria-label={t("runningLabel", { title })}
      />
      <p className="mt-1 text-13 tabular-nums text-soft">
        {status === "running" ? t("running", { progress }) : waiting()}
      </p>
    </div>
  );

  function waiting(): string {
    if (queuePosition === null) return t("queuedUnknown");
    return queuePosition <= 1 ? t("queuedNext") : t("queued", { before: queuePosition - 1 });
  }
}
