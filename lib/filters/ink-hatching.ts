import { defineFilter } from "./define";
import { blur } from "./maths/blur";
import { type Flow, flowOf, tangentsOf } from "./maths/flow";
import { hatchInto } from "./maths/hatch";
import { edgeResponse, inkAt } from "./maths/lines";
import { addNoise } from "./maths/noise";
import { fitArea, lumaOf, newPixels, newPlane, type Plane, sampleAt, unitOf } from "./maths/plane";
import { phases, type Tick } from "./maths/progress";
import { resizePlane } from "./maths/resize";
import { stretchTone } from "./maths/tone";
import { hash01 } from "./random";

const inks = {
  black: { ink: [24, 22, 26], paper: [247, 242, 230] },
  sepia: { ink: [62, 34, 18], paper: [245, 234, 212] },
  blue: { ink: [20, 34, 84], paper: [243, 241, 234] },
} as const;

/** Layers of strokes by tone: drawn where it is darker than `below`, turned against the form by `turn`. */
const layers = [
  { below: 0.8, turn: 0, share: 0.5 },
  { below: 0.44, turn: 0.95, share: 0.46 },
  { below: 0.24, turn: -0.75, share: 0.46 },
];

/** Pen lines at the edges and three layers of strokes that follow the forms, swelling with the dark. */
export const inkHatching = defineFilter({
  slug: "ink-hatching",
  title: "Ink hatching",
  description: "Pen and ink: contours and crossed strokes that follow the forms.",
  version: 2,
  params: {
    spacing: { kind: "number", min: 3.5, max: 10, step: 0.5, default: 4.5 },
    outline: { kind: "number", min: 0, max: 1, step: 0.05, default: 0.6 },
    ink: { kind: "choice", choices: ["black", "sepia", "blue"], default: "black" },
  },
  render(source, { spacing, outline, ink }, { seed, progress }) {
    const { width, height } = source;
    const unit = unitOf(source);
    const [prepare, edges, hatch, paint] = phases(progress, 2, 5, 5, 2);
    const tone = stretchTone(lumaOf(source), 0.44);
    const flow = flowOf(tone, { smoothness: 9, rest: -0.75, pull: 0.5 }, prepare);
    const cover = newPlane(width, height);
    const tangents = tangentsOf(flow, width, height, 0, () => edges(0));
    const response = edgeResponse(tone, tangents, { sigma: 0.95 * unit, sharpness: 18, along: 4.5 * unit }, edges);
    edges(1);
    const lightest = 0.16 + 0.34 * outline;
    for (let i = 0; i < cover.data.length; i++) {
      cover.data[i] = Math.max(inkAt(response.data[i], lightest - 0.1, 0.45), inkAt(tone.data[i], 0.22, 0.12));
    }
    strokesInto(cover, tone, flow, spacing, seed, hatch);
    return onPaper(cover, inks[ink], seed, paint);
  },
});

function strokesInto(cover: Plane, tone: Plane, flow: Flow, spacing: number, seed: number, tick: Tick): void {
  const size = fitArea(tone, 200_000);
  const [prepare, ...steps] = phases(tick, 0.5, 2, 2, 1);
  prepare(0);
  const coarse = resizePlane(tone, size.width, size.height, prepare);
  const toCoarse = unitOf(coarse);
  const soft = blur(coarse, 2 * toCoarse);
  layers.forEach(({ below, turn, share }, k) => {
    const radiusAt = (x: number, y: number) => {
      const ragged = (hash01((x / 9) | 0, (y / 9) | 0, seed + k) - 0.5) * 0.1;
      const missing = below + ragged - sampleAt(soft, x * toCoarse, y * toCoarse);
      return missing <= 0 ? 0 : spacing * share * (0.13 + 0.42 * Math.min(1, missing / 0.4));
    };
    const options = {
      separation: spacing * (1 + k * 0.12),
      turn,
      reach: spacing * 8,
      taper: 1,
      seed: seed + k * 31,
      radiusAt,
    };
    hatchInto(cover, flow, options, steps[k]);
  });
}

interface Inks {
  ink: readonly number[];
  paper: readonly number[];
}

function onPaper(cover: Plane, { ink, paper }: Inks, seed: number, tick: Tick) {
  const { width, height } = cover;
  const unit = unitOf(cover);
  const tooth = newPlane(width, height);
  addNoise(tooth, 1.6 * unit, 1.6 * unit, 0.012, seed + 70);
  addNoise(tooth, 40 * unit, 40 * unit, 0.012, seed + 71);
  tick(0.4);
  const out = newPixels(width, height);
  for (let i = 0, p = 0; i < cover.data.length; i++, p += 4) {
    const c = cover.data[i] * 0.96;
    const shade = 1 + tooth.data[i];
    for (let k = 0; k < 3; k++) out.data[p + k] = (paper[k] + (ink[k] - paper[k]) * c) * shade;
  }
  tick(1);
  return out;
}
