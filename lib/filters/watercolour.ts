import { defineFilter, type Pixels } from "./define";
import { blur } from "./maths/blur";
import { flowOf } from "./maths/flow";
import { simplified } from "./maths/kuwahara";
import { addNoise, paperTooth } from "./maths/noise";
import { lumaOf, newPixels, newPlane, type Plane, unitOf } from "./maths/plane";
import { phases, type Tick } from "./maths/progress";
import { smoothstep } from "./maths/tone";

/**
 * Transparent washes: simplified colour areas with wandering borders, pigment that pools at their edges, settles in
 * the paper's hollows and varies with the water (after Bousseau, Kaplan, Thollot, Sillion 2006; Curtis et al. 1997).
 */
export const watercolour = defineFilter({
  slug: "watercolour",
  title: "Watercolour",
  description: "Transparent washes on rough paper, darker where the colour dried at the edge.",
  version: 1,
  params: {
    wetness: { kind: "number", min: 0, max: 1, step: 0.05, default: 0.5 },
    paper: { kind: "number", min: 0, max: 1, step: 0.05, default: 0.5 },
  },
  render(source, { wetness, paper }, { seed, progress }) {
    const { width, height } = source;
    const unit = unitOf(source);
    const [prepare, flatten, spread, pool, paint] = phases(progress, 1, 10, 2, 4, 4);
    const flow = flowOf(lumaOf(source), { smoothness: 8, pull: 0.1 }, prepare);
    const areas = simplified(source, flow, 8 + 8 * wetness, 6 + 6 * wetness, flatten);
    const flat = wander(areas, seed, 2 + 3 * wetness, spread);
    const density = pigment(flat, seed, wetness, pool);
    const tooth = paperTooth(width, height, 1.7 * unit, seed + 40, (t) => paint(t * 0.3));
    wash(flat, density, tooth, paper, paint);
    return flat;
  },
});

/** Moves every place a little along smooth noise: the hand and the water draw no ruler-straight borders. */
function wander(flat: Pixels, seed: number, amount: number, tick: Tick): Pixels {
  const { width, height } = flat;
  const unit = unitOf(flat);
  const dx = newPlane(width, height);
  const dy = newPlane(width, height);
  for (const [plane, offset] of [
    [dx, 0],
    [dy, 50],
  ] as const) {
    addNoise(plane, 28 * unit, 28 * unit, amount * unit, seed + offset);
    addNoise(plane, 7 * unit, 7 * unit, amount * 0.45 * unit, seed + offset + 1);
    tick(offset === 0 ? 0.2 : 0.4);
  }
  const out = newPixels(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      const fx = Math.min(width - 1.001, Math.max(0, x + dx.data[i]));
      const fy = Math.min(height - 1.001, Math.max(0, y + dy.data[i]));
      const x0 = fx | 0;
      const y0 = fy | 0;
      const a = fx - x0;
      const b = fy - y0;
      const p = (y0 * width + x0) * 4;
      const right = x0 + 1 < width ? 4 : 0;
      const below = y0 + 1 < height ? width * 4 : 0;
      for (let c = 0; c < 3; c++) {
        const top = flat.data[p + c] * (1 - a) + flat.data[p + right + c] * a;
        const bottom = flat.data[p + below + c] * (1 - a) + flat.data[p + below + right + c] * a;
        out.data[i * 4 + c] = top + (bottom - top) * b;
      }
    }
    if ((y & 63) === 63) tick(0.4 + (0.6 * y) / height);
  }
  return out;
}

/** How much thicker (positive) or thinner the pigment lies: dark rims inside borders, blooms and clouds of water. */
function pigment(flat: Pixels, seed: number, wetness: number, tick: Tick): Plane {
  const { width, height } = flat;
  const unit = unitOf(flat);
  const tone = lumaOf(flat);
  const near = blur(tone, 1.1 * unit, (t) => tick(t * 0.3));
  const wide = blur(tone, 4.5 * unit, (t) => tick(0.3 + t * 0.3), tone);
  const density = newPlane(width, height);
  addNoise(density, 150 * unit, 150 * unit, 0.16, seed + 5);
  tick(0.7);
  addNoise(density, 55 * unit, 55 * unit, 0.16 * (0.5 + wetness), seed + 6);
  addNoise(density, 16 * unit, 16 * unit, 0.09, seed + 7);
  tick(0.8);
  for (let i = 0; i < density.data.length; i++) {
    const rim = wide.data[i] - near.data[i];
    density.data[i] += rim > 0 ? Math.min(0.9, rim * 7) : Math.max(-0.35, rim * 3);
  }
  return density;
}

/** Washes are lighter than the scene: the paper shines through even the darkest. */
const lifted = Float32Array.from({ length: 256 }, (_, byte) => (byte / 255) ** 0.7 * 0.97 + 0.03);

/** Lays the wash: c' = c(1 − (1 − c)(d − 1)), darker and more vivid with density, on white toothed paper. */
function wash(flat: Pixels, density: Plane, tooth: Plane, paper: number, tick: Tick): void {
  const { width, height, data } = flat;
  const stock = [253, 251, 245];
  for (let y = 0; y < height; y++) {
    for (let i = y * width; i < (y + 1) * width; i++) {
      const grain = tooth.data[i] * paper;
      const p = i * 4;
      const tone = (data[p] * 0.299 + data[p + 1] * 0.587 + data[p + 2] * 0.114) / 255;
      const thickness = density.data[i] + grain * 0.3 * (1 - tone * 0.5);
      const grey = tone * 255;
      const bare = smoothstep(0.66, 0.98, tone) * 0.8;
      const light = 1 - grain * 0.035;
      for (let c = 0; c < 3; c++) {
        const vivid = grey + (data[p + c] - grey) * 1.28;
        const v = lifted[vivid < 0 ? 0 : vivid > 255 ? 255 : vivid | 0];
        const laid = v * (1 - (1 - v) * thickness);
        data[p + c] = (laid * stock[c] * (1 - bare) + stock[c] * bare) * light;
      }
    }
    if ((y & 31) === 31) tick(0.3 + (0.7 * y) / height);
  }
}
