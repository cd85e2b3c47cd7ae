"use client";

import { useTranslations } from "next-intl";
import type { StyleDto } from "@/lib/styles/schema";
import { StyleThumb } from "./style-thumb";
import { stripSidePx } from "./use-style-previews";

/**
 * Styles as a strip of small pictures: of the visitor's own photograph once there is one. Radio buttons underneath,
 * so that arrow keys work and a form without script does, too.
 */
export function StyleStrip({
  styles,
  chosen,
  choose,
  previews,
  photograph,
  withNone,
}: {
  styles: StyleDto[];
  chosen: number | null;
  choose(id: number | null): void;
  /** `slug/side` → address of the photograph in that style. */
  previews: Record<string, string>;
  /** Address of the photograph itself, or null. */
  photograph: string | null;
  /** Whether one may do without a style. */
  withNone: boolean;
}) {
  const t = useTranslations("studio.styles");
  return (
    <fieldset className="style-strip">
      <legend className="sr-only">{t("label")}</legend>
      {withNone && (
        <label className="style-pick">
          <input type="radio" name="styleId" value="" checked={chosen === null} onChange={() => choose(null)} />
          <span className="style-thumb style-thumb-none" aria-hidden />
          <span className="style-name">{t("none")}</span>
        </label>
      )}
      {styles.map((style) => {
        const preview = previews[`${style.slug}/${stripSidePx}`];
        return (
          <label key={style.id} className="style-pick" title={style.description}>
            <input
              type="radio"
              name="styleId"
              value={style.id}
              checked={chosen === style.id}
              onChange={() => choose(style.id)}
            />
            <span className="style-thumb">
              <StyleThumb key={photograph ?? style.preview_image} src={photograph ?? style.preview_image} />
              {preview && <img src={preview} alt="" className="style-thumb-own" data-own-preview />}
            </span>
            <span className="style-name">{style.title}</span>
          </label>
        );
      })}
    </fieldset>
  );
}
