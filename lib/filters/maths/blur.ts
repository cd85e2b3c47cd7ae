import { newPlane, type Plane } from "./plane";
import { silent, type Tick } from "./progress";

/**
 * Gaussian blur with edges continued outward; sigma in pixels (0 or less copies).
 * Small sigmas by direct convolution; larger ones by three extended boxes, which meet the variance
 * exactly at any width (Gwosdek, Grewenig, Bruhn, Weickert 2011).
 * `out` may be the plane itself. Returns `out`.
 */
export function blur(
  plane: Plane,
  sigma: number,
  tick: Tick = silent,
  out = newPlane(plane.width, plane.height),
): Plane {
  if (sigma < 0.15) {
    if (out !== plane) out.data.set(plane.data);
    tick(1);
    return out;
  }
  if (sigma < 1.6) convolve(plane, out, gaussianKernel(sigma), tick);
  else {
    const box = extendedBox(sigma, 3);
    boxRows(plane, out, box, (t) => tick(t * 0.4));
    boxColumns(out, box, (t) => tick(0.4 + t * 0.6));
  }
  return out;
}

interface Box {
  radius: number;
  inner: number;
  outer: number;
}

/** The box of `passes` passes whose variance is sigma²: whole taps of weight `inner`, two end taps of weight `outer`. */
function extendedBox(sigma: number, passes: number): Box {
  const variance = (sigma * sigma) / passes;
  const radius = Math.floor((Math.sqrt(12 * variance + 1) - 1) / 2);
  const top = (2 * radius + 1) * (radius * (radius + 1) - 3 * variance);
  const alpha = top / (6 * (variance - (radius + 1) * (radius + 1)));
  const inner = 1 / (2 * alpha + 2 * radius + 1);
  return { radius, inner, outer: inner * alpha };
}

function gaussianKernel(sigma: number): Float32Array {
  const radius = Math.max(1, Math.ceil(sigma * 3));
  const kernel = new Float32Array(radius * 2 + 1);
  let sum = 0;
  for (let k = -radius; k <= radius; k++) {
    kernel[k + radius] = Math.exp(-(k * k) / (2 * sigma * sigma));
    sum += kernel[k + radius];
  }
  for (let k = 0; k < kernel.length; k++) kernel[k] /= sum;
  return kernel;
}

/** Rows into a ring of as many lines as the kernel is long, and from there columns: one walk, also in place. */
function convolve(plane: Plane, out: Plane, kernel: Float32Array, tick: Tick): void {
  const { width, height } = plane;
  const taps = kernel.length;
  const radius = taps >> 1;
  const line = new Float32Array(width + 2 * radius);
  const ring = new Float32Array(taps * width);
  const sums = new Float64Array(width);
  const beside = Int32Array.from({ length: taps }, (_, k) => k);
  const below = new Int32Array(taps);
  let made = 0;
  for (let y = 0; y < height; y++) {
    for (; made < height && made <= y + radius; made++) {
      line.set(plane.data.subarray(made * width, (made + 1) * width), radius);
      line.fill(line[radius], 0, radius);
      line.fill(line[radius + width - 1], radius + width);
      weigh(line, beside, kernel, sums);
      ring.set(sums, (made % taps) * width);
    }
    for (let k = 0; k < taps; k++) {
      const row = y - radius + k;
      below[k] = ((row < 0 ? 0 : row >= height ? height - 1 : row) % taps) * width;
    }
    weigh(ring, below, kernel, sums);
    out.data.set(sums, y * width);
    if ((y & 31) === 31) tick(y / height);
  }
  tick(1);
}

/** sums[x] = Σ from[at[k] + x] · weights[k]. */
function weigh(from: Float32Array, at: Int32Array, weights: Float32Array, sums: Float64Array): void {
  const many = sums.length;
  const middle = at[0];
  const first = weights[0];
  for (let x = 0; x < many; x++) sums[x] = from[middle + x] * first;
  // A kernel is odd, so after its first tap the rest comes in pairs.
  for (let k = 1; k < at.length; k += 2) {
    const a = at[k];
    const b = at[k + 1];
    const wa = weights[k];
    const wb = weights[k + 1];
    for (let x = 0; x < many; x++) sums[x] = sums[x] + from[a + x] * wa + from[b + x] * wb;
  }
}

function boxRows({ data, width, height }: Plane, out: Plane, box: Box, tick: Tick): void {
  const line = new Float32Array(width);
  const spare = new Float32Array(width);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    line.set(data.subarray(row, row + width));
    boxThrice(line, spare, width, box);
    out.data.set(spare, row);
    if ((y & 31) === 31) tick(y / height);
  }
}

/** Columns in strips of 16, so that each touched cache line serves a whole strip. */
function boxColumns({ data, width, height }: Plane, box: Box, tick: Tick): void {
  const strip = 16;
  const columns = new Float32Array(strip * height);
  const line = new Float32Array(height);
  const spare = new Float32Array(height);
  for (let x0 = 0; x0 < width; x0 += strip) {
    const many = Math.min(strip, width - x0);
    for (let y = 0; y < height; y++) {
      const row = y * width + x0;
      for (let k = 0; k < many; k++) columns[k * height + y] = data[row + k];
    }
    for (let k = 0; k < many; k++) {
      line.set(columns.subarray(k * height, (k + 1) * height));
      boxThrice(line, spare, height, box);
      columns.set(spare, k * height);
    }
    for (let y = 0; y < height; y++) {
      const row = y * width + x0;
      for (let k = 0; k < many; k++) data[row + k] = columns[k * height + y];
    }
    tick((x0 + many) / width);
  }
}

/** Three boxes over a line, ending in `out`; the line is used up. */
function boxThrice(line: Float32Array, out: Float32Array, length: number, box: Box): void {
  boxLine(line, out, length, box);
  boxLine(out, line, length, box);
  boxLine(line, out, length, box);
}

function boxLine(line: Float32Array, out: Float32Array, length: number, { radius, inner, outer }: Box): void {
  const last = length - 1;
  let sum = 0;
  for (let k = -radius; k <= radius; k++) sum += line[k < 0 ? 0 : k > last ? last : k];
  let left = line[0];
  // The middle needs no clamping at either end.
  const start = Math.min(length, radius);
  const end = Math.max(start, length - radius - 1);
  for (let x = 0; x < start; x++) {
    const right = line[x + radius + 1 > last ? last : x + radius + 1];
    out[x] = sum * inner + (left + right) * outer;
    sum += right - left;
  }
  for (let x = start; x < end; x++) {
    const right = line[x + radius + 1];
    const leaving = line[x - radius];
    out[x] = sum * inner + (left + right) * outer;
    sum += right - leaving;
    left = leaving;
  }
  for (let x = end; x < length; x++) {
    const leaving = line[x - radius < 0 ? 0 : x - radius];
    out[x] = sum * inner + (left + line[last]) * outer;
    sum += line[last] - leaving;
    left = leaving;
  }
}
