import type { Canvas } from "./canvas";
import type { Rgb } from "./colour";
import type { Shape } from "./shape";

/** Writes the colour at a place (scene units) into `out` and returns its alpha 0..1. */
export type Shader = (x: number, y: number, out: Float32Array) => number;

export interface FillOptions {
  /** Overall opacity, 1 unless told. */
  alpha?: number;
  /** Adds light instead of covering. */
  light?: boolean;
  /** Moves a row sideways (scene units) for the shimmer of reflections. */
  sway?: (y: number) => number;
}

const colour = new Float32Array(3);

/**
 * Fills a shape, antialiased by exact area coverage: every edge adds its signed area to the cells it crosses,
 * a running sum along the row turns that into coverage (the accumulation method of Raph Levien's font-rs, 2016).
 */
export function fill(canvas: Canvas, shape: Shape, paint: Rgb | Shader, options: FillOptions = {}): void {
  const box = bounds(canvas, shape);
  if (!box) return;
  const rows = box.bottom - box.top;
  const stride = box.right - box.left + 2;
  const area: Area = {
    ...{ box, stride, cover: canvas.coverageOf(stride * rows) },
    ...{ first: new Int32Array(rows).fill(stride), last: new Int32Array(rows).fill(-1) },
  };
  for (const contour of shape.contours) addContour(canvas.unit, contour, area);
  const alpha = options.alpha ?? 1;
  for (let row = 0; row < rows; row++) {
    if (area.last[row] < 0) continue;
    const y = row + box.top;
    const moved = options.sway ? Math.round(options.sway((y + 0.5) / canvas.unit) * canvas.unit) : 0;
    paintRow(canvas, paint, alpha, options.light ?? false, row, area, moved);
    canvas.worked(area.last[row] - area.first[row] + 4);
  }
}

/** Coverage as differences from cell to cell, and between which cells of each row there are any. */
interface Area {
  box: Box;
  stride: number;
  cover: Float32Array;
  first: Int32Array;
  last: Int32Array;
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

function bounds(canvas: Canvas, shape: Shape): Box | null {
  let left = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let top = Number.POSITIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (const contour of shape.contours) {
    for (let i = 0; i < contour.length; i += 2) {
      if (contour[i] < left) left = contour[i];
      if (contour[i] > right) right = contour[i];
      if (contour[i + 1] < top) top = contour[i + 1];
      if (contour[i + 1] > bottom) bottom = contour[i + 1];
    }
  }
  const box = {
    left: Math.max(0, Math.floor(left * canvas.unit)),
    right: Math.min(canvas.width, Math.ceil(right * canvas.unit)),
    top: Math.max(0, Math.floor(top * canvas.unit)),
    bottom: Math.min(canvas.height, Math.ceil(bottom * canvas.unit)),
  };
  return box.left < box.right && box.top < box.bottom ? box : null;
}

function addContour(unit: number, contour: readonly number[], area: Area): void {
  const { length } = contour;
  const { box } = area;
  for (let i = 0, j = length - 2; i < length; j = i, i += 2) {
    const x0 = contour[j] * unit - box.left;
    const y0 = contour[j + 1] * unit - box.top;
    const x1 = contour[i] * unit - box.left;
    const y1 = contour[i + 1] * unit - box.top;
    if (y0 < y1) addEdge(x0, y0, x1, y1, 1, area);
    else if (y1 < y0) addEdge(x1, y1, x0, y0, -1, area);
  }
}

function addEdge(x0: number, y0: number, x1: number, y1: number, way: number, area: Area): void {
  const { box, stride, cover, first: firsts, last: lasts } = area;
  const rows = box.bottom - box.top;
  const limit = box.right - box.left;
  const slope = (x1 - x0) / (y1 - y0);
  const first = Math.max(0, Math.floor(y0));
  const last = Math.min(rows, Math.ceil(y1));
  for (let row = first; row < last; row++) {
    const from = Math.max(row, y0);
    const to = Math.min(row + 1, y1);
    const height = (to - from) * way;
    if (height === 0) continue;
    const a = Math.min(limit, Math.max(0, x0 + (from - y0) * slope));
    const b = Math.min(limit, Math.max(0, x0 + (to - y0) * slope));
    const left = a < b ? a : b;
    const right = a < b ? b : a;
    if (left < firsts[row]) firsts[row] = left;
    if (right > lasts[row]) lasts[row] = right;
    addSpan(cover, row * stride, left, right, height);
  }
}

function addSpan(cover: Float32Array, start: number, left: number, right: number, height: number): void {
  const first = Math.floor(left);
  const last = Math.ceil(right);
  if (last <= first + 1) {
    const middle = (left + right) / 2 - first;
    cover[start + first] += height * (1 - middle);
    cover[start + first + 1] += height * middle;
    return;
  }
  const per = 1 / (right - left);
  const head = first + 1 - left;
  let summed = 0.5 * per * head * head;
  cover[start + first] += height * summed;
  let before = summed;
  for (let i = first + 1; i < last - 1; i++) {
    summed = per * (i + 0.5 - left);
    cover[start + i] += height * (summed - before);
    before = summed;
  }
  const tail = right - (last - 1);
  summed = 1 - 0.5 * per * tail * tail;
  cover[start + last - 1] += height * (summed - before);
  cover[start + last] += height * (1 - summed);
}

function paintRow(
  canvas: Canvas,
  paint: Rgb | Shader,
  alpha: number,
  light: boolean,
  row: number,
  area: Area,
  moved: number,
): void {
  const { rgb, unit, width } = canvas;
  const { box, cover } = area;
  const y = row + box.top;
  const shader = typeof paint === "function" ? paint : null;
  if (typeof paint !== "function") colour.set(paint);
  const sceneY = (y + 0.5) / unit;
  const start = row * area.stride;
  const end = Math.min(area.stride - 1, area.last[row] + 1);
  let sum = 0;
  for (let cell = area.first[row]; cell <= end; cell++) {
    sum += cover[start + cell];
    cover[start + cell] = 0;
    let share = sum < 0 ? -sum : sum;
    if (share < 0.002) continue;
    if (share > 1) share = 1;
    const to = cell + box.left + moved;
    if (to < 0 || to >= width || cell >= box.right - box.left) continue;
    share *= alpha;
    if (shader) share *= shader((cell + box.left + 0.5) / unit, sceneY, colour);
    const i = (y * width + to) * 3;
    const keep = light ? 1 : 1 - share;
    rgb[i] = rgb[i] * keep + colour[0] * share;
    rgb[i + 1] = rgb[i + 1] * keep + colour[1] * share;
    rgb[i + 2] = rgb[i + 2] * keep + colour[2] * share;
  }
}
