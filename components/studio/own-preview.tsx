"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { blendPixels } from "@/lib/filters/maths/blend";
import { PixelCanvas } from "./pixel-canvas";
import type { Shown } from "./preview-follower";

/**
 * The photograph as a style will make it. Strength is blended here, so it follows the slider without filtering anew,
 * with the very pixels the result will have at that size.
 */
export function OwnPreview({
  photograph,
  shown,
  strength,
  styleTitle,
  isPeek,
}: {
  photograph: string;
  shown: Shown | null;
  strength: number;
  styleTitle: string | null;
  /** Whether the style is only looked at, not chosen. */
  isPeek: boolean;
}) {
  const t = useTranslations("studio.photo");
  const alt = shown && styleTitle ? t("preview", { style: styleTitle }) : t("original");
  const pixels = useMemo(() => shown && blendPixels(shown.styled, shown.source, strength), [shown, strength]);
  return (
    <figure className="own-preview" data-styled={pixels ? true : undefined}>
      <img src={photograph} alt={alt} />
      {pixels && (
        <PixelCanvas pixels={pixels} className="own-preview-styled" data-large-preview={shown?.recipe.filter} />
      )}
      {isPeek && styleTitle && <figcaption className="own-preview-peek">{styleTitle}</figcaption>}
    </figure>
  );
}
