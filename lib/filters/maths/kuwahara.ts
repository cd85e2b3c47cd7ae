import type { Pixels } from "../define";
import type { Flow } from "./flow";
import { fitArea, newPixels, unitOf } from "./plane";
import { phases, silent, type Tick } from "./progress";
import { resizePixels } from "./resize";

const orientations = 32;
const stretches = 4;
const sectors = 8;
/** Samples per sector on rings at these parts of the radius: one and three of them. */
const rings = [
  { at: 0.46, samples: 1 },
  { at: 0.92, samples: 3 },
];
const perSector = 4;

/**
 * The anisotropic Kuwahara filter: each pixel becomes the mean of those of eight sectors around it that vary
 * least, in an ellipse drawn out along the flow (Kyprianidis, Kang, Döllner 2009; sectors after Papari,
 * Petkov, Campisi 2007). Each sector is read at four places instead of fully, so the cost does not grow with `radius` (pixels).
 */
export function kuwahara(source: Pixels, flow: Flow, radius: number, tick: Tick = silent): Pixels {
  const { width, height } = source;
  const out = newPixels(width, height);
  const table = offsetTable(radius);
  const jumps = new Int32Array(table.length / 2);
  for (let k = 0; k < jumps.length; k++) jumps[k] = table[k * 2 + 1] * width + table[k * 2];
  const reach = Math.ceil(radius * 2) + 1;
  const packed = packedOf(source);
  const packedOut = packedOf(out);
  const shapes = shapesOf(flow);
  const starts = new Int32Array(width);
  for (let y = 0; y < height; y++) {
    const insideRow = y >= reach && y < height - reach;
    const shapeRow = Math.min(flow.u.height - 1, (((y + 0.5) * flow.u.height) / height) | 0) * flow.u.width;
    for (let x = 0; x < width; x++) {
      starts[x] = shapes[shapeRow + ((((x + 0.5) * flow.u.width) / width) | 0)] * sectors * perSector;
    }
    const left = insideRow ? Math.min(reach, width) : width;
    const right = insideRow ? Math.max(left, width - reach) : width;
    paintInside(packed, packedOut, jumps, starts, y * width, left, right);
    for (let x = 0; x < left; x++) paintEdge(source, out.data, x, y, table, starts[x] * 2);
    for (let x = right; x < width; x++) paintEdge(source, out.data, x, y, table, starts[x] * 2);
    if ((y & 7) === 7) tick(y / height);
  }
  tick(1);
  return out;
}

/**
 * Two passes, the broad first one on at most 260,000 pixels: what it takes away, a larger picture would lose all
 * the same. Radii in units (thousandths of the picture).
 */
export function simplified(source: Pixels, flow: Flow, broad: number, fine: number, tick: Tick = silent): Pixels {
  const [shrink, first, grow, second] = phases(tick, 0.5, 4, 1, 7);
  const size = fitArea(source, 260_000);
  const small = resizePixels(source, size.width, size.height, shrink);
  const flat = kuwahara(small, flow, broad * unitOf(small), first);
  const large = resizePixels(flat, source.width, source.height, grow);
  return kuwahara(large, flow, fine * unitOf(source), second);
}

/** The same bytes as one number per pixel (red lowest): one read instead of three. */
function packedOf({ data }: Pixels): Int32Array {
  const aligned = data.byteOffset % 4 === 0 ? data : data.slice();
  return new Int32Array(aligned.buffer, aligned.byteOffset, data.length / 4);
}

/** Which ellipse of the table each cell of the flow asks for: by direction, and drawn out the surer it is. */
function shapesOf(flow: Flow): Uint8Array {
  const shapes = new Uint8Array(flow.u.data.length);
  for (let i = 0; i < shapes.length; i++) {
    const u = flow.u.data[i];
    const v = flow.v.data[i];
    const sure = Math.sqrt(u * u + v * v);
    const angle = Math.atan2(v, u) / (2 * Math.PI);
    const bin = Math.round((angle + 1) * orientations) % orientations;
    shapes[i] = bin * stretches + Math.min(stretches - 1, (sure * stretches) | 0);
  }
  return shapes;
}

function offsetTable(radius: number): Int16Array {
  const table = new Int16Array(orientations * stretches * sectors * perSector * 2);
  let at = 0;
  for (let o = 0; o < orientations; o++) {
    const turn = (o / orientations) * Math.PI;
    const cos = Math.cos(turn);
    const sin = Math.sin(turn);
    for (let s = 0; s < stretches; s++) {
      const long = radius * (1 + 0.3 * s);
      const across = radius / (1 + 0.3 * s);
      for (let k = 0; k < sectors; k++) {
        for (const { at: part, samples } of rings) {
          for (let j = 0; j < samples; j++) {
            const angle = ((k + (j + 0.5) / samples - 0.5) / sectors) * 2 * Math.PI;
            const a = Math.cos(angle) * part * long;
            const b = Math.sin(angle) * part * across;
            table[at++] = Math.round(a * cos - b * sin);
            table[at++] = Math.round(a * sin + b * cos);
          }
        }
      }
    }
  }
  return table;
}

/** Paints the pixels `left`…`right` of the row that begins at `row`; sums stay whole numbers for speed. */
function paintInside(
  packed: Int32Array,
  out: Int32Array,
  jumps: Int32Array,
  starts: Int32Array,
  row: number,
  left: number,
  right: number,
): void {
  for (let x = left; x < right; x++) {
    const at = row + x;
    const own = packed[at];
    const r0 = own & 255;
    const g0 = (own >> 8) & 255;
    const b0 = (own >> 16) & 255;
    const square0 = (r0 * r0 + g0 * g0 + b0 * b0) | 0;
    let red = 0;
    let green = 0;
    let blue = 0;
    let total = 0;
    let t = starts[x];
    for (let k = 0; k < sectors; k++) {
      let r = r0;
      let g = g0;
      let b = b0;
      let squares = square0;
      const end = t + perSector;
      for (; t < end; t++) {
        const v = packed[at + jumps[t]];
        const sr = v & 255;
        const sg = (v >> 8) & 255;
        const sb = (v >> 16) & 255;
        r = (r + sr) | 0;
        g = (g + sg) | 0;
        b = (b + sb) | 0;
        squares = (squares + Math.imul(sr, sr) + Math.imul(sg, sg) + Math.imul(sb, sb)) | 0;
      }
      const spread = squares - (Math.imul(r, r) + Math.imul(g, g) + Math.imul(b, b)) / 5 + 30;
      const weight = 1e12 / (spread * spread * spread);
      red += r * weight;
      green += g * weight;
      blue += b * weight;
      total += weight;
    }
    const scale = 1 / (total * 5);
    out[at] = 0xff000000 | ((blue * scale + 0.5) << 16) | ((green * scale + 0.5) << 8) | (red * scale + 0.5);
  }
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
    const spread = squares - (r * r + g * g + b * b) / 5 + 30;
    const weight = 1e12 / (spread * spread * spread);
    sums[0] += r * weight;
    sums[1] += g * weight;
    sums[2] += b * weight;
    sums[3] += weight;
  }
  for (let c = 0; c < 3; c++) out[at + c] = sums[c] / (sums[3] * 5);
}
