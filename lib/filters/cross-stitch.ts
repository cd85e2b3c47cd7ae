import { defineFilter, type Pixels } from "./define";
import { fromOklab, toOklab } from "./maths/colour";
import { adaptivePalette, nearestTwo } from "./maths/palette";
import { newPixels, unitOf } from "./maths/plane";
import { phases, type Tick } from "./maths/progress";
import { resizePixels } from "./maths/resize";
import { smoothstep } from "./maths/tone";
import { hash01 } from "./random";

/** Counted crosses of twisted thread in a chosen number of colours, on woven cloth. */
export const crossStitch = defineFilter({
  slug: "cross-stitch",
  title: "Cross-stitch",
  description: "Counted crosses of shiny thread on woven cloth.",
  version: 2,
  params: {
    stitch: { kind: "number", min: 6, max: 18, step: 0.5, default: 11 },
    threads: { kind: "number", min: 8, max: 48, step: 1, default: 30 },
  },
  render(source, { stitch, threads }, { seed, progress }) {
    const [prepare, sew] = phases(progress, 2, 3);
    const cell = stitch * unitOf(source);
    const columns = Math.max(1, Math.round(source.width / cell));
    const rows = Math.max(1, Math.round(source.height / cell));
    const chart = resizePixels(source, Math.min(source.width, columns), Math.min(source.height, rows));
    prepare(0.3);
    matchThreads(chart, threads, seed);
    prepare(1);
    return sewn(chart, source.width, source.height, seed, sew);
  },
});

/** Each cell takes the nearest of the picture's own thread colours, in place. */
function matchThreads(chart: Pixels, threads: number, seed: number): void {
  const palette = adaptivePalette(chart, threads, seed);
  const lab = new Float32Array(3);
  const near = new Float32Array(4);
  for (let p = 0; p < chart.data.length; p += 4) {
    toOklab(chart.data[p], chart.data[p + 1], chart.data[p + 2], lab);
    nearestTwo(palette, lab[0], lab[1], lab[2], near);
    // A colour halfway between two threads is stitched in both, so that a sky shows no steps.
    const closer = Math.sqrt(near[1]) / (Math.sqrt(near[1]) + Math.sqrt(near[3]) + 1e-6);
    const k = (near[3] < 0.0022 && hash01(p, 1, seed) < (closer - 0.2) * 1.66 ? near[2] : near[0]) * 3;
    fromOklab(palette.lab[k] * 0.97 + 0.05, palette.lab[k + 1] * 1.15, palette.lab[k + 2] * 1.15, chart.data, p);
  }
}

function sewn(chart: Pixels, width: number, height: number, seed: number, tick: Tick): Pixels {
  const out = newPixels(width, height);
  const cellX = width / chart.width;
  const cellY = height / chart.height;
  const cell = Math.sqrt(cellX * cellY);
  // Crosses smaller than a few pixels cannot be drawn; their mean is.
  const visible = smoothstep(1.5, 4, cell);
  const soft = 0.7 / cell;
  const cloth = [222, 214, 198];
  const over = { cover: 0, shade: 0 };
  const under = { cover: 0, shade: 0 };
  for (let y = 0; y < height; y++) {
    const cy = Math.min(chart.height - 1, ((y + 0.5) / cellY) | 0);
    const v = (y + 0.5) / cellY - cy;
    const weaveY = Math.sin(v * 4 * Math.PI);
    for (let x = 0; x < width; x++) {
      const cx = Math.min(chart.width - 1, ((x + 0.5) / cellX) | 0);
      const u = (x + 0.5) / cellX - cx;
      const from = (cy * chart.width + cx) * 4;
      const uneven = (hash01(cx, cy, seed) - 0.5) * 0.05;
      thread(u + v - 1 + uneven, u - v, soft, over);
      thread(u - v - uneven, u + v - 1, soft, under);
      const cover = over.cover + (1 - over.cover) * under.cover;
      // The lower leg lies in the upper one's shadow where they cross, and the cloth in the shadow of both.
      const crossing = smoothstep(half * 1.5, half, Math.abs(u + v - 1));
      const shade = over.shade * over.cover + under.shade * (1 - 0.35 * crossing) * (1 - over.cover);
      const light = cover > 0.02 ? shade * (1 + uneven) : 1;
      const hollow = Math.min(Math.abs(u + v - 1), Math.abs(u - v));
      const weave =
        (0.66 + 0.34 * smoothstep(half, half * 2, hollow)) * (1 + 0.06 * Math.sin(u * 4 * Math.PI) * weaveY);
      const p = (y * width + x) * 4;
      for (let c = 0; c < 3; c++) {
        const yarn = chart.data[from + c];
        const drawn =
          (cloth[c] * 0.27 + yarn * 0.44) * weave * (1 - cover) +
          Math.min(255, yarn * light + (light > 1 ? (light - 1) * 70 : 0)) * cover;
        const mean = yarn * 0.8 + cloth[c] * 0.05;
        out.data[p + c] = mean + (drawn - mean) * visible;
      }
    }
    if ((y & 15) === 15) tick(y / height);
  }
  return out;
}

/** Half a thread's width, and how far it reaches from the middle of its cross: short of the corner, so that crosses stay apart. */
const half = 0.25;
const reach = 0.6;

/** A leg of a cross at a place `across` it and `along` it (both in cells × √2): how much it covers and how light it is. */
function thread(across: number, along: number, soft: number, out: { cover: number; shade: number }): void {
  const beyond = Math.abs(along) - reach;
  const d = beyond > 0 ? Math.sqrt(across * across + beyond * beyond) : Math.abs(across);
  out.cover = smoothstep(half + soft, half - soft, d);
  if (out.cover === 0) {
    out.shade = 0;
    return;
  }
  const round = 1 - (d / half) * (d / half);
  const twist = 0.05 * Math.sin((along * 3.2 + across * 2.2) * 2 * Math.PI);
  out.shade = 0.7 + 0.46 * Math.sqrt(round > 0 ? round : 0) + twist;
}
