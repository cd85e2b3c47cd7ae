import type { Pixels } from "../define";
import { hash01 } from "../random";
import { blur } from "./blur";
import type { Tangents } from "./flow";
import { type Plane, unitOf } from "./plane";
import { silent, type Tick } from "./progress";

/** Squares in units, each turned by its own angle. */
export interface Tiles {
  count: number;
  x: Float32Array;
  y: Float32Array;
  cos: Float32Array;
  sin: Float32Array;
}

/** Finds the tile a place belongs to: the one nearest by the greater of the distances along its two sides. */
export class TileGrid {
  /** What `nearest` found: the tile, the distances to it and to the runner-up, and the place in the tile's own axes. */
  k = 0;
  first = 0;
  second = 0;
  along = 0;
  across = 0;
  private readonly columns: number;
  private readonly rows: number;
  private readonly starts: Int32Array;
  private readonly members: Int32Array;

  constructor(
    private readonly tiles: Tiles,
    spanX: number,
    spanY: number,
    private readonly cell: number,
  ) {
    this.columns = Math.ceil(spanX / cell);
    this.rows = Math.ceil(spanY / cell);
    this.starts = new Int32Array(this.columns * this.rows + 1);
    this.members = new Int32Array(tiles.count);
    for (let k = 0; k < tiles.count; k++) this.starts[this.cellOf(tiles.x[k], tiles.y[k]) + 1]++;
    for (let c = 0; c < this.columns * this.rows; c++) this.starts[c + 1] += this.starts[c];
    const next = this.starts.slice();
    for (let k = 0; k < tiles.count; k++) this.members[next[this.cellOf(tiles.x[k], tiles.y[k])]++] = k;
  }

  nearest(x: number, y: number): void {
    const { tiles, columns, rows, starts, members } = this;
    const { x: xs, y: ys, cos, sin } = tiles;
    const cx = Math.min(columns - 1, (x / this.cell) | 0);
    const cy = Math.min(rows - 1, (y / this.cell) | 0);
    let first = 1e9;
    let second = 1e9;
    let best = -1;
    for (let reach = 1; best < 0 && reach < columns + rows + 2; reach++) {
      const right = Math.min(columns - 1, cx + reach);
      for (let j = Math.max(0, cy - reach); j <= Math.min(rows - 1, cy + reach); j++) {
        const end = starts[j * columns + right + 1];
        for (let m = starts[j * columns + Math.max(0, cx - reach)]; m < end; m++) {
          const k = members[m];
          const dx = x - xs[k];
          const dy = y - ys[k];
          const c = cos[k];
          const s = sin[k];
          const a = Math.abs(dx * c + dy * s);
          const b = Math.abs(dy * c - dx * s);
          const d = a > b ? a : b;
          if (d < first) {
            second = first;
            first = d;
            best = k;
          } else if (d < second) second = d;
        }
      }
    }
    const dx = x - tiles.x[best];
    const dy = y - tiles.y[best];
    this.k = best;
    this.first = first;
    this.second = second;
    this.along = dx * tiles.cos[best] + dy * tiles.sin[best];
    this.across = dy * tiles.cos[best] - dx * tiles.sin[best];
  }

  private cellOf(x: number, y: number): number {
    const cx = Math.min(this.columns - 1, (x / this.cell) | 0);
    const cy = Math.min(this.rows - 1, (y / this.cell) | 0);
    return cy * this.columns + cx;
  }
}

/**
 * Places squares of `size` units: from a jittered grid, six rounds of moving each to the middle of what is nearest
 * to it and turning it along the flow there. Strong edges repel tiles, so that rows form on both sides of them.
 */
export function settleTiles(tone: Plane, tangents: Tangents, size: number, seed: number, tick: Tick = silent): Tiles {
  const unit = unitOf(tone);
  const spanX = tone.width / unit;
  const spanY = tone.height / unit;
  const columns = Math.max(1, Math.round(spanX / size));
  const rows = Math.max(1, Math.round(spanY / size));
  const count = columns * rows;
  const tiles: Tiles = {
    count,
    x: new Float32Array(count),
    y: new Float32Array(count),
    cos: new Float32Array(count),
    sin: new Float32Array(count),
  };
  for (let k = 0; k < count; k++) {
    const cx = k % columns;
    const cy = (k / columns) | 0;
    tiles.x[k] = ((cx + 0.5 + (hash01(cx, cy, seed) - 0.5) * 0.3) * spanX) / columns;
    tiles.y[k] = ((cy + 0.5 + (hash01(cx, cy, seed + 1) - 0.5) * 0.3) * spanY) / rows;
  }
  const weight = edgeFree(tone);
  const rounds = 6;
  for (let round = 0; round < rounds; round++) {
    turn(tiles, tangents, spanX, spanY);
    if (round < rounds - 1) gather(tiles, weight, size, (t) => tick((round + t) / rounds));
  }
  tick(1);
  return tiles;
}

/** The mean colour 0–255 of the small picture under each tile, made a little more vivid. */
export function colourTiles(small: Pixels, tiles: Tiles): Float32Array {
  const unit = unitOf(small);
  const size = Math.sqrt((small.width * small.height) / (unit * unit) / tiles.count);
  const colours = new Float32Array(tiles.count * 3);
  for (let k = 0; k < tiles.count; k++) {
    const sums = [0, 0, 0];
    for (let s = 0; s < 16; s++) {
      const a = (((s & 3) + 0.5) / 4 - 0.5) * size * 0.8;
      const b = (((s >> 2) + 0.5) / 4 - 0.5) * size * 0.8;
      const x = (tiles.x[k] + a * tiles.cos[k] - b * tiles.sin[k]) * unit;
      const y = (tiles.y[k] + a * tiles.sin[k] + b * tiles.cos[k]) * unit;
      const px = Math.min(small.width - 1, Math.max(0, x | 0));
      const py = Math.min(small.height - 1, Math.max(0, y | 0));
      for (let c = 0; c < 3; c++) sums[c] += small.data[(py * small.width + px) * 4 + c] / 16;
    }
    const grey = (sums[0] + sums[1] + sums[2]) / 3;
    for (let c = 0; c < 3; c++) colours[k * 3 + c] = grey + (sums[c] - grey) * 1.22;
  }
  return colours;
}

/** 1 in even areas, near 0 on strong edges. */
function edgeFree(tone: Plane): Plane {
  const unit = unitOf(tone);
  const soft = blur(tone, Math.max(0.6, 2 * unit));
  const { width, height, data } = soft;
  const weight = { width, height, data: new Float32Array(width * height) };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      const gx = data[x + 1 < width ? i + 1 : i] - data[x > 0 ? i - 1 : i];
      const gy = data[y + 1 < height ? i + width : i] - data[y > 0 ? i - width : i];
      const edge = (Math.hypot(gx, gy) * unit) / 0.26;
      weight.data[i] = 1 / (1 + 900 * edge * edge);
    }
  }
  return weight;
}

function turn(tiles: Tiles, tangents: Tangents, spanX: number, spanY: number): void {
  for (let k = 0; k < tiles.count; k++) {
    const x = Math.min(tangents.width - 1, Math.max(0, ((tiles.x[k] / spanX) * tangents.width) | 0));
    const y = Math.min(tangents.height - 1, Math.max(0, ((tiles.y[k] / spanY) * tangents.height) | 0));
    tiles.cos[k] = tangents.x[y * tangents.width + x];
    tiles.sin[k] = tangents.y[y * tangents.width + x];
  }
}

function gather(tiles: Tiles, weight: Plane, size: number, tick: Tick): void {
  const unit = unitOf(weight);
  const grid = new TileGrid(tiles, weight.width / unit, weight.height / unit, size);
  const sums = new Float64Array(tiles.count * 3);
  for (let y = 0; y < weight.height; y++) {
    for (let x = 0; x < weight.width; x++) {
      const px = (x + 0.5) / unit;
      const py = (y + 0.5) / unit;
      grid.nearest(px, py);
      const w = weight.data[y * weight.width + x];
      sums[grid.k * 3] += px * w;
      sums[grid.k * 3 + 1] += py * w;
      sums[grid.k * 3 + 2] += w;
    }
    if ((y & 31) === 31) tick(y / weight.height);
  }
  for (let k = 0; k < tiles.count; k++) {
    if (sums[k * 3 + 2] === 0) continue;
    tiles.x[k] = sums[k * 3] / sums[k * 3 + 2];
    tiles.y[k] = sums[k * 3 + 1] / sums[k * 3 + 2];
  }
}
