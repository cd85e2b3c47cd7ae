import type { Canvas } from "./canvas";

/** One row of pixels to be coloured: the columns `from` ≤ i < `to` of each list. */
export interface GroundRow {
  /** Scene units, as everything here that is a place. */
  y: number;
  from: number;
  to: number;
  /** How far each pixel lies under the outline. */
  below: Float32Array;
  /** To be filled: three parts a pixel. */
  rgb: Float32Array;
  /** How much of each pixel is covered; a shader may lessen it. */
  alpha: Float32Array;
}

/** Colours a row at a time, so that whatever is the same along it is computed once. */
export type GroundShader = (row: GroundRow) => void;

/**
 * Paints everything from an outline `topAt(x)` down to `bottom` (scene units), the upper edge antialiased by its slope.
 * Land is drawn this way: one call per range of hills.
 */
export function paintBelow(canvas: Canvas, topAt: (x: number) => number, bottom: number, shade: GroundShader): void {
  const { width, height, unit } = canvas;
  const tops = new Float32Array(width);
  const steep = new Float32Array(width);
  let first = height;
  for (let px = 0; px < width; px++) {
    tops[px] = topAt((px + 0.5) / unit) * unit;
    first = Math.min(first, tops[px]);
  }
  for (let px = 0; px < width; px++) {
    const slope = (tops[Math.min(width - 1, px + 1)] - tops[Math.max(0, px - 1)]) / 2;
    steep[px] = 1 / Math.min(3, Math.hypot(1, slope));
  }
  const row: GroundRow = {
    ...{ y: 0, from: 0, to: 0, below: new Float32Array(width) },
    ...{ rgb: new Float32Array(width * 3), alpha: new Float32Array(width) },
  };
  const last = Math.min(height, Math.ceil(bottom * unit));
  for (let py = Math.max(0, Math.floor(first - 2)); py < last; py++) {
    row.y = (py + 0.5) / unit;
    if (cover(row, tops, steep, py + 0.5, unit)) {
      shade(row);
      blend(canvas.rgb, py * width, row);
    }
    canvas.worked(width);
  }
}

/** Finds what of a row lies under the outline; false when nothing does. */
function cover(row: GroundRow, tops: Float32Array, steep: Float32Array, middle: number, unit: number): boolean {
  const { alpha, below } = row;
  let from = tops.length;
  let to = 0;
  for (let px = 0; px < tops.length; px++) {
    const down = middle - tops[px];
    const share = down * steep[px] + 0.5;
    below[px] = down > 0 ? down / unit : 0;
    alpha[px] = share > 1 ? 1 : share > 0 ? share : 0;
    if (share <= 0) continue;
    if (px < from) from = px;
    to = px + 1;
  }
  row.from = from;
  row.to = to;
  return from < to;
}

function blend(rgb: Float32Array, start: number, { from, to, alpha, rgb: own }: GroundRow): void {
  for (let px = from, i = (start + from) * 3, k = from * 3; px < to; px++, i += 3, k += 3) {
    const share = alpha[px];
    if (share === 0) continue;
    rgb[i] += (own[k] - rgb[i]) * share;
    rgb[i + 1] += (own[k + 1] - rgb[i + 1]) * share;
    rgb[i + 2] += (own[k + 2] - rgb[i + 2]) * share;
  }
}
