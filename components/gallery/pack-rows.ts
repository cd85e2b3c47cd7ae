/** A row of the wall: pictures `from` up to but not including `to`, and where it hangs, in pixels from the wall's top. */
export interface Row {
  from: number;
  to: number;
  topPx: number;
  heightPx: number;
}

/** What decides where rows break, in pixels: the wall's width, the height a row asks for, and the gap. */
export interface Measure {
  widthPx: number;
  rowPx: number;
  gapPx: number;
}

/** Browsers lay out in 64ths of a pixel. */
const layoutUnit = 1 / 64;

/**
 * The rows that the browser's own wrapping makes of these shapes (width / height), foretold, so that rows out of
 * sight need not be in the page: a row takes pictures while they fit at the height it asks for, and is then stretched
 * to fill the wall, all but the last.
 */
export function packRows(shapes: number[], { widthPx, rowPx, gapPx }: Measure): Row[] {
  const rows: Row[] = [];
  let from = 0;
  let topPx = 0;
  while (from < shapes.length) {
    let to = from;
    let used = 0;
    let sum = 0;
    while (to < shapes.length) {
      const asked = Math.min(widthPx, Math.floor((shapes[to] * rowPx) / layoutUnit) * layoutUnit);
      const wanted = used + (to > from ? gapPx : 0) + asked;
      if (to > from && wanted > widthPx + layoutUnit) break;
      used = wanted;
      sum += shapes[to];
      to += 1;
    }
    const filled = (widthPx - (to - from - 1) * gapPx) / sum;
    const heightPx = to < shapes.length ? filled : Math.min(rowPx, filled);
    rows.push({ from, to, topPx, heightPx });
    topPx += heightPx + gapPx;
    from = to;
  }
  return rows;
}

/** A part of the wall: the pictures of some rows, or the empty space that stands for rows out of sight. */
export type Part = { kind: "pictures"; from: number; to: number } | { kind: "space"; after: number; heightPx: number };

/**
 * The wall with only the rows between `first` and `last` (both included) and the row of picture `held` in the page;
 * -1 holds none.
 */
export function partsOf(rows: Row[], first: number, last: number, held: number): Part[] {
  const parts: Part[] = [];
  let hidden = -1;
  const close = (until: number) => {
    if (hidden < 0) return;
    const end = rows[until];
    parts.push({ kind: "space", after: rows[hidden].from, heightPx: end.topPx + end.heightPx - rows[hidden].topPx });
    hidden = -1;
  };
  rows.forEach((row, index) => {
    const isShown = (index >= first && index <= last) || (held >= row.from && held < row.to);
    if (!isShown) {
      if (hidden < 0) hidden = index;
      return;
    }
    close(index - 1);
    const before = parts.at(-1);
    if (before?.kind === "pictures") before.to = row.to;
    else parts.push({ kind: "pictures", from: row.from, to: row.to });
  });
  close(rows.length - 1);
  return parts;
}

/** The first row whose lower edge is below `yPx`; the last when none is. */
export function rowAt(rows: Row[], yPx: number): number {
  let low = 0;
  let high = rows.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle].topPx + rows[middle].heightPx < yPx) low = middle + 1;
    else high = middle;
  }
  return low;
}
