import { defineFilter, type Pixels } from "./define";
import { blur } from "./maths/blur";
import { fromOklab, toOklab } from "./maths/colour";
import { borderDistance } from "./maths/distance";
import { flowOf } from "./maths/flow";
import { kuwahara } from "./maths/kuwahara";
import { addNoise } from "./maths/noise";
import { fitArea, lumaOf, newPixels, newPlane, type Plane, sampleAt, unitOf } from "./maths/plane";
import { phases, type Tick } from "./maths/progress";
import { resizePixels } from "./maths/resize";
import { type Pieces, piecesOf } from "./maths/superpixels";
import { smoothstep } from "./maths/tone";
import { hash01 } from "./random";

/** Glass cut along the picture's own edges, set in lead and lit from behind; details are painted on, faintly. */
export const stainedGlass = defineFilter({
  slug: "stained-glass",
  title: "Stained glass",
  description: "Pieces of glowing glass cut along the forms and set in lead.",
  version: 2,
  params: {
    piece: { kind: "number", min: 20, max: 80, step: 1, default: 44 },
    lead: { kind: "number", min: 2, max: 10, step: 0.5, default: 4 },
    detail: { kind: "number", min: 0, max: 1, step: 0.05, default: 0.6 },
  },
  render(source, { piece, lead, detail }, { seed, progress }) {
    const [prepare, cut, set] = phases(progress, 1, 4, 4);
    const size = fitArea(source, 200_000);
    const small = resizePixels(source, size.width, size.height, prepare);
    prepare(1);
    // Fur and grass are painted on the glass, not cut: cutting follows the picture without its texture.
    const flow = flowOf(lumaOf(small), { smoothness: 9, pull: 0.1 });
    const broad = kuwahara(small, flow, 0.28 * piece * unitOf(small), (t) => cut(t * 0.15));
    const forms = kuwahara(broad, flow, 0.16 * piece * unitOf(small), (t) => cut(0.15 + t * 0.15));
    const pieces = piecesOf(forms, piece, 0.22, seed, (t) => cut(0.3 + t * 0.7));
    set(0);
    const glass = glassColours(small, pieces, seed);
    set(0.05);
    const apart = borderDistance(pieces.label, size.width, size.height);
    blur(apart, 0.9, undefined, apart);
    set(0.1);
    return leaded(source, pieces, glass, apart, { lead, detail, seed }, set);
  },
});

/** The colour of each piece in Oklab: the mean of what it covers, clearer and brighter, no two quite alike. */
function glassColours(small: Pixels, pieces: Pieces, seed: number): Float32Array {
  const glass = new Float32Array(pieces.count * 3);
  const counts = new Float32Array(pieces.count);
  const lab = new Float32Array(3);
  for (let i = 0; i < pieces.label.length; i++) {
    const k = pieces.label[i];
    toOklab(small.data[i * 4], small.data[i * 4 + 1], small.data[i * 4 + 2], lab);
    for (let c = 0; c < 3; c++) glass[k * 3 + c] += lab[c];
    counts[k]++;
  }
  for (let k = 0; k < pieces.count; k++) {
    for (let c = 0; c < 3; c++) glass[k * 3 + c] /= Math.max(1, counts[k]);
    const jitter = (hash01(k, 1, seed) - 0.5) * 0.07;
    const L = glass[k * 3];
    glass[k * 3] = 0.17 + 0.87 * (L + 0.25 * (smoothstep(0.1, 0.9, L) - L)) + jitter;
    glass[k * 3 + 1] = glass[k * 3 + 1] * 1.55 + (hash01(k, 2, seed) - 0.5) * 0.018;
    glass[k * 3 + 2] = glass[k * 3 + 2] * 1.55 + (hash01(k, 3, seed) - 0.5) * 0.018;
  }
  return glass;
}

interface Setting {
  lead: number;
  detail: number;
  seed: number;
}

function leaded(
  source: Pixels,
  pieces: Pieces,
  glass: Float32Array,
  apart: Plane,
  setting: Setting,
  tick: Tick,
): Pixels {
  const { width, height } = source;
  const unit = unitOf(source);
  const streaks = newPlane(width, height);
  addNoise(streaks, 60 * unit, 9 * unit, 0.05, setting.seed + 3);
  tick(0.15);
  addNoise(streaks, 20 * unit, 14 * unit, 0.03, setting.seed + 4);
  addNoise(streaks, 3 * unit, 3 * unit, 0.015, setting.seed + 5);
  tick(0.2);
  const out = newPixels(width, height);
  const lab = new Float32Array(3);
  const toSmall = pieces.width / width;
  const half = (setting.lead / 2) * unit * toSmall;
  const soft = Math.max(0.5 * toSmall, 0.12);
  for (let y = 0; y < height; y++) {
    const sy = Math.min(pieces.height - 1, ((y + 0.5) * pieces.height) / height);
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      const sx = Math.min(pieces.width - 1, (x + 0.5) * toSmall);
      const d = sampleAt(apart, sx, sy) - 0.4;
      const k = pieces.label[(sy | 0) * pieces.width + (sx | 0)] * 3;
      toOklab(source.data[i * 4], source.data[i * 4 + 1], source.data[i * 4 + 2], lab);
      const mean = glass[k];
      const painted = mean + (lab[0] - mean) * setting.detail;
      const rim = 1 - 0.15 * smoothstep(half * 4.5, half, d);
      const L = (painted + streaks.data[i]) * rim;
      const A = glass[k + 1] + (lab[1] - glass[k + 1]) * setting.detail * 0.5;
      const B = glass[k + 2] + (lab[2] - glass[k + 2]) * setting.detail * 0.5;
      const metal = smoothstep(half + soft, half - soft, d);
      const round = metal > 0 ? 0.16 + 0.13 * smoothstep(half, 0, d) + streaks.data[i] * 0.4 : 0;
      fromOklab(L + (round - L) * metal, A * (1 - metal), B * (1 - metal) + 0.006 * metal, out.data, i * 4);
    }
    if ((y & 15) === 15) tick(0.2 + (0.8 * y) / height);
  }
  return out;
}
