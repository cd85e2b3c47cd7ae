"use client";

import { useTranslations } from "next-intl";
import { type CSSProperties, useState } from "react";

/**
 * Two pictures of one shape, laid over each other and cut by a line one can move: by pointer, touch and arrow keys,
 * since underneath it is a range input. Always from left to right, as the pictures themselves are.
 */
export function BeforeAfter({
  before,
  after,
  alt,
  shape,
}: {
  before: string;
  after: { src: string; srcSet: string };
  alt: string;
  /** Width over height. */
  shape: number;
}) {
  const t = useTranslations("studio.compare");
  const [cut, setCut] = useState(50);
  const style: CSSProperties & Record<"--cut", string> = { aspectRatio: shape, "--cut": `${cut}%` };
  return (
    <div className="compare" dir="ltr" style={style}>
      <img src={after.src} srcSet={after.srcSet} sizes="(min-width: 60rem) 50vw, 100vw" alt={alt} />
      <img src={before} alt="" className="compare-before" />
      <span className="compare-edge" aria-hidden />
      <span className="compare-word start-2" aria-hidden data-shown={cut > 14 || undefined}>
        {t("before")}
      </span>
      <span className="compare-word end-2" aria-hidden data-shown={cut < 86 || undefined}>
        {t("after")}
      </span>
      <input
        type="range"
        min={0}
        max={100}
        value={cut}
        aria-label={t("label")}
        onChange={(event) => setCut(event.target.valueAsNumber)}
      />
    </div>
  );
}
