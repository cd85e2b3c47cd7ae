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
  const { width, height } = plane;
  if (sigma < 1.6) {
    const kernel = gaussianKernel(sigma);
    rowsBy(
      plane.data,
      out.data,
      width,
      height,
      (line, to) => convolveLine(line, to, width, kernel),
      (t) => tick(t / 2),
    );
    columnsConvolved(out.data, width, height, kernel, (t) => tick(0.5 + t / 2));
    return out;
  }
  const box = extendedBox(sigma, 3);
  const spare = new Float32Array(width);
  rowsBy(
    plane.data,
    out.data,
    width,
    height,
    (line, to) => {
      boxLine(line, to, width, box);
      boxLine(to, spare, width, box);
      boxLine(spare, to, width, box);
    },
    (t) => tick(t * 0.4),
  );
  columnsBoxed(out.data, width, height, box, (t) => tick(0.4 + t * 0.6));
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

type LineWork = (line: Float32Array, out: Float32Array) => void;

function rowsBy(from: Float32Array, to: Float32Array, width: number, height: number, work: LineWork, tick: Tick): void {
  const line = new Float32Array(width);
  const done = new Float32Array(width);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    line.set(from.subarray(row, row + width));
    work(line, done);
    to.set(done, row);
    if ((y & 127) === 127) tick(y / height);
  }
  tick(1);
}

function convolveLine(line: Float32Array, out: Float32Array, length: number, kernel: Float32Array): void {
  const radius = kernel.length >> 1;
  for (let x = 0; x < length; x++) {
    let sum = 0;
    if (x >= radius && x + radius < length) {
      for (let k = 0; k < kernel.length; k++) sum += line[x - radius + k] * kernel[k];
    } else {
      for (let k = 0; k < kernel.length; k++) {
        const from = x - radius + k;
        sum += line[from < 0 ? 0 : from >= length ? length - 1 : from] * kernel[k];
      }
    }
    out[x] = sum;
  }
}

function boxLine(line: Float32Array, out: Float32Array, length: number, box: Box): void {
  const { radius, inner, outer } = box;
  const last = length - 1;
  let sum = 0;
  for (let k = -radius; k <= radius; k++) sum += line[k < 0 ? 0 : k > last ? last : k];
  for (let x = 0; x < length; x++) {
    const before = x - radius - 1;
    const after = x + radius + 1;
    const left = line[before < 0 ? 0 : before];
    const right = line[after > last ? last : after];
    out[x] = sum * inner + (left + right) * outer;
    const leaving = x - radius;
    sum += right - line[leaving < 0 ? 0 : leaving];
  }
}

/** Columns in strips of 16, so that each touched cache line serves a whole strip. */
function columnsBoxed(data: Float32Array, width: number, height: number, box: Box, tick: Tick): void {
  columnStrips(data, width, height, tick, (a, b) => {
    boxLine(a, b, height, box);
    boxLine(b, a, height, box);
    boxLine(a, b, height, box);
  });
}

function columnsConvolved(data: Float32Array, width: number, height: number, kernel: Float32Array, tick: Tick): void {
  columnStrips(data, width, height, tick, (a, b) => convolveLine(a, b, height, kernel));
}

function columnStrips(data: Float32Array, width: number, height: number, tick: Tick, work: LineWork): void {
  const strip = 16;
  const columns = Array.from({ length: strip }, () => new Float32Array(height));
  const done = new Float32Array(height);
  for (let x0 = 0; x0 < width; x0 += strip) {
    const many = Math.min(strip, width - x0);
    for (let y = 0; y < height; y++) {
      const row = y * width + x0;
      for (let k = 0; k < many; k++) columns[k][y] = data[row + k];
    }
    for (let k = 0; k < many; k++) {
      work(columns[k], done);
      columns[k].set(done);
    }
    for (let y = 0; y < height; y++) {
      const row = y * width + x0;
      for (let k = 0; k < many; k++) data[row + k] = columns[k][y];
    }
    tick((x0 + many) / width);
  }
}
