"use client";

import { ChevronDown, Dices } from "lucide-react";
import { useTranslations } from "next-intl";
import { longestSides, type Shape, shapeNames, shapes, sizeOf } from "./shape";

export interface SettingsValue {
  shape: Shape;
  longest: number;
  count: number;
  seed: string;
  negativePrompt: string;
}

type Change = (changes: Partial<SettingsValue>) => void;

/** Shape and number of pictures in one row; what is rarely needed folded away. */
export function Settings({ value, change }: { value: SettingsValue; change: Change }) {
  const t = useTranslations("studio");
  const { width, height } = sizeOf(value.shape, value.longest);
  return (
    <>
      <input type="hidden" name="width" value={width} />
      <input type="hidden" name="height" value={height} />
      <fieldset className="choice needs-script">
        <legend className="sr-only">{t("size.label")}</legend>
        {shapeNames.map((shape) => (
          <label key={shape} title={t(`size.${shape}`)}>
            <input
              type="radio"
              name="shape"
              value={shape}
              checked={value.shape === shape}
              onChange={() => change({ shape })}
            />
            <span className="choice-face">
              <span className="shape-glyph" style={glyphSize(shapes[shape])} aria-hidden />
              <span className="sr-only">{t(`size.${shape}`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <fieldset className="choice">
        <legend className="choice-legend">{t("count.label")}</legend>
        {[1, 2, 3, 4].map((count) => (
          <label key={count}>
            <input
              type="radio"
              name="count"
              value={count}
              checked={value.count === count}
              onChange={() => change({ count })}
            />
            <span className="choice-face tabular-nums">{count}</span>
          </label>
        ))}
      </fieldset>
      <MoreSettings value={value} change={change} />
    </>
  );
}

const glyphPx = 20;

function glyphSize(ratio: number) {
  return { width: Math.round(glyphPx * Math.min(1, ratio)), height: Math.round(glyphPx / Math.max(1, ratio)) };
}

function MoreSettings({ value, change }: { value: SettingsValue; change: Change }) {
  const t = useTranslations("studio");
  const isOpen = value.seed !== "" || value.negativePrompt !== "";
  return (
    <details className="more-settings" open={isOpen || undefined}>
      <summary className="act">
        <span>{t("more")}</span>
        <ChevronDown size={16} aria-hidden className="more-arrow" />
      </summary>
      <div className="grid gap-x-8 gap-y-4 pt-2 pb-4 sm:grid-cols-[1fr_auto_auto]">
        <label className="field">
          <span>{t("negative.label")}</span>
          <input
            type="text"
            name="negativePrompt"
            value={value.negativePrompt}
            placeholder={t("negative.placeholder")}
            maxLength={4000}
            onChange={(event) => change({ negativePrompt: event.target.value })}
          />
        </label>
        <label className="field needs-script">
          <span>{t("size.scale")}</span>
          <select value={value.longest} onChange={(event) => change({ longest: Number(event.target.value) })}>
            {longestSides.map((side) => (
              <option key={side} value={side}>
                {t("size.pixels", { value: side })}
              </option>
            ))}
          </select>
        </label>
        <div className="field">
          <label htmlFor="seed">{t("seed.label")}</label>
          <span className="flex items-center gap-1">
            <input
              id="seed"
              type="text"
              name="seed"
              inputMode="numeric"
              pattern="[0-9]*"
              maxLength={10}
              value={value.seed}
              placeholder={t("seed.placeholder")}
              title={t("seed.help")}
              onChange={(event) => change({ seed: event.target.value.replace(/\D/g, "") })}
              className="w-32 tabular-nums"
            />
            <button
              type="button"
              className="grid size-10 place-items-center text-soft hover:text-ink needs-script"
              title={t("seed.dice")}
              onClick={() => change({ seed: String(Math.floor(Math.random() * 2 ** 32)) })}
            >
              <Dices size={18} aria-hidden />
              <span className="sr-only">{t("seed.dice")}</span>
            </button>
          </span>
        </div>
      </div>
    </details>
  );
}
