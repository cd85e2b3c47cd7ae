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

let cover = new Float32Array(0);
const colour = new Float32Array(3);

/**
 * Fills a shape, antialiased by exact area coverage: every edge adds its signed area to the cells it crosses,
 * a running sum along the row turns that into coverage (the accumulation method of Raph Levien's font-rs, 2016).
 */
export function fill(canvas: Canvas, shape: Shape, paint: Rgb | Shader, options: FillOptions = {}): void {
  const box = bounds(canvas, shape);
  if (!box) return;
  const stride = box.right - box.left + 2;
  const size = stride * (box.bottom - box.top);
  if (cover.length < size) cover = new Float32Array(Math.ceil(size * 1.3));
  else cover.fill(0, 0, size);
  for (const contour of shape.contours) addContour(canvas.unit, contour, box, stride);
  const alpha = options.alpha ?? 1;
  for (let y = box.top; y < box.bottom; y++) {
    const moved = options.sway ? Math.round(options.sway((y + 0.5) / canvas.unit) * canvas.unit) : 0;
    paintRow(canvas, paint, alpha, options.light ?? false, y, (y - box.top) * stride, box, moved);
    canvas.worked(box.right - box.left);
  }
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

function addContour(unit: number, contour: readonly number[], box: Box, stride: number): void {
  const { length } = contour;
  for (let i = 0, j = length - 2; i < length; j = i, i += 2) {
    const x0 = contour[j] * unit - box.left;
    const y0 = contour[j + 1] * unit - box.top;
    const x1 = contour[i] * unit - box.left;
    const y1 = contour[i + 1] * unit - box.top;
    if (y0 < y1) addEdge(x0, y0, x1, y1, 1, box, stride);
    else if (y1 < y0) addEdge(x1, y1, x0, y0, -1, box, stride);
  }
}

function addEdge(x0: number, y0: number, x1: number, y1: number, way: number, box: Box, stride: number): void {
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
    addSpan(row * stride, Math.min(a, b), Math.max(a, b), height);
  }
}

function addSpan(start: number, left: number, right: number, height: number): void {
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
  y: number,
  start: number,
  box: Box,
  moved: number,
): void {
  const { rgb, unit, width } = canvas;
  const shader = typeof paint === "function" ? paint : null;
  if (typeof paint !== "function") colour.set(paint);
  const sceneY = (y + 0.5) / unit;
  let sum = 0;
  for (let x = box.left, c = start; x < box.right; x++, c++) {
    sum += cover[c];
    let share = Math.abs(sum);
    if (share < 0.002) continue;
    if (share > 1) share = 1;
    const to = x + moved;
    if (to < 0 || to >= width) continue;
    share *= alpha * (shader ? shader((x + 0.5) / unit, sceneY, colour) : 1);
    const i = (y * width + to) * 3;
    const keep = light ? 1 : 1 - share;
    rgb[i] = rgb[i] * keep + colour[0] * share;
    rgb[i + 1] = rgb[i + 1] * keep + colour[1] * share;
    rgb[i + 2] = rgb[i + 2] * keep + colour[2] * share;
  }
}
