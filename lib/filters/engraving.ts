import { defineFilter } from "./define";
import { blur } from "./maths/blur";
import { flowOf, tangentsOf } from "./maths/flow";
import { edgeResponse, inkAt } from "./maths/lines";
import { addNoise } from "./maths/noise";
import { lumaOf, newPixels, newPlane, type Plane, unitOf } from "./maths/plane";
import { phases, type Tick } from "./maths/progress";
import { stretchTone } from "./maths/tone";

const plates = {
  black: { ink: [26, 24, 26], paper: [246, 241, 228] },
  green: { ink: [18, 58, 44], paper: [240, 241, 226] },
  brown: { ink: [70, 36, 22], paper: [246, 236, 216] },
} as const;

/** Sets of cut lines: each direction joins in where it is darker than `from`. */
const cuts = [
  { angle: 0.42, from: 0.04, gain: 0.86, bend: 1 },
  { angle: -0.62, from: 0.42, gain: 0.8, bend: -0.8 },
  { angle: 1.45, from: 0.7, gain: 0.8, bend: 0.5 },
];

/**
 * Copperplate: parallel lines that swell with the dark and bulge over the forms, as if ruled on a relief of the
 * picture's own tones (the ruled-relief idea of Bate's medal engraving, 1832; line width as tone after Ostromoukhov 1999).
 */
export const engraving = defineFilter({
  slug: "engraving",
  title: "Engraving",
  description: "Copperplate lines that swell in the dark and bend over every form.",
  version: 1,
  params: {
    lines: { kind: "number", min: 3.5, max: 9, step: 0.25, default: 5 },
    bend: { kind: "number", min: 0, max: 1, step: 0.05, default: 0.5 },
    ink: { kind: "choice", choices: ["black", "green", "brown"], default: "black" },
  },
  render(source, { lines, bend, ink }, { seed, progress }) {
    const { width, height } = source;
    const unit = unitOf(source);
    const [prepare, edges, cut, print] = phases(progress, 3, 5, 5, 2);
    const tone = stretchTone(lumaOf(source), 0.5);
    const flow = flowOf(tone, { smoothness: 8 }, (t) => prepare(t * 0.5));
    const relief = blur(tone, 9 * unit, (t) => prepare(0.5 + t * 0.5));
    const tangents = tangentsOf(flow, width, height, 0, () => edges(0));
    const contour = edgeResponse(tone, tangents, { sigma: 0.9 * unit, sharpness: 16, along: 4 * unit }, edges);
    const cover = ruled(tone, relief, lines * unit, bend * 34 * unit, cut);
    print(0);
    for (let i = 0; i < cover.data.length; i++) {
      cover.data[i] = Math.max(cover.data[i], inkAt(contour.data[i], 0.2, 0.6) * 0.95);
    }
    return printed(cover, plates[ink], seed, print);
  },
});

/** Coverage 0–1 of all line sets. `pitch` and `bend` in pixels. */
function ruled(tone: Plane, relief: Plane, pitch: number, bend: number, tick: Tick): Plane {
  const { width, height } = tone;
  const cover = newPlane(width, height);
  const steps = phases(tick, 1, 1, 1);
  cuts.forEach((set, k) => {
    const across = Math.sin(set.angle) / pitch;
    const down = Math.cos(set.angle) / pitch;
    const lift = (bend * set.bend) / pitch;
    for (let y = 0; y < height; y++) {
      const above = (y > 0 ? y - 1 : 0) * width;
      const below = (y + 1 < height ? y + 1 : y) * width;
      for (let x = 0; x < width; x++) {
        const i = y * width + x;
        const dark = (1 - tone.data[i] - set.from) / (1 - set.from);
        if (dark <= 0) continue;
        const left = x > 0 ? i - 1 : i;
        const right = x + 1 < width ? i + 1 : i;
        const gx = across + (relief.data[right] - relief.data[left]) * 0.5 * lift;
        const gy = down + (relief.data[below + x] - relief.data[above + x]) * 0.5 * lift;
        const phase = x * across + y * down + relief.data[i] * lift;
        const place = Math.abs(phase - Math.floor(phase) - 0.5) * 2;
        const share = set.gain * Math.min(1, dark * 1.05);
        const soft = 2 * Math.sqrt(gx * gx + gy * gy) + 1e-4;
        let ink = (share - (1 - place)) / soft + 0.5;
        if (soft > 1) ink = share + (ink - share) / (soft * soft);
        if (ink > cover.data[i]) cover.data[i] = ink > 1 ? 1 : ink;
      }
      if ((y & 31) === 31) steps[k](y / height);
    }
  });
  return cover;
}

function printed(cover: Plane, plate: { ink: readonly number[]; paper: readonly number[] }, seed: number, tick: Tick) {
  const { width, height } = cover;
  const unit = unitOf(cover);
  const tooth = newPlane(width, height);
  addNoise(tooth, 1.8 * unit, 1.8 * unit, 0.014, seed);
  addNoise(tooth, 60 * unit, 60 * unit, 0.016, seed + 1);
  tick(0.5);
  const out = newPixels(width, height);
  for (let i = 0, p = 0; i < cover.data.length; i++, p += 4) {
    const ink = cover.data[i] * (0.95 + tooth.data[i] * 2);
    for (let c = 0; c < 3; c++)
      out.data[p + c] = (plate.paper[c] + (plate.ink[c] - plate.paper[c]) * ink) * (1 + tooth.data[i]);
  }
  tick(1);
  return out;
}
