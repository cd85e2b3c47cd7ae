import { defineFilter } from "./define";
import { blur } from "./maths/blur";
import { fromOklab, gradientTable, toOklab } from "./maths/colour";
import { addNoise } from "./maths/noise";
import { fitArea, lumaOf, newPixels, type Plane, sampleAt, unitOf } from "./maths/plane";
import { phases } from "./maths/progress";
import { resizePlane } from "./maths/resize";
import { smoothstep, stretchTone } from "./maths/tone";

const stops = [
  [0, "#150a33"],
  [0.22, "#3d1a78"],
  [0.44, "#a02bb0"],
  [0.64, "#ff5fae"],
  [0.82, "#ffb199"],
  [0.93, "#aef3ee"],
  [1, "#f4fffb"],
] as const;

/** Pink and cyan light, glow round the lights, colours slipping apart and the lines of an old screen. */
export const vaporwave = defineFilter({
  slug: "vaporwave",
  title: "Vaporwave",
  description: "Pink and cyan dusk with glow, slipped colours and the lines of an old screen.",
  version: 1,
  params: {
    slip: { kind: "number", min: 0, max: 1, step: 0.05, default: 0.4 },
    glow: { kind: "number", min: 0, max: 1, step: 0.05, default: 0.5 },
    lines: { kind: "number", min: 0, max: 1, step: 0.05, default: 0.4 },
  },
  render(source, { slip, glow, lines }, { seed, progress }) {
    const { width, height } = source;
    const unit = unitOf(source);
    const [prepare, map, shine] = phases(progress, 2, 4, 3);
    const tone = stretchTone(lumaOf(source), 0.5);
    const size = fitArea(source, 90_000);
    prepare(0.4);
    const halo = resizePlane(tone, size.width, size.height, (t) => prepare(0.4 + t * 0.3));
    for (let i = 0; i < halo.data.length; i++) halo.data[i] = smoothstep(0.55, 1, halo.data[i]);
    const glowing = blur(halo, 20 * unitOf(halo));
    prepare(0.8);
    addNoise(tone, 1.4 * unit, 1.4 * unit, 0.03, seed);
    prepare(1);
    const table = gradientTable(stops);
    const lab = new Float32Array(3);
    const mapped = newPixels(width, height);
    for (let y = 0; y < height; y++) {
      const sky = (y / height - 0.5) * 0.05;
      for (let i = y * width; i < (y + 1) * width; i++) {
        const k = Math.round(Math.min(1, Math.max(0, tone.data[i])) * 255) * 3;
        toOklab(source.data[i * 4], source.data[i * 4 + 1], source.data[i * 4 + 2], lab);
        const ownA = lab[1];
        const ownB = lab[2];
        toOklab(Math.round(table[k]), Math.round(table[k + 1]), Math.round(table[k + 2]), lab);
        fromOklab(lab[0], lab[1] + ownA * 0.55 - sky, lab[2] + ownB * 0.3 - sky * 0.6, mapped.data, i * 4);
      }
      if ((y & 31) === 31) map(y / height);
    }
    return shone(mapped, glowing, { slip: slip * 7 * unit, glow, lines }, shine);
  },
});

interface Screen {
  slip: number;
  glow: number;
  lines: number;
}

function shone(mapped: ReturnType<typeof newPixels>, halo: Plane, screen: Screen, tick: (done: number) => void) {
  const { width, height, data } = mapped;
  const out = newPixels(width, height);
  const period = 4.5 * unitOf(mapped);
  const visible = screen.lines * smoothstep(1.2, 3, period);
  const whole = Math.floor(screen.slip);
  const part = screen.slip - whole;
  for (let y = 0; y < height; y++) {
    const line = 1 - visible * 0.34 * (0.5 + 0.5 * Math.cos((2 * Math.PI * y) / period));
    const hy = ((y + 0.5) * halo.height) / height;
    for (let x = 0; x < width; x++) {
      const p = (y * width + x) * 4;
      const left = (y * width + Math.max(0, x - whole)) * 4;
      const lefter = (y * width + Math.max(0, x - whole - 1)) * 4;
      const right = (y * width + Math.min(width - 1, x + whole)) * 4 + 2;
      const righter = (y * width + Math.min(width - 1, x + whole + 1)) * 4 + 2;
      const light = sampleAt(halo, ((x + 0.5) * halo.width) / width, hy) * screen.glow;
      out.data[p] = screened(data[left] + (data[lefter] - data[left]) * part, light * 0.75) * line;
      out.data[p + 1] = screened(data[p + 1], light * 0.38) * line;
      out.data[p + 2] = screened(data[right] + (data[righter] - data[right]) * part, light * 0.62) * (0.4 + line * 0.6);
    }
    if ((y & 31) === 31) tick(y / height);
  }
  return out;
}

function screened(value: number, light: number): number {
  return 255 - (255 - value) * (1 - light);
}
