import type { Pixels } from "../define";
import { type Plane, unitOf } from "./plane";
import { silent, type Tick } from "./progress";

/**
 * Lights a picture in place as if `ground` were its height (about 0–1): slopes towards the upper left brighten and,
 * when steep, shine. Slopes count per unit of length, so that the relief is as deep at every size. `relief` 0–1.
 */
export function illuminate(paint: Pixels, ground: Plane, relief: number, tick: Tick = silent): void {
  const { width, height, data } = paint;
  const h = ground.data;
  const slope = (0.9 * relief) / Math.max(0.55, unitOf(paint));
  for (let y = 0; y < height; y++) {
    const up = (y > 0 ? y - 1 : 0) * width;
    const at = y * width;
    const down = (y + 1 < height ? y + 1 : y) * width;
    for (let x = 0; x < width; x++) {
      const l = x > 0 ? x - 1 : 0;
      const r = x + 1 < width ? x + 1 : x;
      const lit = (h[at + r] - h[at + l] + h[down + x] - h[up + x]) * slope;
      const shade = lit > 0.3 ? 0.3 : lit < -0.3 ? -0.3 : lit;
      const gloss = shade > 0.1 ? (shade - 0.1) * 170 : 0;
      const factor = 1 + shade * 0.85;
      const p = (at + x) * 4;
      data[p] = data[p] * factor + gloss;
      data[p + 1] = data[p + 1] * factor + gloss;
      data[p + 2] = data[p + 2] * factor + gloss;
    }
    if ((y & 31) === 31) tick(y / height);
  }
}

/** A gentle S-curve on every channel, in place: deeper darks and clearer lights; `amount` 0–1. */
export function enrich(paint: Pixels, amount: number): void {
  const table = new Uint8ClampedArray(256);
  for (let i = 0; i < 256; i++) {
    const v = i / 255;
    table[i] = 255 * (v + amount * (v * v * (3 - 2 * v) - v));
  }
  const { data } = paint;
  for (let p = 0; p < data.length; p += 4) {
    data[p] = table[data[p]];
    data[p + 1] = table[data[p + 1]];
    data[p + 2] = table[data[p + 2]];
  }
}
