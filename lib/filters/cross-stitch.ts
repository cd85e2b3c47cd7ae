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
  version: 1,
  params: {
    stitch: { kind: "number", min: 6, max: 18, step: 0.5, default: 9 },
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
  const cloth = [214, 205, 188];
  for (let y = 0; y < height; y++) {
    const cy = Math.min(chart.height - 1, ((y + 0.5) / cellY) | 0);
    const v = (y + 0.5) / cellY - cy;
    for (let x = 0; x < width; x++) {
      const cx = Math.min(chart.width - 1, ((x + 0.5) / cellX) | 0);
      const u = (x + 0.5) / cellX - cx;
      const from = (cy * chart.width + cx) * 4;
      const uneven = (hash01(cx, cy, seed) - 0.5) * 0.06;
      const over = thread(u - (1 - v) + uneven, u + v - 1, soft);
      const under = thread(u - v - uneven, u + v - 1, soft);
      const cover = over.cover + (1 - over.cover) * under.cover;
      const shade =
        over.cover > 0.02 ? over.shade * over.cover + under.shade * 0.72 * (1 - over.cover) : under.shade * 0.8;
      const light = shade * (1 + uneven * 1.2);
      const weave = 0.8 + 0.14 * Math.sin(u * 2 * Math.PI * 2) * Math.sin(v * 2 * Math.PI * 2) - 0.25 * hole(u, v);
      const p = (y * width + x) * 4;
      for (let c = 0; c < 3; c++) {
        const yarn = chart.data[from + c];
        const drawn =
          (cloth[c] * 0.35 + yarn * 0.5) * weave * (1 - cover) +
          Math.min(255, yarn * light + (light > 1 ? (light - 1) * 60 : 0)) * cover;
        const mean = yarn * 0.88 + cloth[c] * 0.04;
        out.data[p + c] = mean + (drawn - mean) * visible;
      }
    }
    if ((y & 15) === 15) tick(y / height);
  }
  return out;
}

const found = { cover: 0, shade: 0 };
const spare = { cover: 0, shade: 0 };
let turn = false;

/** A diagonal thread: how much it covers and how light it is at a place `across` it (in cells × √2) and along. */
function thread(across: number, along: number, soft: number): { cover: number; shade: number } {
  turn = !turn;
  const answer = turn ? found : spare;
  const half = 0.34;
  const d = Math.abs(across);
  answer.cover = smoothstep(half + soft, half - soft, d);
  const round = 1 - (d / half) * (d / half);
  const twist = 0.06 * Math.sin((along * 3.2 + across * 2.2) * 2 * Math.PI);
  answer.shade = 0.66 + 0.42 * Math.sqrt(round > 0 ? round : 0) + twist;
  return answer;
}

function hole(u: number, v: number): number {
  const dx = u - Math.round(u);
  const dy = v - Math.round(v);
  return smoothstep(0.16, 0.04, Math.sqrt(dx * dx + dy * dy));
}
