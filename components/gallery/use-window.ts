import { type RefObject, startTransition, useEffect, useEffectEvent, useLayoutEffect, useMemo, useState } from "react";
import { type Measure, type Part, packRows, partsOf, rowAt } from "./pack-rows";
import { shapeOf, type Tile } from "./tile";

/** Walls up to this many pictures are in the page as a whole, as the browser hangs them. */
const wholeMax = 60;
/** How far beyond the window rows are ready, and how far they must be before they are made ready, in windows. */
const readyWindows = 1.5;
const neededWindows = 0.5;

/**
 * Which parts of the wall are in the page: all of a small one; of a large one the rows around what is seen, and
 * the row that has the focus.
 *
 * @param isGrowing more pictures are to come: the last row waits for those that complete it, so that nothing that hangs
 *   is moved
 */
export function useWindow(wall: RefObject<HTMLElement | null>, tiles: Tile[], isGrowing: boolean): Part[] {
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
    // In pieces between which the browser can scroll and paint.
    startTransition(() =>
      setRange((now) =>
        topPx - neededWindows * seenPx < now.fromPx || topPx + (1 + neededWindows) * seenPx > now.toPx
          ? { fromPx: topPx - readyWindows * seenPx, toPx: topPx + (1 + readyWindows) * seenPx }
          : now,
      ),
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
    const whole = isGrowing ? rows.slice(0, -1) : rows;
    const parts = partsOf(whole, rowAt(whole, range.fromPx), rowAt(whole, range.toPx), index);
    // Without it the browser would take the last whole row for the wall's last, which is not stretched.
    return isGrowing ? [...parts, { kind: "space", after: tiles.length, heightPx: 0 }] : parts;
  }, [rows, range, held, tiles, isGrowing]);
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
