import type { Pixels } from "../define";

/**
 * An opaque picture in which transparent places have taken on the colours around them, so that no
 * background shines through soft edges. Push and pull over a pyramid (after Gortler et al., The Lumigraph, 1996).
 * Fully transparent pictures become mid grey.
 */
export function fillTransparent(source: Pixels): Pixels {
  const levels = [levelOf(source)];
  for (let top = levels[0]; top.width > 1 || top.height > 1; top = levels[levels.length - 1]) levels.push(halved(top));
  for (let k = levels.length - 2; k >= 0; k--) pull(levels[k], levels[k + 1]);
  const { rgba } = levels[0];
  const data = new Uint8ClampedArray(source.data.length);
  for (let p = 0; p < data.length; p += 4) {
    for (let c = 0; c < 3; c++) data[p + c] = source.data[p + 3] === 255 ? source.data[p + c] : rgba[p + c];
    data[p + 3] = 255;
  }
  return { width: source.width, height: source.height, data };
}

interface Level {
  width: number;
  height: number;
  /** Premultiplied colour 0–255 and weight 0–1. */
  rgba: Float32Array;
}

function levelOf(source: Pixels): Level {
  const rgba = new Float32Array(source.data.length);
  for (let p = 0; p < rgba.length; p += 4) {
    const weight = source.data[p + 3] / 255;
    for (let c = 0; c < 3; c++) rgba[p + c] = source.data[p + c] * weight;
    rgba[p + 3] = weight;
  }
  return { width: source.width, height: source.height, rgba };
}

function halved(level: Level): Level {
  const width = (level.width + 1) >> 1;
  const height = (level.height + 1) >> 1;
  const rgba = new Float32Array(width * height * 4);
  for (let y = 0; y < level.height; y++) {
    for (let x = 0; x < level.width; x++) {
      const from = (y * level.width + x) * 4;
      const to = ((y >> 1) * width + (x >> 1)) * 4;
      for (let c = 0; c < 4; c++) rgba[to + c] += level.rgba[from + c];
    }
  }
  // Any colour at all counts fully one level up: a thin shape fills its surroundings as a thick one would.
  for (let p = 0; p < rgba.length; p += 4) {
    if (rgba[p + 3] > 1) {
      const over = rgba[p + 3];
      for (let c = 0; c < 4; c++) rgba[p + c] /= over;
    }
  }
  return { width, height, rgba };
}

function pull(level: Level, coarse: Level): void {
  for (let y = 0; y < level.height; y++) {
    for (let x = 0; x < level.width; x++) {
      const p = (y * level.width + x) * 4;
      const missing = 1 - level.rgba[p + 3];
      if (missing <= 0) continue;
      const from = ((y >> 1) * coarse.width + (x >> 1)) * 4;
      const weight = coarse.rgba[from + 3];
      for (let c = 0; c < 3; c++) level.rgba[p + c] += missing * (weight > 0 ? coarse.rgba[from + c] / weight : 128);
      level.rgba[p + 3] = 1;
    }
  }
}
