import { defineFilter } from "./define";
import { hexRgb, type Rgb } from "./maths/colour";
import { addNoise } from "./maths/noise";
import { newPixels, newPlane, unitOf } from "./maths/plane";
import { phases } from "./maths/progress";
import { dotInk } from "./maths/screen";

/** The four process inks with the classical angles that give a rosette instead of moiré. */
const inks: readonly { rgb: Rgb; angle: number }[] = [
  { rgb: hexRgb("#00a0dc"), angle: 15 },
  { rgb: hexRgb("#e3147f"), angle: 75 },
  { rgb: hexRgb("#ffe715"), angle: 0 },
  { rgb: hexRgb("#1f1b1d"), angle: 45 },
];

/** Four-colour offset printing seen through a loupe: round dots at four angles, inks multiplying on paper. */
export const halftone = defineFilter({
  slug: "halftone",
  title: "Halftone",
  description: "Four inks in round dots on newsprint, as under a printer's loupe.",
  version: 1,
  params: {
    dots: { kind: "number", min: 4, max: 18, step: 0.5, default: 8 },
    paper: { kind: "number", min: 0, max: 1, step: 0.05, default: 0.5 },
  },
  render(source, { dots, paper }, { seed, progress }) {
    const { width, height } = source;
    const [prepare, paint] = phases(progress, 1, 6);
    const unit = unitOf(source);
    const pitch = Math.max(1.2, dots * unit);
    const fibre = newPlane(width, height);
    addNoise(fibre, 2.2 * unit, 1.6 * unit, 0.035 * paper, seed);
    addNoise(fibre, 30 * unit, 30 * unit, 0.03 * paper, seed + 1);
    prepare(1);
    const stock = [252 - 6 * paper, 250 - 12 * paper, 246 - 26 * paper];
    const turns = inks.map(({ angle }) => [
      Math.cos((angle * Math.PI) / 180) / pitch,
      Math.sin((angle * Math.PI) / 180) / pitch,
    ]);
    const out = newPixels(width, height);
    const amounts = new Float32Array(4);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const i = y * width + x;
        const p = i * 4;
        separate(source.data[p], source.data[p + 1], source.data[p + 2], amounts);
        let r = stock[0];
        let g = stock[1];
        let b = stock[2];
        for (let k = 0; k < 4; k++) {
          const [c, s] = turns[k];
          const a = dotInk(amounts[k], x * c + y * s, y * c - x * s, 1 / pitch) * (0.96 + fibre.data[i]);
          const rgb = inks[k].rgb;
          r *= 1 - a * (1 - rgb[0] / 255);
          g *= 1 - a * (1 - rgb[1] / 255);
          b *= 1 - a * (1 - rgb[2] / 255);
        }
        const shade = 1 + fibre.data[i];
        out.data[p] = r * shade;
        out.data[p + 1] = g * shade;
        out.data[p + 2] = b * shade;
      }
      if ((y & 15) === 15) paint(y / height);
    }
    return out;
  },
});

/** Cyan, magenta, yellow, black 0–1, with black taking over the common grey of the darker half. */
function separate(r: number, g: number, b: number, out: Float32Array): void {
  const c = 1 - curve(r);
  const m = 1 - curve(g);
  const y = 1 - curve(b);
  const grey = Math.min(c, m, y);
  const k = grey > 0.3 ? ((grey - 0.3) / 0.7) ** 1.3 : 0;
  const left = 1 / (1 - 0.8 * k + 1e-6);
  out[0] = clean((c - 0.8 * k) * left);
  out[1] = clean((m - 0.8 * k) * left);
  out[2] = clean((y - 0.8 * k) * left);
  out[3] = k;
}

/** Dots gain on paper: a little lighter plates, with more contrast, print as the picture was. */
function curve(byte: number): number {
  const v = byte / 255;
  return v + 0.25 * (v * v * (3 - 2 * v) - v);
}

function clean(v: number): number {
  return v < 0 ? 0 : v > 1 ? 1 : v;
}
