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

/** White lines and light hatching on uneven cyanotype blue, over a fine grid. */
export const blueprint = defineFilter({
  slug: "blueprint",
  title: "Blueprint",
  description: "White drafting lines and hatched lights on blue paper with a fine grid.",
  version: 2,
  params: {
    lines: { kind: "number", min: 0, max: 1, step: 0.05, default: 0.5 },
    grid: { kind: "number", min: 0, max: 1, step: 0.05, default: 0.4 },
  },
  render(source, { lines, grid }, { seed, progress }) {
    const { width, height } = source;
    const unit = unitOf(source);
    const [prepare, edges, hatch, paint] = phases(progress, 2, 5, 4, 2);
    const tone = stretchTone(lumaOf(source), 0.45);
    const flow = flowOf(tone, { smoothness: 9, rest: 0.785, pull: 1 }, prepare);
    const tangents = tangentsOf(flow, width, height, 0, () => edges(0));
    const cover = edgeResponse(tone, tangents, { sigma: 1.2 * unit, sharpness: 20, along: 5 * unit }, edges);
    const faint = 0.16 - 0.14 * lines;
    // Only the edge itself is drawn, not the dark it encloses: drafting knows no shadows.
    for (let i = 0; i < cover.data.length; i++) {
      cover.data[i] = smoothstep(faint, faint + 0.36, tone.data[i] - cover.data[i]) * 0.95;
    }
    edges(1);
    const size = fitArea(tone, 150_000);
    const coarse = resizePlane(tone, size.width, size.height);
    const scale = unitOf(coarse);
    const soft = blur(coarse, 2.5 * scale);
    const radiusAt = (x: number, y: number) => {
      const light = sampleAt(soft, x * scale, y * scale) - 0.56;
      return light <= 0 ? 0 : 0.3 + light * 1.5;
    };
    const lights = newPlane(width, height);
    hatchInto(lights, flow, { separation: 4.6, turn: 0, reach: 45, taper: 1.5, seed, radiusAt }, hatch);
    return developed(cover, lights, tone, grid, seed, paint);
  },
});

function developed(lines: Plane, lights: Plane, tone: Plane, grid: number, seed: number, tick: (done: number) => void) {
  const { width, height } = lines;
  const unit = unitOf(lines);
  const wash = newPlane(width, height);
  addNoise(wash, 210 * unit, 210 * unit, 0.09, seed + 1);
  addNoise(wash, 40 * unit, 40 * unit, 0.05, seed + 2);
  tick(0.2);
  addNoise(wash, 2 * unit, 2 * unit, 0.05, seed + 3);
  tick(0.3);
  const out = newPixels(width, height);
  const fine = 25;
  const ruled = (at: number) => {
    const place = (at + 0.5) / unit;
    const small = Math.abs(place / fine - Math.round(place / fine)) * fine;
    const large = Math.abs(place / (fine * 5) - Math.round(place / (fine * 5))) * fine * 5;
    const reach = Math.max(0.9, 1 / unit);
    return (
      Math.max(smoothstep(reach, 0, small) * 0.28, smoothstep(reach * 1.2, 0, large) * 0.5) * Math.min(1, unit * 1.6)
    );
  };
  const across = Float32Array.from({ length: width }, (_, x) => ruled(x));
  for (let y = 0; y < height; y++) {
    const down = ruled(y);
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      const grain = 1 + wash.data[i] * 1.2;
      const chalk = 1 - (1 - lines.data[i]) * (1 - lights.data[i] * 0.55) * (1 - Math.max(across[x], down) * grid);
      const white = Math.min(1, chalk * (0.92 + wash.data[i]));
      const body = tone.data[i] * tone.data[i] * 34;
      const p = i * 4;
      out.data[p] = (17 + body * 0.75) * grain * (1 - white) + 234 * white;
      out.data[p + 1] = (52 + body * 1.15) * grain * (1 - white) + 241 * white;
      out.data[p + 2] = (118 + body * 1.3) * grain * (1 - white) + 248 * white;
    }
    if ((y & 31) === 31) tick(0.3 + (0.7 * y) / height);
  }
  return out;
}
