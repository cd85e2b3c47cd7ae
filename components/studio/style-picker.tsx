"use client";

import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo, useRef, useState } from "react";
import type { Pixels } from "@/lib/filters/define";
import type { StyleDto } from "@/lib/styles/schema";
import { arrangeStyles, findStyles, firstStyles, type StyleGroup } from "./arrange-styles";
import { StylePick } from "./style-pick";
import type { useFavorites } from "./use-favorites";
import { usePickerKeys } from "./use-picker-keys";

/**
 * Styles as small pictures: of the visitor's own photograph once there is one. Radio buttons underneath, so that a form
 * without script does, too. Looking at one (by pointer or focus) shows it on the photograph without choosing it.
 */
export function StylePicker({
  styles,
  chosen,
  choose,
  peek,
  thumbs,
  photograph,
  favorites,
  withNone,
}: {
  styles: StyleDto[];
  chosen: number | null;
  choose(id: number | null): void;
  /** Null when none is looked at any more. */
  peek(id: number | null): void;
  /** The photograph in each style, by its id. */
  thumbs: Record<number, Pixels>;
  /** Address of the photograph itself, or null. */
  photograph: string | null;
  favorites: ReturnType<typeof useFavorites>;
  /** Whether one may do without a style. */
  withNone: boolean;
}) {
  const t = useTranslations("studio.styles");
  const [query, setQuery] = useState("");
  const grid = useRef<HTMLFieldSetElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const { onGridKey, onSearchKey } = usePickerKeys(grid, search);
  const first = useFirst(styles, favorites.initially);
  const isSearching = query.trim() !== "";
  const groups: StyleGroup[] = isSearching
    ? [{ kind: "found", name: "", styles: findStyles(styles, query) }]
    : arrangeStyles(styles, first);
  const found = groups.reduce((sum, group) => sum + group.styles.length, 0);
  // What is chosen must go with the form, found or not.
  const isHidden = isSearching && chosen !== null && !groups[0]?.styles.some(({ id }) => id === chosen);

  const none = withNone && !isSearching && (
    <div className="style-pick">
      <label>
        <input type="radio" name="styleId" value="" checked={chosen === null} onChange={() => choose(null)} />
        <span className="style-thumb style-thumb-none" aria-hidden />
        <span className="style-name">{t("none")}</span>
      </label>
    </div>
  );

  return (
    <div className="style-picker">
      <label className="style-search needs-script">
        <Search size={16} strokeWidth={1.75} aria-hidden />
        <span className="sr-only">{t("search")}</span>
        <input
          ref={search}
          type="search"
          value={query}
          placeholder={t("search")}
          aria-keyshortcuts="/"
          maxLength={100}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => (event.key === "Escape" ? setQuery("") : onSearchKey(event))}
        />
        <kbd aria-hidden>/</kbd>
      </label>
      <fieldset
        ref={grid}
        className="style-strip"
        onKeyDown={onGridKey}
        onPointerLeave={() => peek(null)}
        onBlur={() => peek(null)}
      >
        <legend className="sr-only">{t("label")}</legend>
        {isHidden && <input type="hidden" name="styleId" value={chosen} />}
        {groups.length === 0 && none}
        {groups.map((group, index) => (
          <div key={`${group.kind} ${group.name}`} className="style-group">
            {groups.length > 1 && (
              <p className="style-group-title">{t(`groups.${group.kind}`, { name: group.name })}</p>
            )}
            {index === 0 && none}
            {group.styles.map((style) => (
              <StylePick
                key={style.id}
                style={style}
                isChosen={chosen === style.id}
                isStarred={favorites.isStarred(style.id)}
                thumb={thumbs[style.id] ?? null}
                photograph={photograph}
                choose={choose}
                peek={peek}
                star={favorites.toggle}
              />
            ))}
          </div>
        ))}
        <p className="text-15 text-quiet" role="status">
          {isSearching && found === 0 ? t("nothing") : ""}
        </p>
      </fieldset>
    </div>
  );
}

/** What stood first when the page came stays first: nothing moves under the hand. */
function useFirst(styles: StyleDto[], starred: ReadonlySet<number>): number[] {
  const [arranged] = useState(styles);
  const key = [...starred].filter((id) => arranged.some((style) => style.id === id)).join(" ");
  return useMemo(() => {
    const ids = key === "" ? [] : key.split(" ").map(Number);
    return firstStyles(arranged, new Set(ids));
  }, [arranged, key]);
}
