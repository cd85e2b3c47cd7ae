import { hash01, hash32 } from "../random";
import type { Tangents } from "./flow";
import { silent, type Tick } from "./progress";

/** Points of one line after another, in thousandths of the picture's mean side ("units"). */
export interface Lines {
  x: Float32Array;
  y: Float32Array;
  /** Where each line starts; one more entry than lines. */
  starts: Int32Array;
  count: number;
}

export interface LineFieldOptions {
  /** Distance between neighbouring lines, in units. */
  separation: number;
  /** Distance between points of a line, in units. */
  step: number;
  /** Longest line, in points to a side. */
  reach: number;
  /** Whether a line may be at this place (units). */
  allowed(x: number, y: number): boolean;
  seed: number;
}

/**
 * Evenly spaced lines along a flow (Jobard and Lefer 1997): each line grows both ways from a seed until it comes
 * close to another, leaves the allowed area, or has its length. Seeds are tried on a jittered grid in shuffled order.
 * `tangents` may be coarse; the picture is `spanX` × `spanY` units.
 */
export function traceLines(
  tangents: Tangents,
  spanX: number,
  spanY: number,
  options: LineFieldOptions,
  tick: Tick = silent,
): Lines {
  const { separation, allowed, seed } = options;
  const field = new Neighbours(spanX, spanY, separation);
  const pitch = separation * 0.9;
  const columns = Math.ceil(spanX / pitch);
  const rows = Math.ceil(spanY / pitch);
  const order = shuffled(columns * rows, seed);
  const lines = new LineStore();
  const longest = Math.ceil(Math.max(2, options.reach * 1.5)) + 1;
  const back: Walk = { tangents, field, options, spanX, spanY, points: new Float64Array(longest * 2) };
  const ahead: Walk = { ...back, points: new Float64Array(longest * 2) };
  for (let n = 0; n < order.length; n++) {
    if ((n & 511) === 0) tick(n / order.length);
    const cx = order[n] % columns;
    const cy = (order[n] / columns) | 0;
    const x = (cx + hash01(cx, cy, seed)) * pitch;
    const y = (cy + hash01(cx, cy, seed + 7)) * pitch;
    if (x >= spanX || y >= spanY || !allowed(x, y) || field.near(x, y, separation)) continue;
    const reach = Math.max(2, options.reach * (0.5 + hash01(cx, cy, seed + 13)));
    const before = grow(back, x, y, -1, reach);
    const after = grow(ahead, x, y, 1, reach);
    if (before + after < 3) continue;
    for (let k = before - 1; k >= 0; k--) lines.add(back.points[k * 2], back.points[k * 2 + 1]);
    lines.add(x, y);
    for (let k = 0; k < after; k++) lines.add(ahead.points[k * 2], ahead.points[k * 2 + 1]);
    lines.close(field);
  }
  tick(1);
  return lines.all();
}

/** A flow with what a step along it needs; `x`, `y` of `points` alternate. */
interface Walk {
  tangents: Tangents;
  field: Neighbours;
  options: LineFieldOptions;
  spanX: number;
  spanY: number;
  points: Float64Array;
}

/** Walks from a place to one side, keeping the way it came from; returns how many points it left in `walk.points`. */
function grow(walk: Walk, startX: number, startY: number, side: number, reach: number): number {
  const { tangents, field, options, spanX, spanY, points } = walk;
  const { step, separation } = options;
  const { x: tx, y: ty, width, height } = tangents;
  const toX = width / spanX;
  const toY = height / spanY;
  let x = startX;
  let y = startY;
  let dx = side;
  let dy = side * 1e-3;
  let count = 0;
  for (let k = 0; k < reach; k++) {
    const i = Math.min(height - 1, (y * toY) | 0) * width + Math.min(width - 1, (x * toX) | 0);
    const sign = tx[i] * dx + ty[i] * dy < 0 ? -step : step;
    const goX = tx[i] * sign;
    const goY = ty[i] * sign;
    // A sharp turn is a seam of the flow, not a form.
    if (k > 0 && goX * dx + goY * dy < 0.5 * step * step) break;
    dx = goX;
    dy = goY;
    x += dx;
    y += dy;
    if (x < 0 || y < 0 || x >= spanX || y >= spanY || !options.allowed(x, y)) break;
    if (field.near(x, y, separation * 0.6)) break;
    points[count * 2] = x;
    points[count * 2 + 1] = y;
    count++;
  }
  return count;
}

/** Points in square cells, as linked lists. */
class Neighbours {
  private readonly columns: number;
  private readonly rows: number;
  private readonly head: Int32Array;
  private next = new Int32Array(4096);
  private xs = new Float32Array(4096);
  private ys = new Float32Array(4096);
  private count = 0;

  constructor(
    spanX: number,
    spanY: number,
    private readonly cell: number,
  ) {
    this.columns = Math.ceil(spanX / cell) + 1;
    this.rows = Math.ceil(spanY / cell) + 1;
    this.head = new Int32Array(this.columns * this.rows).fill(-1);
  }

  add(x: number, y: number): void {
    if (this.count === this.next.length) {
      this.next = grown(this.next, new Int32Array(this.count * 2));
      this.xs = grown(this.xs, new Float32Array(this.count * 2));
      this.ys = grown(this.ys, new Float32Array(this.count * 2));
    }
    const at = ((y / this.cell) | 0) * this.columns + ((x / this.cell) | 0);
    this.xs[this.count] = x;
    this.ys[this.count] = y;
    this.next[this.count] = this.head[at];
    this.head[at] = this.count++;
  }

  /** Whether a finished line has a point nearer than `radius` (at most one cell). */
  near(x: number, y: number, radius: number): boolean {
    const cx = (x / this.cell) | 0;
    const cy = (y / this.cell) | 0;
    const limit = radius * radius;
    const { head, next, xs, ys, columns } = this;
    const bottom = Math.min(this.rows - 1, cy + 1);
    const right = Math.min(columns - 1, cx + 1);
    for (let j = Math.max(0, cy - 1); j <= bottom; j++) {
      for (let i = Math.max(0, cx - 1); i <= right; i++) {
        for (let k = head[j * columns + i]; k >= 0; k = next[k]) {
          const dx = xs[k] - x;
          const dy = ys[k] - y;
          if (dx * dx + dy * dy < limit) return true;
        }
      }
    }
    return false;
  }
}

/** Growing lists of points; a line joins the neighbourhood only when it is complete. */
class LineStore {
  private x = new Float32Array(8192);
  private y = new Float32Array(8192);
  private points = 0;
  private readonly starts = [0];

  get count(): number {
    return this.starts.length - 1;
  }

  add(x: number, y: number): void {
    if (this.points === this.x.length) {
      this.x = grown(this.x, new Float32Array(this.points * 2));
      this.y = grown(this.y, new Float32Array(this.points * 2));
    }
    this.x[this.points] = x;
    this.y[this.points++] = y;
  }

  close(field: Neighbours): void {
    for (let k = this.starts[this.starts.length - 1]; k < this.points; k++) field.add(this.x[k], this.y[k]);
    this.starts.push(this.points);
  }

  all(): Lines {
    const starts = Int32Array.from(this.starts);
    return { x: this.x.subarray(0, this.points), y: this.y.subarray(0, this.points), starts, count: this.count };
  }
}

function grown<T extends Int32Array | Float32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

function shuffled(count: number, seed: number): Int32Array {
  const order = Int32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = hash32(i, 0, seed + 99) % (i + 1);
    const kept = order[i];
    order[i] = order[j];
    order[j] = kept;
  }
  return order;
}
