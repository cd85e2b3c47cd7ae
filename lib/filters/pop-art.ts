import { defineFilter } from "./define";
import { blur } from "./maths/blur";
import { hexRgb, linearOfByte } from "./maths/colour";
import { flowOf, tangentsOf } from "./maths/flow";
import { edgeResponse, inkAt } from "./maths/lines";
import { lumaOf, newPixels, type Plane, unitOf } from "./maths/plane";
import { phases, type Tick } from "./maths/progress";
import { dotInk } from "./maths/screen";
import { percentiles, smoothstep, stretchTone } from "./maths/tone";

/** Dark to light: line ink, three flats, paper. */
const sets = {
  sunset: ["#1a0f2e", "#c21e56", "#ff6b35", "#ffc93c", "#fff6dc"],
  electric: ["#12122b", "#3a2be0", "#f0288c", "#35d0e6", "#fdfbe8"],
  citrus: ["#10241c", "#0f8a5f", "#f2542d", "#f7d002", "#fffbe6"],
  candy: ["#2a1038", "#7b2cbf", "#ff5fa2", "#8fe3e8", "#fff4ec"],
} as const;

/** Flat screen-print colours by tone, joined by Ben-Day dots, with a dark key plate. */
export const popArt = defineFilter({
  slug: "pop-art",
  title: "Pop art",
  description: "Loud flat inks by tone, Ben-Day dots between them and a dark line plate.",
  version: 1,
  params: {
    colours: { kind: "choice", choices: ["sunset", "electric", "citrus", "candy"], default: "sunset" },
    dots: { kind: "number", min: 6, max: 20, step: 0.5, default: 10 },
  },
  render(source, { colours, dots }, { progress }) {
    const unit = unitOf(source);
    const [prepare, edges, paint] = phases(progress, 3, 5, 4);
    const tone = stretchTone(lumaOf(source), 0.52);
    const flow = flowOf(tone, { smoothness: 7, pull: 0.1 }, (t) => prepare(t * 0.5));
    const soft = blur(tone, 2.2 * unit, (t) => prepare(0.5 + t * 0.5));
    const tangents = tangentsOf(flow, source.width, source.height, 0, () => edges(0));
    const key = edgeResponse(soft, tangents, { sigma: 1.6 * unit, sharpness: 17, along: 6 * unit }, edges);
    return print(soft, key, sets[colours].map(hexRgb), Math.max(1.3, dots * unit), paint);
  },
});

function print(tone: Plane, key: Plane, inks: (readonly number[])[], pitch: number, tick: Tick) {
  const { width, height } = tone;
  const out = newPixels(width, height);
  const [a, b, c] = percentiles(tone, [0.24, 0.52, 0.8]);
  const stops = [a * 0.6 + 0.08, b * 0.6 + 0.2, c * 0.6 + 0.32];
  const slant = Math.SQRT1_2 / pitch;
  const linear = inks.map((rgb) => rgb.map((v) => linearOfByte[v]));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      const t = tone.data[i];
      // From one flat to the next over dots of the lighter ink that grow until they close.
      const k = t < stops[0] ? 0 : t < stops[1] ? 1 : t < stops[2] ? 2 : 3;
      const low = k === 0 ? 0 : stops[k - 1];
      const high = k === 3 ? 1 : stops[k];
      const grow = smoothstep(0.25, 0.95, (t - low) / (high - low));
      const lighter = k === 0 ? smoothstep(0.5, 0.62, (t - low) / (high - low)) : grow;
      const mixed = k === 0 ? lighter : dotInk(lighter, (x + y) * slant, (x - y) * slant, 1 / pitch);
      const ink = inkAt(key.data[i], 0.14, 0.3);
      const p = i * 4;
      for (let n = 0; n < 3; n++) {
        const flat = linear[k][n] + (linear[k + 1][n] - linear[k][n]) * mixed;
        out.data[p + n] = 255 * Math.sqrt(flat + (linear[0][n] - flat) * ink);
      }
    }
    if ((y & 15) === 15) tick(y / height);
  }
  return out;
}
