"use client";

import { useFormatter, useTranslations } from "next-intl";

/** How strongly the style shows, from not at all to fully. */
export function Strength({ value, change }: { value: number; change(value: number): void }) {
  const t = useTranslations("studio.styles");
  const format = useFormatter();
  const words = format.number(value, { style: "percent" });
  return (
    <label className="strength">
      <span className="strength-word">{t("strength")}</span>
      <input
        type="range"
        name="strength"
        min={0}
        max={1}
        step={0.05}
        value={value}
        aria-valuetext={words}
        onChange={(event) => change(event.target.valueAsNumber)}
        className="slider"
      />
      <output className="strength-value">{words}</output>
    </label>
  );
}
