import { useRef, useState } from "react";
import type { Tile } from "./tile";

/** What must be known of a picture to act on it, also when it is not on the wall yet. */
export type Picked = Pick<Tile, "id" | "isPublic" | "isTemp" | "isLiked">;

/** Which pictures of the wall are selected. */
export function useSelection(tiles: Tile[], startsOpen: boolean) {
  const [isOpen, setOpen] = useState(startsOpen);
  const [picked, setPicked] = useState<ReadonlyMap<number, Picked>>(new Map());
  const last = useRef<number | null>(null);

  /** Picks or drops one; with `range`, all from the one touched before get what this one gets. */
  function pick(tile: Tile, range: boolean): void {
    const from = tiles.findIndex(({ id }) => id === last.current);
    const to = tiles.indexOf(tile);
    const touched = range && from >= 0 ? tiles.slice(Math.min(from, to), Math.max(from, to) + 1) : [tile];
    const isWanted = !picked.has(tile.id);
    setPicked((before) => {
      const after = new Map(before);
      for (const one of touched) {
        if (isWanted) after.set(one.id, one);
        else after.delete(one.id);
      }
      return after;
    });
    last.current = tile.id;
  }

  function close(): void {
    setOpen(startsOpen);
    setPicked(new Map());
    last.current = null;
  }

  return {
    isOpen,
    picked,
    open: () => setOpen(true),
    close,
    pick,
    pickAll: (all: Picked[]) => setPicked(new Map(all.map((one) => [one.id, one]))),
  };
}
