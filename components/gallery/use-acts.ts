import { useTranslations } from "next-intl";
import { useState } from "react";
import { removeManyAction } from "@/lib/images/actions";
import { sendBulk, sendFavorite, sendPrivate } from "./requests";
import { type Act, leavesRoom, type Room, undoOf } from "./rooms";
import type { Tile } from "./tile";
import type { usePages } from "./use-pages";
import type { Picked } from "./use-selection";

export interface Said {
  /** Grows with each, so that the same words are said again. */
  number: number;
  words: string;
  undo: (() => void) | null;
}

/** What the wall does to its pictures: shown at once, undone when the server says no, and by hand. */
export function useActs(room: Room, { change, takeDown }: Pick<ReturnType<typeof usePages>, "change" | "takeDown">) {
  const t = useTranslations("wall");
  const label = useTranslations("label");
  const [said, setSaid] = useState<Said | null>(null);

  function say(words: string, undo: (() => void) | null = null): void {
    setSaid((before) => ({ number: (before?.number ?? 0) + 1, words, undo }));
  }

  async function like(tile: Tile): Promise<void> {
    const wanted = !tile.isLiked;
    change(new Set([tile.id]), (one) => liked(one, wanted));
    try {
      const { favorite, likes } = await sendFavorite(tile.id, wanted);
      change(new Set([tile.id]), (one) => ({ ...one, isLiked: favorite, likes }));
    } catch {
      change(new Set([tile.id]), (one) => liked(one, !wanted));
      say(t("failed"));
    }
  }

  async function togglePrivate(tile: Tile): Promise<void> {
    const wanted = tile.isPublic;
    const set = (isPublic: boolean) => change(new Set([tile.id]), (one) => shownTo(one, isPublic, label("private")));
    set(!wanted);
    try {
      await sendPrivate(tile.id, wanted);
    } catch {
      set(wanted);
      say(t("failed"));
    }
  }

  async function bulk(act: Exclude<Act, "download" | "restyle">, picked: Picked[]): Promise<void> {
    try {
      const ids = picked.map(({ id }) => id);
      const done = act === "remove" ? await removeMany(ids) : await sendBulk(ids, act);
      const undoable = picked.filter((one) => done.includes(one.id) && isChange(act, one)).map(({ id }) => id);
      const hangBack = applyTo(act, new Set(done));
      const back = undoOf[act];
      say(
        t(`did.${act}`, { count: done.length }),
        back && undoable.length > 0
          ? () => {
              setSaid(null);
              sendBulk(undoable, back).then(
                (undone) => {
                  hangBack?.();
                  if (!hangBack) applyTo(back, new Set(undone));
                },
                () => say(t("failed")),
              );
            }
          : null,
      );
    } catch {
      say(t("failed"));
    }
  }

  /** Shows what was done; answers how to hang back what left the wall. */
  function applyTo(act: Act, ids: ReadonlySet<number>): (() => void) | null {
    if (leavesRoom(room, act)) return takeDown(ids);
    if (act === "favorite" || act === "unfavorite") change(ids, (one) => liked(one, act === "favorite"));
    if (act === "publish" || act === "make_private") {
      change(ids, (one) => shownTo(one, act === "publish", label("private")));
    }
    return null;
  }

  return { said, clear: () => setSaid(null), say, like, togglePrivate, bulk };
}

async function removeMany(ids: number[]): Promise<number[]> {
  const form = new FormData();
  form.set("ids", ids.join(","));
  const outcome = await removeManyAction(null, form);
  if (!outcome.ok) throw new Error(outcome.error.code);
  return outcome.value.done;
}

/** Whether an act changes this picture, so that undoing it must change it back. */
function isChange(act: Act, one: Picked): boolean {
  if (act === "favorite" || act === "unfavorite") return one.isLiked !== (act === "favorite");
  if (act === "publish" || act === "make_private") return one.isPublic !== (act === "publish");
  return !(act === "trash" && one.isTemp);
}

function liked(tile: Tile, isLiked: boolean): Tile {
  if (tile.isLiked === isLiked) return tile;
  return { ...tile, isLiked, likes: Math.max(0, tile.likes + (isLiked ? 1 : -1)) };
}

function shownTo(tile: Tile, isPublic: boolean, privateWords: string): Tile {
  return { ...tile, isPublic, mark: isPublic ? null : privateWords };
}
