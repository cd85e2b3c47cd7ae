"use client";

import { Star } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Pixels } from "@/lib/filters/define";
import type { StyleDto } from "@/lib/styles/schema";
import { PixelCanvas } from "./pixel-canvas";
import { StyleThumb } from "./style-thumb";

/** One style to pick. */
export function StylePick({
  style,
  isChosen,
  isStarred,
  thumb,
  photograph,
  choose,
  peek,
  star,
}: {
  style: StyleDto;
  isChosen: boolean;
  isStarred: boolean;
  /** The visitor's photograph in it. */
  thumb: Pixels | null;
  photograph: string | null;
  choose(id: number): void;
  peek(id: number): void;
  star(id: number): void;
}) {
  const t = useTranslations("studio.styles");
  // Only our own filters can be shown on the photograph.
  const src = (style.filter !== null && photograph) || style.preview_image;
  return (
    <div className="style-pick" onPointerEnter={({ pointerType }) => pointerType === "mouse" && peek(style.id)}>
      <label title={style.description}>
        <input
          type="radio"
          name="styleId"
          value={style.id}
          checked={isChosen}
          onChange={() => choose(style.id)}
          onFocus={() => peek(style.id)}
        />
        <span className="style-thumb">
          <StyleThumb key={src} src={src} />
          {thumb && <PixelCanvas pixels={thumb} className="style-thumb-own" data-own-preview />}
        </span>
        <span className="style-name">{style.title}</span>
        {style.maker !== null && !style.is_own && <span className="style-maker">{t("by", { name: style.maker })}</span>}
      </label>
      {/* By keyboard and touch the star stands below, with the chosen style. */}
      <button
        type="button"
        className="style-star needs-script"
        tabIndex={-1}
        data-starred={isStarred || undefined}
        title={isStarred ? t("unstar") : t("star")}
        onClick={() => star(style.id)}
      >
        <Star size={14} strokeWidth={2} fill={isStarred ? "currentColor" : "none"} aria-hidden />
        <span className="sr-only">{`${isStarred ? t("unstar") : t("star")}: ${style.title}`}</span>
      </button>
    </div>
  );
}
