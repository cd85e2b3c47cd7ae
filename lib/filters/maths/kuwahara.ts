import type { Pixels } from "../define";
import { type Flow, tangentsOf } from "./flow";
import { newPixels, sampleAt } from "./plane";
import { silent, type Tick } from "./progress";

const orientations = 32;
const stretches = 4;
const sectors = 8;
/** Samples per sector on rings at these parts of the radius: one, two and three of them. */
const rings = [0.34, 0.64, 0.94];
const perSector = 6;

/**
 * The anisotropic Kuwahara filter: each pixel becomes the mean of those of eight sectors around it that vary
 * least, in an ellipse drawn out along the flow (Kyprianidis, Kang, Döllner 2009; sectors after Papari,
 * Petkov, Campisi 2007). Each sector is read at six places instead of fully, so the cost does not grow with `radius` (pixels).
 */
export function kuwahara(source: Pixels, flow: Flow, radius: number, tick: Tick = silent): Pixels {
  const { width, height } = source;
  const out = newPixels(width, height);
  const tangents = tangentsOf(flow, width, height, 0, (t) => tick(t * 0.1));
  const table = offsetTable(radius);
  const reach = Math.ceil(radius * 2) + 1;
  const perTable = sectors * perSector * 2;
  const sure = sureLevels(flow, width);
  for (let y = 0; y < height; y++) {
    const insideRow = y >= reach && y < height - reach;
    const stretchRow = sure(y / height);
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const ty = tangents.y[at];
      // The diamond's angle is close enough to even bins, and free of arc tangents.
      const turn = ty / (tangents.x[at] + (ty < 0 ? -ty : ty) + 1e-9) / 2;
      const bin = ((turn + 1) * orientations + 0.5) | 0;
      const start = ((bin % orientations) * stretches + stretchRow[x]) * perTable;
      if (insideRow && x >= reach && x < width - reach) paintInside(source.data, out.data, at, width, table, start);
      else paintEdge(source, out.data, x, y, table, start);
    }
    if ((y & 7) === 7) tick(0.1 + (0.9 * y) / height);
  }
  tick(1);
  return out;
}

/** How drawn out the ellipse is at each x of a row (an index of the table), from the flow's certainty. */
function sureLevels(flow: Flow, width: number): (v: number) => Uint8Array {
  const levels = new Uint8Array(width);
  return (v) => {
    const gy = v * flow.u.height;
    for (let x = 0; x < width; x += 4) {
      const gx = ((x + 2) / width) * flow.u.width;
      const a = Math.hypot(sampleAt(flow.u, gx, gy), sampleAt(flow.v, gx, gy));
      levels.fill(Math.min(stretches - 1, (a * stretches) | 0), x, Math.min(width, x + 4));
    }
    return levels;
  };
}

function offsetTable(radius: number): Int16Array {
  const table = new Int16Array(orientations * stretches * sectors * perSector * 2);
  let at = 0;
  for (let o = 0; o < orientations; o++) {
    const turn = (o / orientations) * 2 - (o >= orientations / 2 ? 2 : 0);
    const length = Math.hypot(1 - Math.abs(turn), turn);
    const cos = (1 - Math.abs(turn)) / length;
    const sin = turn / length;
    for (let s = 0; s < stretches; s++) {
      const long = radius * (1 + 0.3 * s);
      const across = radius / (1 + 0.3 * s);
      for (let k = 0; k < sectors; k++) {
        for (let ring = 0; ring < rings.length; ring++) {
          for (let j = 0; j <= ring; j++) {
            const angle = ((k + (j + 0.5) / (ring + 1) - 0.5) / sectors) * 2 * Math.PI;
            const a = Math.cos(angle) * rings[ring] * long;
            const b = Math.sin(angle) * rings[ring] * across;
            table[at++] = Math.round(a * cos - b * sin);
            table[at++] = Math.round(a * sin + b * cos);
          }
        }
      }
    }
  }
  return table;
}

function paintInside(
  data: Uint8ClampedArray,
  out: Uint8ClampedArray,
  at: number,
  width: number,
  table: Int16Array,
  start: number,
): void {
  const r0 = data[at * 4];
  const g0 = data[at * 4 + 1];
  const b0 = data[at * 4 + 2];
  const square0 = r0 * r0 + g0 * g0 + b0 * b0;
  let red = 0;
  let green = 0;
  let blue = 0;
  let total = 0;
  let t = start;
  for (let k = 0; k < sectors; k++) {
    let r = r0;
    let g = g0;
    let b = b0;
    let squares = square0;
    for (let j = 0; j < perSector; j++, t += 2) {
      const p = (at + table[t + 1] * width + table[t]) * 4;
      const sr = data[p];
      const sg = data[p + 1];
      const sb = data[p + 2];
      r += sr;
      g += sg;
      b += sb;
      squares += sr * sr + sg * sg + sb * sb;
    }
    const spread = squares - (r * r + g * g + b * b) / 7 + 40;
    const weight = 1e12 / (spread * spread * spread);
    red += r * weight;
    green += g * weight;
    blue += b * weight;
    total += weight;
  }
  const scale = 1 / (total * 7);
  out[at * 4] = red * scale;
  out[at * 4 + 1] = green * scale;
  out[at * 4 + 2] = blue * scale;
}

/** The same near the border, with places outside moved to the nearest inside. */
function paintEdge(
  { width, height, data }: Pixels,
  out: Uint8ClampedArray,
  x: number,
  y: number,
  table: Int16Array,
  start: number,
): void {
  const at = (y * width + x) * 4;
  const sums = [0, 0, 0, 0];
  for (let k = 0, t = start; k < sectors; k++) {
    let [r, g, b] = [data[at], data[at + 1], data[at + 2]];
    let squares = r * r + g * g + b * b;
    for (let j = 0; j < perSector; j++, t += 2) {
      const px = Math.min(width - 1, Math.max(0, x + table[t]));
      const py = Math.min(height - 1, Math.max(0, y + table[t + 1]));
      const p = (py * width + px) * 4;
      r += data[p];
      g += data[p + 1];
      b += data[p + 2];
      squares += data[p] ** 2 + data[p + 1] ** 2 + data[p + 2] ** 2;
    }
    const spread = squares - (r * r + g * g + b * b) / 7 + 40;
    const weight = 1e12 / (spread * spread * spread);
    sums[0] += r * weight;
    sums[1] += g * weight;
    sums[2] += b * weight;
    sums[3] += weight;
  }
  for (let c = 0; c < 3; c++) out[at + c] = sums[c] / (sums[3] * 7);
}
