import { startTransition, useRef, useState } from "react";
import type { Tile, TilePage } from "./tile";

export type Phase = "idle" | "loading" | "failed";

/**
 * The pictures of a wall: the page the server hung, those that were fetched since, and what was changed by hand.
 *
 * @param address where further pages come from, without their `cursor`
 */
export function usePages(first: TilePage, address: string) {
  const [tiles, setTiles] = useState(first.tiles);
  const [cursor, setCursor] = useState(first.nextCursor);
  const [phase, setPhase] = useState<Phase>("idle");
  const [arrived, setArrived] = useState(0);
  const known = useRef(new Set(first.tiles.map((tile) => tile.id)));
  const busy = useRef(false);

  async function load(): Promise<void> {
    if (!cursor || busy.current) return;
    busy.current = true;
    setPhase("loading");
    try {
      const answer = await fetch(`${address}${address.includes("?") ? "&" : "?"}cursor=${encodeURIComponent(cursor)}`);
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const page: TilePage = await answer.json();
      const fresh = page.tiles.filter((tile) => !known.current.has(tile.id));
      for (const tile of fresh) known.current.add(tile.id);
      startTransition(() => {
        setTiles((hung) => [...hung, ...fresh]);
        setCursor(page.nextCursor);
        setArrived(fresh.length);
        setPhase("idle");
      });
    } catch {
      setPhase("failed");
    } finally {
      busy.current = false;
    }
  }

  /** Changes pictures in place. */
  function change(ids: ReadonlySet<number>, patch: (tile: Tile) => Tile): void {
    setTiles((hung) => hung.map((tile) => (ids.has(tile.id) ? patch(tile) : tile)));
  }

  /** Takes pictures off the wall; the answer hangs them back where they were. */
  function takeDown(ids: ReadonlySet<number>): () => void {
    const places = new Map(tiles.map((tile, index) => [tile.id, index]));
    const taken = tiles.filter((tile) => ids.has(tile.id));
    setTiles((hung) => hung.filter((tile) => !ids.has(tile.id)));
    return () =>
      setTiles((hung) =>
        [...hung, ...taken.filter((tile) => !hung.some(({ id }) => id === tile.id))].sort(
          (a, b) => (places.get(a.id) ?? Number.MAX_SAFE_INTEGER) - (places.get(b.id) ?? Number.MAX_SAFE_INTEGER),
        ),
      );
  }

  return { tiles, cursor, phase, arrived, load, change, takeDown };
}
