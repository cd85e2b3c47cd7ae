import { defineFilter, type Pixels } from "./define";
import { fromOklab, hexRgb, toOklab } from "./maths/colour";
import { adaptivePalette, nearestTwo, type Palette, paletteOf } from "./maths/palette";
import { newPixels } from "./maths/plane";
import { phases, type Tick } from "./maths/progress";
import { resizePixels } from "./maths/resize";

const fixed = {
  handheld: ["#14251b", "#2f4d2a", "#6f8f35", "#c4d26a"],
  dusk: ["#120d1f", "#2b1f47", "#55306b", "#93406f", "#d15c5c", "#f09a57", "#f8d98a", "#fff6d8"],
};

/** Bayer's 4×4 threshold matrix (1973), as −0.5…0.5. */
const bayer = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5].map((v) => (v + 0.5) / 16 - 0.5);

/** Large square pixels in few colours, dithered between the two that fit best. */
export const pixelArt = defineFilter({
  slug: "pixel-art",
  title: "Pixel art",
  description: "Big square pixels in a small palette, dithered as on an old console.",
  version: 1,
  params: {
    pixels: { kind: "number", min: 48, max: 256, step: 8, default: 144 },
    palette: { kind: "choice", choices: ["own", "handheld", "dusk"], default: "own" },
    colours: { kind: "number", min: 4, max: 48, step: 1, default: 24 },
  },
  render(source, { pixels, palette: choice, colours }, { seed, progress }) {
    const [prepare, dither, paint] = phases(progress, 3, 2, 2);
    const size = gridOf(source, pixels);
    const small = crisp(resizePixels(source, size.width, size.height));
    prepare(0.4);
    const palette = choice === "own" ? adaptivePalette(small, colours, seed) : paletteOf(fixed[choice].map(hexRgb));
    prepare(1);
    const cells = ditherTo(small, palette, dither);
    return enlarge(cells, source.width, source.height, paint);
  },
});

/** As many cells as asked on the mean side, nudged so that a cell is a whole number of pixels wherever that is near. */
function gridOf({ width, height }: Pixels, cells: number): { width: number; height: number } {
  const side = Math.sqrt(width * height) / cells;
  const whole = Math.max(1, Math.round(side));
  const cell = side < 1 ? 1 : Math.abs(whole - side) / side < 0.12 ? whole : side;
  return { width: Math.max(1, Math.round(width / cell)), height: Math.max(1, Math.round(height / cell)) };
}

/** Averaging softens; a drawn sprite has firm edges and clear colours. */
function crisp(small: Pixels): Pixels {
  const { width, height, data } = small;
  const out = newPixels(width, height);
  const lab = new Float32Array(3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const p = (y * width + x) * 4;
      const left = x > 0 ? p - 4 : p;
      const right = x + 1 < width ? p + 4 : p;
      const up = y > 0 ? p - width * 4 : p;
      const down = y + 1 < height ? p + width * 4 : p;
      for (let c = 0; c < 3; c++) {
        const around = (data[left + c] + data[right + c] + data[up + c] + data[down + c]) / 4;
        out.data[p + c] = data[p + c] + (data[p + c] - around) * 0.45;
      }
      toOklab(out.data[p], out.data[p + 1], out.data[p + 2], lab);
      fromOklab(lab[0], lab[1] * 1.18, lab[2] * 1.18, out.data, p);
    }
  }
  return out;
}

/**
 * Each cell takes the nearest colour or the second nearest, by where its own colour lies on the way
 * from one to the other. Colours too unlike are never mixed, or it would look like noise.
 */
function ditherTo(small: Pixels, palette: Palette, tick: Tick): Pixels {
  const { width, height } = small;
  const out = newPixels(width, height);
  const lab = new Float32Array(3);
  const near = new Float32Array(4);
  const p = palette.lab;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      toOklab(small.data[at], small.data[at + 1], small.data[at + 2], lab);
      nearestTwo(palette, lab[0], lab[1], lab[2], near);
      const a = near[0] * 3;
      const b = near[2] * 3;
      let dot = 0;
      let span = 1e-9;
      for (let c = 0; c < 3; c++) {
        dot += (lab[c] - p[a + c]) * (p[b + c] - p[a + c]);
        span += (p[b + c] - p[a + c]) ** 2;
      }
      const alike = span < 0.06 ? 1 : 0;
      const threshold = 0.5 + bayer[(y & 3) * 4 + (x & 3)] * 0.62;
      const k = alike * (dot / span) > threshold ? b : a;
      fromOklab(p[k], p[k + 1], p[k + 2], out.data, at);
    }
    tick(y / height);
  }
  return out;
}

/** Hard squares; where a cell's border falls within a pixel, that pixel is shared fairly. */
function enlarge(cells: Pixels, width: number, height: number, tick: Tick): Pixels {
  const out = newPixels(width, height);
  const across = borders(cells.width, width);
  const down = borders(cells.height, height);
  for (let y = 0; y < height; y++) {
    const upper = down.cell[y] * cells.width;
    const lower = Math.min(cells.height - 1, down.cell[y] + 1) * cells.width;
    const fy = down.part[y];
    for (let x = 0; x < width; x++) {
      const left = across.cell[x];
      const right = Math.min(cells.width - 1, left + 1);
      const fx = across.part[x];
      const p = (y * width + x) * 4;
      for (let c = 0; c < 3; c++) {
        const top = cells.data[(upper + left) * 4 + c] * (1 - fx) + cells.data[(upper + right) * 4 + c] * fx;
        const bottom = cells.data[(lower + left) * 4 + c] * (1 - fx) + cells.data[(lower + right) * 4 + c] * fx;
        out.data[p + c] = top + (bottom - top) * fy;
      }
    }
    if ((y & 31) === 31) tick(y / height);
  }
  return out;
}

/** For each pixel the cell its near side lies in, and the part of it that belongs to the next. */
function borders(cells: number, length: number): { cell: Int32Array; part: Float32Array } {
  const cell = new Int32Array(length);
  const part = new Float32Array(length);
  for (let i = 0; i < length; i++) {
    const start = (i * cells) / length;
    const end = ((i + 1) * cells) / length;
    cell[i] = Math.min(cells - 1, Math.floor(start + 1e-6));
    part[i] = Math.min(1, Math.max(0, (end - (cell[i] + 1)) / (end - start) - 1e-4));
  }
  return { cell, part };
}
