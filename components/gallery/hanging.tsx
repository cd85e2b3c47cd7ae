import { Check, Eye, EyeOff, Heart } from "lucide-react";
import { useTranslations } from "next-intl";
import { type CSSProperties, memo } from "react";
import { placeholderUrl } from "@/components/ui/thumbhash";
import { sourcesOf } from "./sources";
import type { Tile } from "./tile";
import { cssShape } from "./use-window";
import { WallLabel } from "./wall-label";

const rowPx = 260;

/**
 * One picture in a justified row. Its box is known from its shape alone, before any byte of it is here. What is done
 * with it is heard by the wall: `data-act` says what.
 */
export const Hanging = memo(function Hanging({
  tile,
  eager,
  canAct,
  picked,
  isTrashed,
}: {
  tile: Tile;
  eager: boolean;
  /** Whether the viewer is signed in, and so may like it. */
  canAct: boolean;
  /** Whether it is selected; null while nothing is being selected. */
  picked: boolean | null;
  isTrashed: boolean;
}) {
  const t = useTranslations("wall");
  const shape = cssShape(tile);
  const style: CSSProperties & Record<"--shape", number> = { "--shape": shape };
  const placeholder = tile.thumbhash && placeholderUrl(tile.thumbhash);
  const ground = placeholder ? { backgroundImage: `url(${placeholder})` } : undefined;
  const isVeiled = tile.isVeiled && picked === null;
  const picture = isVeiled ? null : (
    <img
      {...sourcesOf(tile)}
      // Not "auto": Chromium keeps every lazy picture with that in memory, also those long taken down.
      sizes={`${Math.round(shape * rowPx)}px`}
      width={tile.width}
      height={tile.height}
      alt={picked === null && !isTrashed ? tile.alt : ""}
      loading={eager ? "eager" : "lazy"}
      decoding="async"
    />
  );
  if (picked !== null || isTrashed) {
    return (
      <li className="hanging" style={style} data-uuid={tile.uuid}>
        <label className="hanging-link" style={ground}>
          <input type="checkbox" checked={picked ?? false} readOnly aria-label={tile.alt} data-act="pick" />
          {picture}
          <span className="hanging-check" aria-hidden>
            {picked && <Check size={16} strokeWidth={2.5} />}
          </span>
          {isTrashed && <WallLabel tile={tile} />}
        </label>
      </li>
    );
  }
  return (
    <li className="hanging" style={style} data-uuid={tile.uuid}>
      <a
        href={`/images/${tile.uuid}`}
        className="hanging-link"
        style={ground}
        aria-label={isVeiled ? t("sensitive") : undefined}
      >
        {picture}
        {isVeiled && (
          <span className="hanging-veil" aria-hidden>
            <span>{t("sensitive")}</span>
          </span>
        )}
        <WallLabel tile={tile} />
      </a>
      {canAct && (
        <span className="hanging-acts">
          {tile.isMine && !tile.isTemp && (
            <button
              type="button"
              data-act="privacy"
              aria-pressed={!tile.isPublic}
              title={tile.isPublic ? t("makePrivate") : t("publish")}
              aria-label={t("privateOf", { title: tile.title })}
            >
              {tile.isPublic ? <Eye size={18} aria-hidden /> : <EyeOff size={18} aria-hidden />}
            </button>
          )}
          <button
            type="button"
            data-act="like"
            aria-pressed={tile.isLiked}
            title={tile.isLiked ? t("unlike") : t("like")}
            aria-label={t("likeOf", { title: tile.title })}
          >
            <Heart size={18} aria-hidden />
          </button>
        </span>
      )}
    </li>
  );
});
