import { defineFilter, type Pixels } from "./define";
import { hexRgb } from "./maths/colour";
import { addNoise } from "./maths/noise";
import { channelOf, lumaOf, newPixels, newPlane, type Plane, sampleAt, unitOf } from "./maths/plane";
import { phases } from "./maths/progress";
import { stretchTone } from "./maths/tone";
import { hash01, hash32 } from "./random";

/** Drums: each ink prints what its channel of the picture lacks. */
const drums = {
  "pink-blue-yellow": [
    { ink: "#ffe02e", channel: 2 },
    { ink: "#ff3d7f", channel: 1 },
    { ink: "#1873c4", channel: 0 },
  ],
  "coral-teal": [
    { ink: "#ff6a52", channel: 2 },
    { ink: "#00706f", channel: 0 },
  ],
  "orange-violet": [
    { ink: "#ff9a2b", channel: 2 },
    { ink: "#4b3bb3", channel: 0 },
  ],
} as const;

/** Bright soy inks one drum after another: grainy screens, a little out of register, uneven on rough paper. */
export const risograph = defineFilter({
  slug: "risograph",
  title: "Risograph",
  description: "Bright inks in grainy layers, slightly out of register, on uncoated paper.",
  version: 1,
  params: {
    inks: { kind: "choice", choices: ["pink-blue-yellow", "coral-teal", "orange-violet"], default: "pink-blue-yellow" },
    register: { kind: "number", min: 0, max: 1, step: 0.05, default: 0.4 },
    grain: { kind: "number", min: 0, max: 1, step: 0.05, default: 0.6 },
  },
  render(source, { inks, register, grain }, { seed, progress }) {
    const { width, height } = source;
    const unit = unitOf(source);
    const out = newPixels(width, height);
    const [sheet, ...steps] = phases(progress, 0.5, ...drums[inks].map(() => 1));
    const paper = newPlane(width, height);
    addNoise(paper, 1.8 * unit, 1.8 * unit, 0.018, seed + 90);
    addNoise(paper, 45 * unit, 45 * unit, 0.012, seed + 91);
    sheet(0.4);
    for (let i = 0, p = 0; i < paper.data.length; i++, p += 4) {
      const shade = 1 + paper.data[i];
      out.data[p] = 248 * shade;
      out.data[p + 1] = 244 * shade;
      out.data[p + 2] = 233 * shade;
    }
    sheet(0.6);
    const tone = stretchTone(lumaOf(source), 0.5, 1.8);
    sheet(1);
    drums[inks].forEach(({ ink, channel }, k) => {
      const plate = plateOf(source, tone, channel);
      steps[k](0.2);
      const angle = hash01(k, 5, seed) * 2 * Math.PI;
      const off = k === 0 ? 0 : register * 5 * unit;
      const shift = { x: Math.cos(angle) * off, y: Math.sin(angle) * off };
      printDrum(out.data, plate, hexRgb(ink), shift, { grain, seed: seed + k * 17, cell: 1.15 * unit }, steps[k]);
    });
    return out;
  },
});

/** A channel with its colour strengthened around the stretched tone: inks this bright need clear separations. */
function plateOf(source: Pixels, tone: Plane, channel: 0 | 1 | 2): Plane {
  const plate = channelOf(source, channel);
  const { data } = source;
  for (let i = 0, p = 0; i < plate.data.length; i++, p += 4) {
    const luma = (data[p] * 0.299 + data[p + 1] * 0.587 + data[p + 2] * 0.114) / 255;
    const v = tone.data[i] + (plate.data[i] - luma) * 1.5;
    plate.data[i] = v < 0 ? 0 : v > 1 ? 1 : v;
  }
  return plate;
}

interface Screen {
  grain: number;
  seed: number;
  cell: number;
}

function printDrum(
  data: Uint8ClampedArray,
  plate: Plane,
  ink: readonly number[],
  shift: { x: number; y: number },
  { grain, seed, cell }: Screen,
  tick: (done: number) => void,
): void {
  const { width, height } = plate;
  const rub = newPlane(width, height);
  const unit = unitOf(plate);
  addNoise(rub, 130 * unit, 130 * unit, 0.05, seed + 1);
  tick(0.25);
  addNoise(rub, 12 * unit, 12 * unit, 0.035, seed + 2);
  addNoise(rub, 2.4 * unit, 2.4 * unit, 0.05, seed + 3);
  tick(0.4);
  // Grains finer than a pixel average out; so does their contrast.
  const visible = grain * Math.min(1, cell);
  const size = Math.max(1, cell);
  for (let y = 0; y < height; y++) {
    const gy = (y / size) | 0;
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      const tone = 1 - sampleAt(plate, x + 0.5 + shift.x, y + 0.5 + shift.y);
      const amount = tone * tone * (1.25 - 0.35 * tone) * 0.98 + rub.data[i] * tone;
      const speck = hash32((x / size) | 0, gy, seed) / 4294967296;
      const sharp = (amount - speck) * 2.2 + 0.5;
      const grainy = sharp < 0 ? 0 : sharp > 1 ? 1 : sharp;
      const cover = Math.min(1, Math.max(0, amount + (grainy - amount) * visible)) * 0.95;
      const p = i * 4;
      data[p] *= 1 - cover * (1 - ink[0] / 255);
      data[p + 1] *= 1 - cover * (1 - ink[1] / 255);
      data[p + 2] *= 1 - cover * (1 - ink[2] / 255);
    }
    if ((y & 31) === 31) tick(0.4 + (0.6 * y) / height);
  }
  tick(1);
}
