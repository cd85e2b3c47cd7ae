import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useMemo, useState } from "react";
import { type Measure, type Part, packRows, partsOf, rowAt } from "./pack-rows";
import { shapeOf, type Tile } from "./tile";

/** Walls up to this many pictures are in the page as a whole. */
const wholeMax = 120;
/** How far beyond the window rows are ready, and how far they must be before they are made ready, in windows. */
const readyWindows = 1.5;
const neededWindows = 0.5;

/**
 * Which parts of the wall are in the page: all of a small one; of a large one the rows around what is seen, and
 * the row that has the focus.
 */
export function useWindow(wall: RefObject<HTMLElement | null>, tiles: Tile[]): Part[] {
  const isLarge = tiles.length > wholeMax;
  const [measure, setMeasure] = useState<Measure | null>(null);
  const [range, setRange] = useState({ fromPx: 0, toPx: 4000 });
  const [held, setHeld] = useState<string | null>(null);
  const rows = useMemo(
    () => (isLarge && measure ? packRows(tiles.map(cssShape), measure) : []),
    [isLarge, measure, tiles],
  );

  const look = useEffectEvent(() => {
    if (!wall.current) return;
    const seenPx = window.innerHeight;
    const topPx = -wall.current.getBoundingClientRect().top;
    setRange((now) =>
      topPx - neededWindows * seenPx < now.fromPx || topPx + (1 + neededWindows) * seenPx > now.toPx
        ? { fromPx: topPx - readyWindows * seenPx, toPx: topPx + (1 + readyWindows) * seenPx }
        : now,
    );
  });

  useLayoutEffect(() => {
    const place = wall.current;
    if (!isLarge || !place) return;
    const take = () => {
      const measured = measureOf(place);
      if (measured) setMeasure(measured);
    };
    take();
    const observer = new ResizeObserver(take);
    observer.observe(place);
    return () => observer.disconnect();
  }, [wall, isLarge]);

  useEffect(() => {
    const place = wall.current;
    if (!isLarge || !place) return;
    const hold = (event: FocusEvent) => {
      const hanging = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-uuid]") : null;
      setHeld(hanging?.dataset.uuid ?? null);
    };
    look();
    window.addEventListener("scroll", look, { passive: true });
    window.addEventListener("resize", look);
    place.addEventListener("focusin", hold);
    return () => {
      window.removeEventListener("scroll", look);
      window.removeEventListener("resize", look);
      place.removeEventListener("focusin", hold);
    };
  }, [wall, isLarge]);

  return useMemo(() => {
    if (rows.length === 0) return [{ kind: "pictures", from: 0, to: tiles.length }];
    const index = held === null ? -1 : tiles.findIndex((tile) => tile.uuid === held);
    return partsOf(rows, rowAt(rows, range.fromPx), rowAt(rows, range.toPx), index);
  }, [rows, range, held, tiles]);
}

/** The shape as the style sheet is told it. */
export function cssShape(tile: Tile): number {
  return Number(shapeOf(tile).toFixed(4));
}

function measureOf(place: HTMLElement): Measure | null {
  const first = place.querySelector<HTMLElement>(".hanging");
  const shape = Number(first?.style.getPropertyValue("--shape"));
  if (!first || !shape) return null;
  return {
    widthPx: place.getBoundingClientRect().width,
    rowPx: Number.parseFloat(getComputedStyle(first).flexBasis) / shape,
    gapPx: Number.parseFloat(getComputedStyle(place).rowGap),
  };
}
