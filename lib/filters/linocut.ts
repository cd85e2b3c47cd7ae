import { defineFilter } from "./define";
import { blur } from "./maths/blur";
import { flowOf, tangentsOf } from "./maths/flow";
import { hatchInto } from "./maths/hatch";
import { edgeResponse } from "./maths/lines";
import { addNoise } from "./maths/noise";
import { fitArea, lumaOf, newPixels, newPlane, type Plane, sampleAt, unitOf } from "./maths/plane";
import { phases } from "./maths/progress";
import { resizePlane } from "./maths/resize";
import { smoothstep, stretchTone } from "./maths/tone";
import { hash01 } from "./random";

const inks = { black: [28, 25, 27], indigo: [24, 38, 84], oxblood: [112, 24, 26], pine: [16, 66, 54] } as const;

/** One dark block: lights cut away whole, half tones carved with a gouge along the forms, a few stray ridges left. */
export const linocut = defineFilter({
  slug: "linocut",
  title: "Linocut",
  description: "One bold block of ink with the lights carved out in gouge marks along the forms.",
  version: 2,
  params: {
    gouge: { kind: "number", min: 5, max: 14, step: 0.5, default: 7.5 },
    ink: { kind: "choice", choices: ["black", "indigo", "oxblood", "pine"], default: "black" },
  },
  render(source, { gouge, ink }, { seed, progress }) {
    const { width, height } = source;
    const unit = unitOf(source);
    const [prepare, edges, carve, paint] = phases(progress, 2, 4, 5, 2);
    const tone = stretchTone(lumaOf(source), 0.47);
    const flow = flowOf(tone, { smoothness: 12, rest: -0.35, pull: 1 }, prepare);
    const tangents = tangentsOf(flow, width, height, 0, () => edges(0));
    const shape = edgeResponse(
      blur(tone, 1.2 * unit, (t) => edges(t * 0.2)),
      tangents,
      { sigma: 1.9 * unit, sharpness: 5, along: 6 * unit },
      (t) => edges(0.2 + t * 0.8),
    );
    const size = fitArea(tone, 150_000);
    const coarse = resizePlane(tone, size.width, size.height);
    const scale = unitOf(coarse);
    const soft = blur(coarse, 3 * scale);
    const radiusAt = (x: number, y: number) => {
      const light = sampleAt(soft, x * scale, y * scale) - 0.2;
      return light <= 0 ? 0 : gouge * Math.min(0.56, 0.07 + light * 0.85);
    };
    const cut = newPlane(width, height);
    hatchInto(cut, flow, { separation: gouge, turn: 0, reach: gouge * 7, taper: 3, seed, radiusAt }, carve);
    return printed(cut, shape, inks[ink], gouge, seed, paint);
  },
});

function printed(
  cut: Plane,
  shape: Plane,
  ink: readonly number[],
  gouge: number,
  seed: number,
  tick: (done: number) => void,
) {
  const { width, height } = cut;
  const unit = unitOf(cut);
  const rub = newPlane(width, height);
  addNoise(rub, 3 * unit, 3 * unit, 0.5, seed + 1);
  addNoise(rub, 14 * unit, 14 * unit, 0.35, seed + 2);
  tick(0.2);
  addNoise(rub, 1.4 * unit, 1.4 * unit, 0.3, seed + 3);
  tick(0.4);
  const out = newPixels(width, height);
  const paper = [247, 241, 227];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      const s = shape.data[i];
      // Deep shadow keeps its ink, clear light is cut away; the gouge decides between them.
      const bare = smoothstep(0.66, 0.86, s);
      const solid = smoothstep(0.16, 0.02, s);
      const ridge =
        bare * (rub.data[i] > 0.72 + 0.2 * hash01((x / (gouge * unit)) | 0, (y / (gouge * unit)) | 0, seed) ? 0.75 : 0);
      const carved = Math.max(cut.data[i] * (1 - solid), bare) - ridge;
      const salt = smoothstep(0.62, 1, rub.data[i]) * 0.35;
      const inked = Math.min(1, Math.max(0, 1 - carved)) * (0.97 - salt);
      const fibre = 1 + rub.data[i] * 0.012;
      for (let c = 0; c < 3; c++) out.data[i * 4 + c] = (paper[c] + (ink[c] - paper[c]) * inked) * fibre;
    }
    if ((y & 31) === 31) tick(0.4 + (0.6 * y) / height);
  }
  return out;
}
