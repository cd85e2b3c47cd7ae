"use client";

import { useFormatter, useTranslations } from "next-intl";

/** How strongly the style shows, from not at all to fully. */
export function Strength({ value, change }: { value: number; change(value: number): void }) {
  const t = useTranslations("studio.styles");
  const format = useFormatter();
  const words = format.number(value, { style: "percent" });
  return (
    <label className="flex min-h-10 items-center gap-3 text-13 text-soft">
      <span>{t("strength")}</span>
      <input
        type="range"
        name="strength"
        min={0}
        max={1}
        step={0.05}
        value={value}
        aria-valuetext={words}
        onChange={(event) => change(event.target.valueAsNumber)}
        className="slider w-40"
      />
      <output className="w-10 tabular-nums text-ink">{words}</output>
    </label>
  );
}
