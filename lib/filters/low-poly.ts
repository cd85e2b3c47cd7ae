import Delaunator from "delaunator";
import { defineFilter, type Pixels } from "./define";
import { blur } from "./maths/blur";
import { fitArea, lumaOf, newPixels, newPlane, type Plane, unitOf } from "./maths/plane";
import { phases, type Tick } from "./maths/progress";
import { resizePixels } from "./maths/resize";
import { hash01 } from "./random";

/** Facets between points that sit on the picture's edges, dense in detail and sparse in the open (Delaunay 1934). */
export const lowPoly = defineFilter({
  slug: "low-poly",
  title: "Low poly",
  description: "Cut-gem facets: many small ones along edges and in faces, few large ones elsewhere.",
  version: 1,
  params: {
    facets: { kind: "number", min: 0.3, max: 2, step: 0.05, default: 1 },
    facetLight: { kind: "number", min: 0, max: 1, step: 0.05, default: 0.4 },
  },
  render(source, { facets, facetLight }, { seed, progress }) {
    const [prepare, place, fill] = phases(progress, 2, 2, 4);
    const size = fitArea(source, 130_000);
    const small = resizePixels(source, size.width, size.height, (t) => prepare(t * 0.6));
    const edges = edgeStrength(small);
    prepare(1);
    const points = choosePoints(edges, 1 / Math.sqrt(facets), seed, (t) => place(t * 0.8));
    place(0.8);
    const { triangles } = new Delaunator(points);
    place(1);
    return facetsOf(source, small, points, triangles, facetLight, seed, fill);
  },
});

/** Gradient per unit of length, so that it is alike at every resolution. */
function edgeStrength(small: Pixels): Plane {
  const unit = unitOf(small);
  const tone = blur(lumaOf(small), Math.max(0.7, 1.8 * unit));
  const { width, height, data } = tone;
  const edges = newPlane(width, height);
  for (let y = 0; y < height; y++) {
    const up = (y > 0 ? y - 1 : 0) * width;
    const down = (y + 1 < height ? y + 1 : y) * width;
    for (let x = 0; x < width; x++) {
      const at = y * width;
      const gx = data[at + Math.min(width - 1, x + 1)] - data[at + Math.max(0, x - 1)];
      const gy = data[down + x] - data[up + x];
      edges.data[at + x] = (Math.hypot(gx, gy) * 0.5 * unit) / 0.4;
    }
  }
  return edges;
}

/**
 * Points strongest edge first, each keeping others away by a distance that shrinks with the detail around it;
 * corners and borders always belong. Returned as x, y pairs 0–1 of the picture's sides.
 */
function choosePoints(edges: Plane, spread: number, seed: number, tick: Tick): Float64Array {
  const { width, height } = edges;
  const unit = unitOf(edges);
  const detail = blur(edges, 14 * unit);
  const ranks = new Uint32Array(width * height);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) ranks[i] = (edges.data[i] + 0.012 * hash01(x, y, seed)) * 1e6;
  }
  tick(0.2);
  const order = orderOf(ranks);
  const cell = 12 * unit * spread;
  const grid = new PointGrid(width, height, Math.max(1, cell));
  const found: number[] = [0, 0, 1, 0, 0, 1, 1, 1];
  const side = Math.max(1, Math.round(11 / spread));
  for (let k = 1; k < side; k++) found.push(k / side, 0, k / side, 1, 0, k / side, 1, k / side);
  for (let n = order.length - 1; n >= 0; n--) {
    if ((n & 4095) === 0) tick(1 - (0.7 * n) / order.length);
    const i = order[n];
    const x = i % width;
    const y = (i / width) | 0;
    const busy = Math.min(1, detail.data[i] * 14);
    const apart = Math.max(1.2, (52 - 42 * Math.sqrt(busy)) * unit * spread);
    if (x < apart * 0.35 || y < apart * 0.35 || width - x < apart * 0.35 || height - y < apart * 0.35) continue;
    if (!grid.free(x, y, apart)) continue;
    grid.add(x, y);
    found.push((x + 0.5) / width, (y + 0.5) / height);
  }
  return Float64Array.from(found);
}

/** The places of the numbers (below 2^22) from the smallest up: two rounds of counting, eleven bits each. */
function orderOf(ranks: Uint32Array): Uint32Array {
  let order = Uint32Array.from(ranks, (_, i) => i);
  let spare = new Uint32Array(ranks.length);
  for (const shift of [0, 11]) {
    const starts = new Uint32Array(2049);
    for (let i = 0; i < ranks.length; i++) starts[((ranks[i] >>> shift) & 2047) + 1]++;
    for (let k = 0; k < 2048; k++) starts[k + 1] += starts[k];
    for (let n = 0; n < order.length; n++) spare[starts[(ranks[order[n]] >>> shift) & 2047]++] = order[n];
    [order, spare] = [spare, order];
  }
  return order;
}

class PointGrid {
  private readonly columns: number;
  private readonly rows: number;
  private readonly cells: number[][];

  constructor(
    width: number,
    height: number,
    private readonly cell: number,
  ) {
    this.columns = Math.ceil(width / cell) + 1;
    this.rows = Math.ceil(height / cell) + 1;
    this.cells = Array.from({ length: this.columns * this.rows }, () => []);
  }

  add(x: number, y: number): void {
    this.cells[((y / this.cell) | 0) * this.columns + ((x / this.cell) | 0)].push(x, y);
  }

  /** Whether no point is nearer than `apart`; most places are taken by a point close by, so rings are searched outwards. */
  free(x: number, y: number, apart: number): boolean {
    const reach = Math.ceil(apart / this.cell);
    const cx = (x / this.cell) | 0;
    const cy = (y / this.cell) | 0;
    for (let ring = 0; ring <= reach; ring++) {
      const bottom = Math.min(this.rows - 1, cy + ring);
      for (let j = Math.max(0, cy - ring); j <= bottom; j++) {
        const across = j === cy - ring || j === cy + ring || ring === 0 ? 1 : 2 * ring;
        for (let i = cx - ring; i <= cx + ring; i += across) {
          if (i < 0 || i >= this.columns) continue;
          const list = this.cells[j * this.columns + i];
          for (let k = 0; k < list.length; k += 2) {
            const dx = list[k] - x;
            const dy = list[k + 1] - y;
            if (dx * dx + dy * dy < apart * apart) return false;
          }
        }
      }
    }
    return true;
  }
}

function facetsOf(
  source: Pixels,
  small: Pixels,
  points: Float64Array,
  triangles: Uint32Array,
  facetLight: number,
  seed: number,
  tick: Tick,
): Pixels {
  const { width, height } = source;
  const sums = new Float32Array(width * height * 4);
  const corner = new Float64Array(6);
  const rgb = new Float32Array(3);
  for (let t = 0; t < triangles.length; t += 3) {
    for (let k = 0; k < 3; k++) {
      corner[k * 2] = points[triangles[t + k] * 2];
      corner[k * 2 + 1] = points[triangles[t + k] * 2 + 1];
    }
    facetColour(small, corner, rgb);
    const light = 1 + (hash01(t, 0, seed) - 0.5) * 0.16 * facetLight + 0.05 * facetLight * tilt(corner);
    const grey = (rgb[0] + rgb[1] + rgb[2]) / 3;
    for (let c = 0; c < 3; c++) rgb[c] = (grey + (rgb[c] - grey) * 1.18) * light;
    fillTriangle(sums, width, height, corner, rgb);
    if ((t & 255) === 0) tick((0.8 * t) / triangles.length);
  }
  const out = newPixels(width, height);
  for (let p = 0; p < sums.length; p += 4) {
    const weight = sums[p + 3];
    // A place between slivers may get no paint at all: it keeps the picture's own colour.
    for (let c = 0; c < 3; c++) out.data[p + c] = weight > 0 ? sums[p + c] / weight : source.data[p + c];
  }
  return out;
}

/** −1…1 by which way the triangle points, as if each facet were slightly tilted. */
function tilt(corner: Float64Array): number {
  const dx = corner[0] - (corner[2] + corner[4]) / 2;
  const dy = corner[1] - (corner[3] + corner[5]) / 2;
  return (-dx - dy) / (Math.abs(dx) + Math.abs(dy) + 1e-9);
}

/** The mean of the small picture at sixteen places inside. */
function facetColour(small: Pixels, corner: Float64Array, out: Float32Array): void {
  out.fill(0);
  let many = 0;
  const steps = 5;
  for (let i = 0; i < steps; i++) {
    for (let j = 0; j < steps - i; j++) {
      const a = (i + 1 / 3) / steps;
      const b = (j + 1 / 3) / steps;
      const x = corner[0] + (corner[2] - corner[0]) * a + (corner[4] - corner[0]) * b;
      const y = corner[1] + (corner[3] - corner[1]) * a + (corner[5] - corner[1]) * b;
      const p =
        (Math.min(small.height - 1, (y * small.height) | 0) * small.width +
          Math.min(small.width - 1, (x * small.width) | 0)) *
        4;
      for (let c = 0; c < 3; c++) out[c] += small.data[p + c];
      many++;
    }
  }
  for (let c = 0; c < 3; c++) out[c] /= many;
}

/** Adds a colour weighted by how much of each pixel the triangle covers; neighbours' weights add up to one. */
function fillTriangle(
  sums: Float32Array,
  width: number,
  height: number,
  corner: Float64Array,
  rgb: Float32Array,
): void {
  const ax = corner[0] * width;
  const ay = corner[1] * height;
  let bx = corner[2] * width;
  let by = corner[3] * height;
  let cx = corner[4] * width;
  let cy = corner[5] * height;
  if ((bx - ax) * (cy - ay) - (by - ay) * (cx - ax) < 0) [bx, by, cx, cy] = [cx, cy, bx, by];
  const lengths = [
    Math.hypot(bx - ax, by - ay) || 1,
    Math.hypot(cx - bx, cy - by) || 1,
    Math.hypot(ax - cx, ay - cy) || 1,
  ];
  const top = Math.max(0, Math.floor(Math.min(ay, by, cy) - 0.5));
  const bottom = Math.min(height - 1, Math.ceil(Math.max(ay, by, cy)));
  const left = Math.max(0, Math.floor(Math.min(ax, bx, cx) - 0.5));
  const right = Math.min(width - 1, Math.ceil(Math.max(ax, bx, cx)));
  for (let y = top; y <= bottom; y++) {
    const py = y + 0.5;
    for (let x = left; x <= right; x++) {
      const px = x + 0.5;
      const d0 = ((bx - ax) * (py - ay) - (by - ay) * (px - ax)) / lengths[0];
      if (d0 <= -0.5) continue;
      const d1 = ((cx - bx) * (py - by) - (cy - by) * (px - bx)) / lengths[1];
      if (d1 <= -0.5) continue;
      const d2 = ((ax - cx) * (py - cy) - (ay - cy) * (px - cx)) / lengths[2];
      const inside = Math.min(d0, d1, d2) + 0.5;
      if (inside <= 0) continue;
      const weight = inside < 1 ? inside : 1;
      const p = (y * width + x) * 4;
      sums[p] += rgb[0] * weight;
      sums[p + 1] += rgb[1] * weight;
      sums[p + 2] += rgb[2] * weight;
      sums[p + 3] += weight;
    }
  }
}
