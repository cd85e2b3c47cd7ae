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
  // Places outside are the nearest inside: a frame as wide as the longest jump spares every sample the question.
  const frame = Math.ceil(radius * 2) + 1;
  const framed = framedOf(source, frame);
  const jumps = jumpTable(radius, width + 2 * frame);
  const packedOut = packedOf(out);
  const shapes = shapesOf(flow);
  const starts = new Int32Array(width);
  for (let y = 0; y < height; y++) {
    const shapeRow = Math.min(flow.u.height - 1, (((y + 0.5) * flow.u.height) / height) | 0) * flow.u.width;
    for (let x = 0; x < width; x++) {
      starts[x] = shapes[shapeRow + ((((x + 0.5) * flow.u.width) / width) | 0)] * sectors * perSector;
    }
    paintRow(framed, packedOut, jumps, starts, (y + frame) * (width + 2 * frame) + frame, y * width);
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

interface Framed {
  packed: Int32Array;
  /** red² + green² + blue² of each pixel. */
  squares: Int32Array;
}

function framedOf(source: Pixels, frame: number): Framed {
  const { width, height } = source;
  const from = packedOf(source);
  const stride = width + 2 * frame;
  const packed = new Int32Array(stride * (height + 2 * frame));
  for (let y = 0; y < height + 2 * frame; y++) {
    const row = Math.min(height - 1, Math.max(0, y - frame)) * width;
    const at = y * stride;
    packed.set(from.subarray(row, row + width), at + frame);
    packed.fill(from[row], at, at + frame);
    packed.fill(from[row + width - 1], at + frame + width, at + stride);
  }
  const squares = new Int32Array(packed.length);
  for (let i = 0; i < packed.length; i++) {
    const v = packed[i];
    const r = v & 255;
    const g = (v >> 8) & 255;
    const b = (v >> 16) & 255;
    squares[i] = (Math.imul(r, r) + Math.imul(g, g) + Math.imul(b, b)) | 0;
  }
  return { packed, squares };
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

/** Where the samples of every shape and sector lie from a pixel, in a picture of `stride` pixels a row. */
function jumpTable(radius: number, stride: number): Int32Array {
  const table = new Int32Array(orientations * stretches * sectors * perSector);
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
            table[at++] = Math.round(a * sin + b * cos) * stride + Math.round(a * cos - b * sin);
          }
        }
      }
    }
  }
  return table;
}

/** Paints the row whose first pixel is `first` of the framed picture and `row` of the result; sums stay whole numbers. */
function paintRow(
  { packed, squares }: Framed,
  out: Int32Array,
  jumps: Int32Array,
  starts: Int32Array,
  first: number,
  row: number,
): void {
  for (let x = 0; x < starts.length; x++) {
    const at = first + x;
    // Red and blue are summed in one number: five bytes need eleven bits each.
    const ownRedBlue = packed[at] & 0xff00ff;
    const ownGreen = (packed[at] >> 8) & 255;
    const ownSquares = squares[at];
    let red = 0;
    let green = 0;
    let blue = 0;
    let total = 0;
    let t = starts[x];
    for (let k = 0; k < sectors; k++) {
      // Written out: a loop of four costs more than what it does.
      const i0 = at + jumps[t];
      const i1 = at + jumps[t + 1];
      const i2 = at + jumps[t + 2];
      const i3 = at + jumps[t + 3];
      t += perSector;
      const v0 = packed[i0];
      const v1 = packed[i1];
      const v2 = packed[i2];
      const v3 = packed[i3];
      const redBlue = ownRedBlue + (v0 & 0xff00ff) + (v1 & 0xff00ff) + (v2 & 0xff00ff) + (v3 & 0xff00ff);
      const g = ownGreen + ((v0 >> 8) & 255) + ((v1 >> 8) & 255) + ((v2 >> 8) & 255) + ((v3 >> 8) & 255);
      const sum = ownSquares + squares[i0] + squares[i1] + squares[i2] + squares[i3];
      const r = redBlue & 0xffff;
      const b = redBlue >> 16;
      // Five times the sum of squared differences from the mean, in whole numbers; the 150 keeps flat places calm.
      const spread = (Math.imul(5, sum) - Math.imul(r, r) - Math.imul(g, g) - Math.imul(b, b) + 150) | 0;
      const weight = 1e12 / (spread * spread * spread);
      red += r * weight;
      green += g * weight;
      blue += b * weight;
      total += weight;
    }
    const scale = 1 / (total * 5);
    out[row + x] = 0xff000000 | ((blue * scale + 0.5) << 16) | ((green * scale + 0.5) << 8) | (red * scale + 0.5);
  }
}
