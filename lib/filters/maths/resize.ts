import type { Pixels } from "../define";
import { newPixels, newPlane, type Plane } from "./plane";
import { silent, type Tick } from "./progress";

interface Taps {
  first: Int32Array;
  weights: Float32Array;
  count: number;
}

/** A new plane at another (or the same) size: exact area averages when smaller, bilinear when larger. */
export function resizePlane(plane: Plane, width: number, height: number, tick: Tick = silent): Plane {
  if (plane.width === width && plane.height === height) return { width, height, data: plane.data.slice() };
  const across = tapsFor(plane.width, width);
  const down = tapsFor(plane.height, height);
  const out = newPlane(width, height);
  const line = new Float32Array(plane.width);
  for (let y = 0; y < height; y++) {
    line.fill(0);
    if ((y & 15) === 15) tick(y / height);
    for (let k = 0; k < down.count; k++) {
      const weight = down.weights[y * down.count + k];
      if (weight === 0) continue;
      const row = Math.min(plane.height - 1, down.first[y] + k) * plane.width;
      for (let x = 0; x < plane.width; x++) line[x] += plane.data[row + x] * weight;
    }
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let k = 0; k < across.count; k++) {
        const from = across.first[x] + k;
        sum += line[from < plane.width ? from : plane.width - 1] * across.weights[x * across.count + k];
      }
      out.data[y * width + x] = sum;
    }
  }
  return out;
}

/** A new picture at another (or the same) size, by averages of the encoded values when smaller, bilinear when larger; alpha becomes 255. */
export function resizePixels(pixels: Pixels, width: number, height: number, tick: Tick = silent): Pixels {
  if (pixels.width === width && pixels.height === height) return { width, height, data: pixels.data.slice() };
  const across = tapsFor(pixels.width, width);
  const down = tapsFor(pixels.height, height);
  const out = newPixels(width, height);
  const stride = pixels.width * 4;
  const line = new Float32Array(stride);
  for (let y = 0; y < height; y++) {
    line.fill(0);
    if ((y & 15) === 15) tick(y / height);
    for (let k = 0; k < down.count; k++) {
      const weight = down.weights[y * down.count + k];
      if (weight === 0) continue;
      const row = Math.min(pixels.height - 1, down.first[y] + k) * stride;
      for (let x = 0; x < stride; x++) line[x] += pixels.data[row + x] * weight;
    }
    for (let x = 0; x < width; x++) {
      let r = 0;
      let g = 0;
      let b = 0;
      for (let k = 0; k < across.count; k++) {
        const weight = across.weights[x * across.count + k];
        const from = Math.min(pixels.width - 1, across.first[x] + k) * 4;
        r += line[from] * weight;
        g += line[from + 1] * weight;
        b += line[from + 2] * weight;
      }
      const p = (y * width + x) * 4;
      out.data[p] = r;
      out.data[p + 1] = g;
      out.data[p + 2] = b;
    }
  }
  return out;
}

function tapsFor(from: number, to: number): Taps {
  const ratio = from / to;
  const count = ratio > 1 ? Math.ceil(ratio) + 1 : 2;
  const first = new Int32Array(to);
  const weights = new Float32Array(to * count);
  for (let i = 0; i < to; i++) {
    if (ratio > 1) {
      const start = i * ratio;
      const end = Math.min(from, start + ratio);
      first[i] = Math.floor(start);
      for (let k = 0; k < count; k++) {
        const overlap = Math.min(end, first[i] + k + 1) - Math.max(start, first[i] + k);
        weights[i * count + k] = overlap > 0 ? overlap / (end - start) : 0;
      }
    } else {
      const place = Math.min(from - 1, Math.max(0, (i + 0.5) * ratio - 0.5));
      first[i] = Math.floor(place);
      weights[i * count] = 1 - (place - first[i]);
      weights[i * count + 1] = place - first[i];
    }
  }
  return { first, weights, count };
}
