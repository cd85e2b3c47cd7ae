"use client";

import { RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { sourcesOf } from "@/components/gallery/sources";
import { ActForm } from "@/components/ui/act-form";
import { placeholderUrl } from "@/components/ui/thumbhash";
import { useErrorWords } from "@/components/ui/use-error-words";
import { retryAction } from "@/lib/generations/actions";
import type { BatchDto } from "@/lib/generations/schema";
import type { ImageDto } from "@/lib/images/schema";

/** One place of the sheet: the picture, how far it has come, or why it did not. */
export function Frame({
  cell,
  title,
  under,
  form,
}: {
  cell: BatchDto["cells"][number];
  title: string;
  /** The picture that it starts from, whose shape it has. */
  under: ImageDto | null;
  /** Id of the form that keeps what is selected; null for those who cannot keep. */
  form: string | null;
}) {
  const t = useTranslations("studio.batch");
  const errorWords = useErrorWords();
  const { image, status, progress, error, uuid } = cell;
  if (image) {
    return (
      <div className="batch-frame" data-frame="made">
        <a href={`/images/${image.uuid}`}>
          <img
            src={sourcesOf(image).src}
            alt={image.alt ?? title}
            width={image.width}
            height={image.height}
            loading="lazy"
          />
        </a>
        {!image.isTemp ? (
          <span className="batch-under text-sage">{t("kept")}</span>
        ) : (
          form && (
            <label className="batch-under">
              <input type="checkbox" name="id" value={image.id} form={form} aria-label={t("select", { title })} />
              <span aria-hidden>{t("keep")}</span>
            </label>
          )
        )}
      </div>
    );
  }
  if (status === "failed" || status === "cancelled") {
    return (
      <div className="batch-frame" data-frame={status}>
        <p className="text-13 text-soft">
          {status === "cancelled" ? t("stopped") : errorWords(error?.code ?? "generation_failed", error?.message)}
        </p>
        <ActForm fields={{ uuid }} action={retryAction} icon={RotateCcw} words={t("retry")} errorWords={errorWords} />
      </div>
    );
  }
  const placeholder = under?.thumbhash ? placeholderUrl(under.thumbhash) : null;
  return (
    <div className="batch-frame" data-frame={status}>
      <div
        className="developing"
        style={{
          aspectRatio: under ? under.width / under.height : 1,
          backgroundImage: placeholder ? `url(${placeholder})` : undefined,
        }}
      />
      {status === "succeeded" ? (
        <p className="text-13 text-quiet">{t("gone")}</p>
      ) : (
        <progress
          className="thin-line"
          max={100}
          value={status === "running" ? progress : 0}
          aria-label={t("progressOf", { title })}
        />
      )}
    </div>
  );
}
