import type { Pixels } from "../define";
import { hash01 } from "../random";
import type { Plane } from "./plane";

/** What strokes are painted on: colours, how thick the paint lies (0–1), and which stroke was last at each pixel. */
export interface Canvas {
  paint: Pixels;
  thickness: Plane;
  last: Int32Array;
}

/** One stroke: `count` points (pixels), half its width, its colour 0–255. */
export interface Stroke {
  x: Float32Array;
  y: Float32Array;
  count: number;
  radius: number;
  red: number;
  green: number;
  blue: number;
  /** A number of its own from 1 up. */
  id: number;
  /** Picks its bristle marks. */
  bristles: number;
}

/**
 * Lays one opaque stroke with bristle marks along it. A pixel is painted once per stroke, so that the joints
 * of its path do not show; edges are antialiased.
 */
export function layStroke(canvas: Canvas, stroke: Stroke): void {
  for (let k = 1; k < stroke.count; k++) laySegment(canvas, stroke, k);
}

function laySegment({ paint, thickness, last }: Canvas, stroke: Stroke, k: number): void {
  const { width, height, data } = paint;
  const { x, y, radius, id } = stroke;
  const x0 = x[k - 1];
  const y0 = y[k - 1];
  const dx = x[k] - x0;
  const dy = y[k] - y0;
  const length = Math.sqrt(dx * dx + dy * dy) + 1e-6;
  const reach = radius + 0.5;
  const left = Math.max(0, Math.floor(Math.min(x0, x[k]) - reach));
  const right = Math.min(width - 1, Math.ceil(Math.max(x0, x[k]) + reach));
  const top = Math.max(0, Math.floor(Math.min(y0, y[k]) - reach));
  const bottom = Math.min(height - 1, Math.ceil(Math.max(y0, y[k]) + reach));
  const bristles = bristlesOf(stroke.bristles);
  const widest = (reach * length) / (dy === 0 ? 1e-6 : Math.abs(dy));
  for (let row = top; row <= bottom; row++) {
    // Only the part of the row that the stroke's band crosses.
    const middle = x0 + (dy === 0 ? 0 : ((row + 0.5 - y0) * dx) / dy);
    const from = Math.max(left, Math.floor(middle - widest - 0.5));
    const to = Math.min(right, Math.ceil(middle + widest));
    for (let col = from; col <= to; col++) {
      const at = row * width + col;
      if (last[at] === id) continue;
      const px = col + 0.5 - x0;
      const py = row + 0.5 - y0;
      let t = (px * dx + py * dy) / (length * length);
      t = t < 0 ? 0 : t > 1 ? 1 : t;
      const ex = px - dx * t;
      const ey = py - dy * t;
      const inside = radius + 0.5 - Math.sqrt(ex * ex + ey * ey);
      if (inside <= 0) continue;
      const across = (dx * py - dy * px) / (length * radius);
      const place = Math.min(14.99, Math.max(0, (across + 1) * 7.5));
      const b = place | 0;
      const bristle = bristles[b] + (bristles[b + 1] - bristles[b]) * (place - b);
      const alpha = inside < 1 ? inside : 1;
      const shade = 1 + bristle * 0.13;
      const p = at * 4;
      data[p] += (stroke.red * shade - data[p]) * alpha;
      data[p + 1] += (stroke.green * shade - data[p + 1]) * alpha;
      data[p + 2] += (stroke.blue * shade - data[p + 2]) * alpha;
      const thick = 0.5 + bristle * 0.24 + 0.3 * (1 - across * across);
      thickness.data[at] += (thick - thickness.data[at]) * alpha;
      if (inside >= 1) last[at] = id;
    }
  }
}

const sets = Array.from({ length: 64 }, (_, set) => {
  const line = new Float32Array(17);
  for (let b = 0; b < 17; b++) line[b] = hash01(set, b, 4711) * 2 - 1;
  return line;
});

function bristlesOf(which: number): Float32Array {
  return sets[which & 63];
}
