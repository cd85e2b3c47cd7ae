import type { Pixels } from "../define";
import { stream } from "../random";
import { toOklab } from "./colour";
import { fitArea } from "./plane";
import { resizePixels } from "./resize";

/** Colours in Oklab, three numbers each. */
export interface Palette {
  count: number;
  lab: Float32Array;
}

/** A palette of "#rrggbb" colours. */
export function paletteOf(colours: readonly (readonly [number, number, number])[]): Palette {
  const lab = new Float32Array(colours.length * 3);
  colours.forEach(([r, g, b], k) => {
    toOklab(r, g, b, lab, k * 3);
  });
  return { count: colours.length, lab };
}

/** Differences of hue count more than their distance in Oklab: small coloured things make a picture recognisable. */
const hueWeight = 1.8;

/**
 * The picture's own `count` colours: k-means in Oklab over at most 7,000 places, seeded far apart
 * (Lloyd 1982; seeding after Arthur and Vassilvitskii, k-means++, 2007). Rare but vivid colours get a voice
 * by weighing places with their chroma.
 */
export function adaptivePalette(source: Pixels, count: number, seed: number): Palette {
  const size = fitArea(source, 7_000);
  const small = resizePixels(source, size.width, size.height);
  const many = size.width * size.height;
  const points = new Float32Array(many * 3);
  const weights = new Float32Array(many);
  for (let i = 0; i < many; i++) {
    toOklab(small.data[i * 4], small.data[i * 4 + 1], small.data[i * 4 + 2], points, i * 3);
    points[i * 3 + 1] *= hueWeight;
    points[i * 3 + 2] *= hueWeight;
    weights[i] = 1 + 5 * Math.hypot(points[i * 3 + 1], points[i * 3 + 2]);
  }
  const lab = seedCentres(points, weights, count, seed);
  for (let round = 0; round < 8; round++) moveCentres(points, weights, lab, count);
  for (let k = 0; k < count; k++) {
    lab[k * 3 + 1] /= hueWeight;
    lab[k * 3 + 2] /= hueWeight;
  }
  return { count, lab };
}

function seedCentres(points: Float32Array, weights: Float32Array, count: number, seed: number): Float32Array {
  const random = stream(seed);
  const many = weights.length;
  const lab = new Float32Array(count * 3);
  const far = new Float32Array(many).fill(1e9);
  let chosen = Math.floor(random() * many);
  for (let k = 0; k < count; k++) {
    lab.set(points.subarray(chosen * 3, chosen * 3 + 3), k * 3);
    let total = 0;
    for (let i = 0; i < many; i++) {
      const d = distance(points, i * 3, lab, k * 3);
      if (d < far[i]) far[i] = d;
      total += far[i] * weights[i];
    }
    let target = random() * total;
    chosen = many - 1;
    for (let i = 0; i < many; i++) {
      target -= far[i] * weights[i];
      if (target <= 0) {
        chosen = i;
        break;
      }
    }
  }
  return lab;
}

function moveCentres(points: Float32Array, weights: Float32Array, lab: Float32Array, count: number): void {
  const sums = new Float32Array(count * 4);
  for (let i = 0; i < weights.length; i++) {
    const L = points[i * 3];
    const A = points[i * 3 + 1];
    const B = points[i * 3 + 2];
    let best = 0;
    let least = 1e9;
    for (let k = 0, at = 0; k < count; k++, at += 3) {
      const x = L - lab[at];
      const y = A - lab[at + 1];
      const z = B - lab[at + 2];
      const d = x * x + y * y + z * z;
      if (d < least) {
        least = d;
        best = k;
      }
    }
    const w = weights[i];
    for (let c = 0; c < 3; c++) sums[best * 4 + c] += points[i * 3 + c] * w;
    sums[best * 4 + 3] += w;
  }
  for (let k = 0; k < count; k++) {
    if (sums[k * 4 + 3] === 0) continue;
    for (let c = 0; c < 3; c++) lab[k * 3 + c] = sums[k * 4 + c] / sums[k * 4 + 3];
  }
}

/** The two colours nearest to an Oklab colour and how far each is (squared), written to `out` as [k1, d1, k2, d2]. */
export function nearestTwo(palette: Palette, L: number, a: number, b: number, out: Float32Array): void {
  let k1 = 0;
  let k2 = 0;
  let d1 = 1e9;
  let d2 = 1e9;
  const { lab } = palette;
  for (let k = 0; k < palette.count; k++) {
    const dl = lab[k * 3] - L;
    const da = lab[k * 3 + 1] - a;
    const db = lab[k * 3 + 2] - b;
    const d = dl * dl + da * da + db * db;
    if (d < d1) {
      k2 = k1;
      d2 = d1;
      k1 = k;
      d1 = d;
    } else if (d < d2) {
      k2 = k;
      d2 = d;
    }
  }
  out[0] = k1;
  out[1] = d1;
  out[2] = k2;
  out[3] = d2;
}

function distance(a: Float32Array, i: number, b: Float32Array, j: number): number {
  const x = a[i] - b[j];
  const y = a[i + 1] - b[j + 1];
  const z = a[i + 2] - b[j + 2];
  return x * x + y * y + z * z;
}
