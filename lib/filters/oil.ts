import { defineFilter, type Pixels } from "./define";
import { blur } from "./maths/blur";
import { flowOf, smoothAlong, tangentsOf } from "./maths/flow";
import { kuwahara } from "./maths/kuwahara";
import { addNoise } from "./maths/noise";
import { lumaOf, newPlane, type Plane, unitOf } from "./maths/plane";
import { phases, type Tick } from "./maths/progress";

/** Flat strokes along the forms, lit from the upper left as thick paint is. */
export const oil = defineFilter({
  slug: "oil",
  title: "Oil painting",
  description: "Thick strokes that follow the forms, with light raking over the paint.",
  version: 1,
  params: {
    brush: { kind: "number", min: 4, max: 20, step: 0.5, default: 9 },
    relief: { kind: "number", min: 0, max: 1, step: 0.05, default: 0.55 },
  },
  render(source, { brush, relief }, { seed, progress }) {
    const unit = unitOf(source);
    const [prepare, first, second, bristles, light] = phases(progress, 1, 6, 5, 4, 2);
    const tone = lumaOf(source);
    const flow = flowOf(tone, { smoothness: 7, rest: 0.7, pull: 0.05 }, prepare);
    const broad = kuwahara(source, flow, brush * unit, first);
    const paint = kuwahara(broad, flow, brush * 0.55 * unit, second);
    const height = paintHeight(paint, seed, brush * unit, bristles, tone, flow);
    illuminate(paint, height, relief, light);
    return paint;
  },
});

/** How thick the paint lies: bristle furrows along the strokes over ridges where colours meet. */
function paintHeight(
  paint: Pixels,
  seed: number,
  brush: number,
  tick: Tick,
  spare: Plane,
  flow: ReturnType<typeof flowOf>,
): Plane {
  const { width, height } = paint;
  const noise = newPlane(width, height);
  const fine = brush * 0.16;
  addNoise(noise, fine, fine, 1, seed);
  addNoise(noise, fine * 2.6, fine * 2.6, 0.8, seed + 1);
  tick(0.15);
  const furrows = smoothAlong(noise, tangentsOf(flow, width, height), brush * 1.5, (t) => tick(0.2 + t * 0.6));
  for (let i = 0, p = 0; i < noise.data.length; i++, p += 4) {
    spare.data[i] = (paint.data[p] * 0.299 + paint.data[p + 1] * 0.587 + paint.data[p + 2] * 0.114) / 255;
  }
  const ridges = blur(spare, Math.max(0.4, brush * 0.1), (t) => tick(0.8 + t * 0.2), noise);
  for (let i = 0; i < ridges.data.length; i++) ridges.data[i] = ridges.data[i] * 1.1 + furrows.data[i] * 0.3;
  return ridges;
}

/** Shades in place by the slope towards the light, with a small gloss; `relief` 0–1. */
function illuminate(paint: Pixels, ground: Plane, relief: number, tick: Tick): void {
  const { width, height, data } = paint;
  const h = ground.data;
  // Slopes are per unit of length, not per pixel, so that the relief is as deep at every size.
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
      const p = (at + x) * 4;
      for (let c = p; c < p + 3; c++) {
        const v = data[c] / 255;
        const rich = v + 0.16 * (v * v * (3 - 2 * v) - v);
        data[c] = 255 * rich * (1 + shade * 0.85) + gloss;
      }
    }
    if ((y & 31) === 31) tick(y / height);
  }
}
