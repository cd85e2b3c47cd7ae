"use client";

import { useTranslations } from "next-intl";

/**
 * The photograph as the chosen style will make it. Strength blends style and photograph linearly, so the
 * rendering at full strength laid over the photograph, as transparent as the slider says, is exact.
 */
export function OwnPreview({
  photograph,
  styled,
  strength,
  styleTitle,
}: {
  photograph: string;
  styled: string | undefined;
  strength: number;
  styleTitle: string | null;
}) {
  const t = useTranslations("studio.photo");
  const alt = styled && styleTitle ? t("preview", { style: styleTitle }) : t("original");
  return (
    <div className="own-preview">
      <img src={photograph} alt={alt} />
      {styled && <img src={styled} alt="" style={{ opacity: strength }} className="own-preview-styled" />}
    </div>
  );
}
