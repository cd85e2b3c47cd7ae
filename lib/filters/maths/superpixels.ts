import type { Pixels } from "../define";
import { hash01 } from "../random";
import { toOklab } from "./colour";
import { unitOf } from "./plane";
import { silent, type Tick } from "./progress";

export interface Pieces {
  width: number;
  height: number;
  /** The piece of each pixel, 0…count−1. */
  label: Int32Array;
  count: number;
}

/**
 * Cuts a (small) picture into pieces of about `size` units that follow its edges: SLIC in Oklab
 * (Achanta et al. 2012), then some rounds of majority for smooth borders, and crumbs joined to a neighbour.
 * `regular` weighs shape against colour (about 0.1 follows every edge, 0.5 is nearly round).
 */
export function piecesOf(small: Pixels, size: number, regular: number, seed: number, tick: Tick = silent): Pieces {
  const { width, height } = small;
  const pitch = Math.max(2, size * unitOf(small));
  const lab = new Float32Array(width * height * 3);
  for (let i = 0; i < width * height; i++) {
    toOklab(small.data[i * 4], small.data[i * 4 + 1], small.data[i * 4 + 2], lab, i * 3);
  }
  const columns = Math.max(1, Math.round(width / pitch));
  const rows = Math.max(1, Math.round(height / pitch));
  const centres = seeds(lab, width, height, columns, rows, seed);
  const label = new Int32Array(width * height);
  const rounds = 6;
  for (let round = 0; round < rounds; round++) {
    assign(lab, label, width, height, centres, columns, rows, (regular / pitch) ** 2);
    tick((0.8 * (round + 0.6)) / rounds);
    move(lab, label, width, centres);
    tick((0.8 * (round + 1)) / rounds);
  }
  for (let k = 0; k < 5; k++) {
    majority(label, width, height);
    tick(0.8 + 0.03 * (k + 1));
  }
  const count = joinCrumbs(label, width, height, (pitch * pitch) / 5);
  tick(1);
  return { width, height, label, count };
}

/** Centres as [L, a, b, x, y, weight] on a brick grid (rows shifted by half), slightly jittered. */
function seeds(
  lab: Float32Array,
  width: number,
  height: number,
  columns: number,
  rows: number,
  seed: number,
): Float32Array {
  const centres = new Float32Array(columns * rows * 6);
  for (let k = 0; k < columns * rows; k++) {
    const cx = k % columns;
    const cy = (k / columns) | 0;
    const shift = (cy & 1) * 0.5 - 0.25 + (hash01(cx, cy, seed) - 0.5) * 0.9;
    const x = Math.min(width - 1, Math.max(0, ((cx + 0.5 + shift) * width) / columns));
    const y = Math.min(height - 1, Math.max(0, ((cy + 0.5 + (hash01(cx, cy, seed + 1) - 0.5) * 0.9) * height) / rows));
    const at = ((y | 0) * width + (x | 0)) * 3;
    centres.set([lab[at], lab[at + 1], lab[at + 2], x, y, 0], k * 6);
  }
  return centres;
}

function assign(
  lab: Float32Array,
  label: Int32Array,
  width: number,
  height: number,
  centres: Float32Array,
  columns: number,
  rows: number,
  near: number,
): void {
  for (let y = 0; y < height; y++) {
    const cy = Math.min(rows - 1, ((y * rows) / height) | 0);
    const top = Math.max(0, cy - 1);
    const bottom = Math.min(rows - 1, cy + 1);
    for (let x = 0; x < width; x++) {
      const cx = Math.min(columns - 1, ((x * columns) / width) | 0);
      const first = cx > 0 ? cx - 1 : 0;
      const last = cx + 1 < columns ? cx + 1 : cx;
      const i = y * width + x;
      const L = lab[i * 3];
      const A = lab[i * 3 + 1];
      const B = lab[i * 3 + 2];
      let least = Number.POSITIVE_INFINITY;
      let best = 0;
      for (let j = top; j <= bottom; j++) {
        const end = (j * columns + last) * 6;
        for (let c = (j * columns + first) * 6; c <= end; c += 6) {
          const dl = L - centres[c];
          const da = A - centres[c + 1];
          const db = B - centres[c + 2];
          const dx = x - centres[c + 3];
          const dy = y - centres[c + 4];
          const d = dl * dl + 1.6 * (da * da + db * db) + near * (dx * dx + dy * dy);
          if (d < least) {
            least = d;
            best = c;
          }
        }
      }
      label[i] = best / 6;
    }
  }
}

function move(lab: Float32Array, label: Int32Array, width: number, centres: Float32Array): void {
  const sums = new Float64Array(centres.length);
  for (let i = 0, y = 0; i < label.length; y++) {
    for (let x = 0; x < width; x++, i++) {
      const c = label[i] * 6;
      sums[c] += lab[i * 3];
      sums[c + 1] += lab[i * 3 + 1];
      sums[c + 2] += lab[i * 3 + 2];
      sums[c + 3] += x;
      sums[c + 4] += y;
      sums[c + 5]++;
    }
  }
  for (let c = 0; c < centres.length; c += 6) {
    if (sums[c + 5] === 0) continue;
    for (let k = 0; k < 5; k++) centres[c + k] = sums[c + k] / sums[c + 5];
  }
}

/** Each pixel takes the label most of its 5×5 surroundings have, when more than half of them agree against it. */
function majority(label: Int32Array, width: number, height: number): void {
  const before = label.slice();
  for (let y = 2; y < height - 2; y++) {
    for (let x = 2; x < width - 2; x++) {
      const i = y * width + x;
      const own = before[i];
      if (
        before[i - 2] === own &&
        before[i + 2] === own &&
        before[i - 2 * width] === own &&
        before[i + 2 * width] === own
      )
        continue;
      // The only label that can have more than half of the votes (Boyer and Moore 1981) …
      let elected = own;
      let lead = 0;
      for (let j = -2; j <= 2; j++) {
        for (let k = -2; k <= 2; k++) {
          const vote = before[i + j * width + k];
          if (lead === 0) elected = vote;
          lead += vote === elected ? 1 : -1;
        }
      }
      if (elected === own) continue;
      // … and whether it does.
      let votes = 0;
      for (let j = -2; j <= 2; j++) {
        for (let k = -2; k <= 2; k++) if (before[i + j * width + k] === elected) votes++;
      }
      if (votes > 12) label[i] = elected;
    }
  }
}

/** Renames connected areas 0…n−1; areas under `least` pixels take the name of the area beside them. */
function joinCrumbs(label: Int32Array, width: number, height: number, least: number): number {
  const named = new Int32Array(label.length).fill(-1);
  const queue = new Int32Array(label.length);
  let count = 0;
  for (let start = 0; start < label.length; start++) {
    if (named[start] >= 0) continue;
    let beside = -1;
    let tail = 0;
    queue[tail++] = start;
    named[start] = count;
    for (let head = 0; head < tail; head++) {
      const i = queue[head];
      const x = i % width;
      for (let side = 0; side < 4; side++) {
        const j = side === 0 ? i - 1 : side === 1 ? i + 1 : side === 2 ? i - width : i + width;
        if ((side === 0 && x === 0) || (side === 1 && x === width - 1) || j < 0 || j >= width * height) continue;
        if (named[j] >= 0 && named[j] !== count) beside = named[j];
        if (named[j] >= 0 || label[j] !== label[i]) continue;
        named[j] = count;
        queue[tail++] = j;
      }
    }
    if (tail < least && beside >= 0) for (let k = 0; k < tail; k++) named[queue[k]] = beside;
    else count++;
  }
  label.set(named);
  return count;
}
