import { defineFilter, type Pixels } from "./define";
import { blur } from "./maths/blur";
import { fromOklab, hexRgb, toOklab } from "./maths/colour";
import { type Flow, flowOf, tangentsOf } from "./maths/flow";
import { simplified } from "./maths/kuwahara";
import { edgeResponse, inkAt } from "./maths/lines";
import { addNoise } from "./maths/noise";
import { adaptivePalette, nearestTwo, type Palette, paletteOf } from "./maths/palette";
import { fitArea, lumaOf, newPixels, newPlane, type Plane, sampleAt, unitOf } from "./maths/plane";
import { phases, silent, type Tick } from "./maths/progress";
import { resizePixels } from "./maths/resize";
import { smoothstep } from "./maths/tone";

/** Pigments of the old printers: sumi, indigo, Prussian blue, verdigris, ochre, safflower, vermilion, umber, washi. */
const pigments = paletteOf(
  [
    "#1d2430",
    "#23395b",
    "#35608f",
    "#7fa3b8",
    "#bcd0cf",
    "#3f5f4d",
    "#7f9a6b",
    "#c9bd7e",
    "#d8a24a",
    "#b8532f",
    "#cf7a5c",
    "#e5b9a0",
    "#6d4a3a",
    "#9a7b62",
    "#8c8f94",
    "#efe4cb",
  ].map(hexRgb),
);

/** Flat carved areas in mineral colours with a key block of dark lines, wood grain in the flats, washi beneath. */
export const woodblock = defineFilter({
  slug: "woodblock",
  title: "Woodblock print",
  description: "Mineral colours in flat areas, carved key lines, wood grain and washi paper.",
  version: 2,
  params: {
    blocks: { kind: "number", min: 4, max: 14, step: 1, default: 9 },
    grain: { kind: "number", min: 0, max: 1, step: 0.05, default: 0.5 },
    bokashi: { kind: "number", min: 0, max: 1, step: 0.05, default: 0.5 },
  },
  render(source, { blocks, grain, bokashi }, { seed, progress }) {
    const [prepare, flatten, key, paint] = phases(progress, 2, 10, 5, 4);
    const flow = flowOf(lumaOf(source), { smoothness: 8, pull: 0.1 }, (t) => prepare(t * 0.5));
    const palette = printersPalette(source, blocks, seed);
    prepare(1);
    const flat = simplified(source, flow, 9, 6.5, flatten);
    const lines = keyBlock(flat, flow, key);
    return pull(flat, lines, palette, { grain, bokashi, seed }, paint);
  },
});

/** The picture's own colours, each drawn towards the nearest pigment. */
function printersPalette(source: Pixels, blocks: number, seed: number): Palette {
  const own = adaptivePalette(source, blocks, seed);
  const near = new Float32Array(4);
  for (let k = 0; k < own.count; k++) {
    const at = k * 3;
    nearestTwo(pigments, own.lab[at], own.lab[at + 1], own.lab[at + 2], near);
    for (let c = 0; c < 3; c++) own.lab[at + c] += (pigments.lab[near[0] * 3 + c] - own.lab[at + c]) * 0.42;
    own.lab[at] = 0.1 + own.lab[at] * 0.89;
    own.lab[at + 1] *= 1.25;
    own.lab[at + 2] *= 1.25;
  }
  return own;
}

function keyBlock(flat: Pixels, flow: Flow, tick: Tick): Plane {
  const unit = unitOf(flat);
  const tangents = tangentsOf(flow, flat.width, flat.height, 0, () => tick(0));
  const response = edgeResponse(lumaOf(flat), tangents, { sigma: 1.25 * unit, sharpness: 24, along: 7 * unit }, tick);
  for (let i = 0; i < response.data.length; i++) response.data[i] = inkAt(response.data[i], 0.14, 0.3);
  tick(1);
  return response;
}

interface Pull {
  grain: number;
  bokashi: number;
  seed: number;
}

function pull(flat: Pixels, lines: Plane, palette: Palette, { grain, bokashi, seed }: Pull, tick: Tick): Pixels {
  const { width, height, data } = flat;
  const calm = calmOf(flat);
  const gradation = Math.min(1, bokashi * 2);
  const wood = woodGrain(width, height, seed, (t) => tick(t * 0.3));
  const out = newPixels(width, height);
  const lab = new Float32Array(3);
  const near = new Float32Array(4);
  const mixed = new Float32Array(3);
  const [paperL, paperA, paperB] = pigments.lab.subarray(45, 48);
  for (let y = 0; y < height; y++) {
    const dusk = bokashi * 0.75 * smoothstep(0.17, 0, y / height);
    const cy = ((y + 0.5) * calm.height) / height;
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      toOklab(data[i * 4], data[i * 4 + 1], data[i * 4 + 2], lab);
      nearestTwo(palette, lab[0], lab[1], lab[2], near);
      const a = near[0] * 3;
      const b = near[2] * 3;
      // Two blocks meet over a hair's breadth instead of a staircase; in a calm sky the printer wipes one into the other.
      const share = 0.5 * smoothstep(0.28, 0, (Math.sqrt(near[3]) - Math.sqrt(near[1])) / (Math.sqrt(near[3]) + 1e-4));
      const wiped = gradation * sampleAt(calm, ((x + 0.5) * calm.width) / width, cy);
      const cover = 0.93 + wood.data[i] * grain * 0.9;
      if (wiped > 0) wipe(palette, lab, mixed);
      for (let c = 0; c < 3; c++) {
        const flat = palette.lab[a + c] + (palette.lab[b + c] - palette.lab[a + c]) * share;
        lab[c] = flat + (mixed[c] - flat) * wiped;
      }
      const L = paperL + (lab[0] - paperL) * cover;
      const A = paperA + (lab[1] - paperA) * cover;
      const B = paperB + (lab[2] - paperB) * cover;
      const shade = dusk * (0.75 + wood.data[i]);
      const ink = lines.data[i] * 0.93;
      const bl = L + (0.36 - L) * shade * Math.max(0, L - 0.3);
      const ba = A + (-0.03 - A) * shade;
      const bb = B + (-0.1 - B) * shade;
      fromOklab(bl + (0.23 - bl) * ink, ba * (1 - ink) - 0.004 * ink, bb * (1 - ink) - 0.025 * ink, out.data, i * 4);
    }
    if ((y & 15) === 15) tick(0.3 + (0.7 * y) / height);
  }
  return out;
}

/** All blocks' inks at once, the nearer the more (inverse distances, Shepard 1968), so that nothing ends at a line. */
function wipe(palette: Palette, lab: Float32Array, out: Float32Array): void {
  let L = 0;
  let A = 0;
  let B = 0;
  let total = 0;
  for (let k = 0; k < palette.count * 3; k += 3) {
    const dl = palette.lab[k] - lab[0];
    const da = palette.lab[k + 1] - lab[1];
    const db = palette.lab[k + 2] - lab[2];
    const d = dl * dl + da * da + db * db + 1e-5;
    const weight = 1 / (d * d);
    L += palette.lab[k] * weight;
    A += palette.lab[k + 1] * weight;
    B += palette.lab[k + 2] * weight;
    total += weight;
  }
  out[0] = L / total;
  out[1] = A / total;
  out[2] = B / total;
}

/** 1 where tones only drift, as in a sky, falling to 0 where there is any form or texture; on a small grid. */
function calmOf(flat: Pixels): Plane {
  const size = fitArea(flat, 40_000);
  const small = lumaOf(resizePixels(flat, size.width, size.height));
  const unit = unitOf(small);
  const { width, height, data } = blur(small, 3 * unit);
  const slope = newPlane(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      const gx = data[x + 1 < width ? i + 1 : i] - data[x > 0 ? i - 1 : i];
      const gy = data[y + 1 < height ? i + width : i] - data[y > 0 ? i - width : i];
      slope.data[i] = Math.sqrt(gx * gx + gy * gy) * 0.5 * unit;
    }
  }
  blur(slope, 9 * unit, silent, slope);
  for (let i = 0; i < slope.data.length; i++) slope.data[i] = smoothstep(0.0034, 0.0012, slope.data[i]);
  return slope;
}

/** Long fibres of the plank over the baren's uneven rub, about ±0.2. */
function woodGrain(width: number, height: number, seed: number, tick: Tick): Plane {
  const plane = newPlane(width, height);
  const unit = unitOf(plane);
  addNoise(plane, 190 * unit, 1.9 * unit, 0.075, seed);
  addNoise(plane, 320 * unit, 4.6 * unit, 0.07, seed + 1);
  tick(0.4);
  addNoise(plane, 420 * unit, 15 * unit, 0.06, seed + 2);
  addNoise(plane, 34 * unit, 34 * unit, 0.05, seed + 3);
  tick(0.8);
  addNoise(plane, 1.6 * unit, 1.6 * unit, 0.04, seed + 4);
  return plane;
}
