import type { Pixels } from "../define";

/** One channel of a picture, row by row; filters keep tones in 0–1. */
export interface Plane {
  width: number;
  height: number;
  data: Float32Array<ArrayBuffer>;
}

/** An empty plane (zeros). */
export function newPlane(width: number, height: number): Plane {
  return { width, height, data: new Float32Array(width * height) };
}

/**
 * The length all sizes in filters are measured in: one thousandth of the geometric mean of the sides, in pixels.
 * A size of `12 * unit` covers the same part of a picture at every resolution.
 */
export function unitOf(picture: { width: number; height: number }): number {
  return Math.sqrt(picture.width * picture.height) / 1000;
}

/** The largest size of the same shape with at most `maxArea` pixels (never larger than the picture). */
export function fitArea(
  picture: { width: number; height: number },
  maxArea: number,
): { width: number; height: number } {
  const scale = Math.min(1, Math.sqrt(maxArea / (picture.width * picture.height)));
  return {
    width: Math.max(1, Math.round(picture.width * scale)),
    height: Math.max(1, Math.round(picture.height * scale)),
  };
}

/** Perceived tone 0–1 of every pixel: Rec. 601 luma of the encoded values, close to lightness and cheap. */
export function lumaOf(pixels: Pixels): Plane {
  const plane = newPlane(pixels.width, pixels.height);
  const { data } = pixels;
  const out = plane.data;
  for (let i = 0, p = 0; i < out.length; i++, p += 4) {
    out[i] = (data[p] * 0.299 + data[p + 1] * 0.587 + data[p + 2] * 0.114) / 255;
  }
  return plane;
}

/** One channel (0 red, 1 green, 2 blue) as 0–1. */
export function channelOf(pixels: Pixels, channel: 0 | 1 | 2): Plane {
  const plane = newPlane(pixels.width, pixels.height);
  const out = plane.data;
  for (let i = 0, p = channel; i < out.length; i++, p += 4) out[i] = pixels.data[p] / 255;
  return plane;
}

/** An opaque picture to write into (alpha 255, colour 0). */
export function newPixels(width: number, height: number): Pixels {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let p = 3; p < data.length; p += 4) data[p] = 255;
  return { width, height, data };
}

/** The value at a place given in this plane's pixels (centres at .5), bilinear, clamped at the edges. */
export function sampleAt(plane: Plane, x: number, y: number): number {
  const { width, height, data } = plane;
  const fx = x < 0.5 ? 0 : x > width - 0.5 ? width - 1 : x - 0.5;
  const fy = y < 0.5 ? 0 : y > height - 0.5 ? height - 1 : y - 0.5;
  const x0 = fx | 0;
  const y0 = fy | 0;
  const x1 = x0 + 1 < width ? x0 + 1 : x0;
  const a = fx - x0;
  const top = y0 * width;
  const bottom = y0 + 1 < height ? top + width : top;
  const upper = data[top + x0] + (data[top + x1] - data[top + x0]) * a;
  const lower = data[bottom + x0] + (data[bottom + x1] - data[bottom + x0]) * a;
  return upper + (lower - upper) * (fy - y0);
}
