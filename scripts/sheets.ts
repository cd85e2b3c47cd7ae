/**
 * Contact sheets to judge the filters by eye: `npx tsx scripts/sheets.ts [slug…]` writes to `sheets/`
 * one picture per filter over all sources, one overview of all filters, and the full-size results.
 */
import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import sharp, { type Sharp } from "sharp";
import type { Filter, Pixels } from "@/lib/filters/define";
import { applyFilter, filters } from "@/lib/filters/index";

const out = path.resolve("sheets");
const photos = path.resolve("../shared/photos");
const tileWidth = 640;

interface Source {
  name: string;
  pixels: Pixels;
}

async function main(): Promise<void> {
  mkdirSync(path.join(out, "full"), { recursive: true });
  const wanted = process.argv.slice(2);
  const chosen = wanted.length > 0 ? filters.filter((filter) => wanted.includes(filter.slug)) : filters;
  const sources = [...(await readPhotos()), { name: "landscape", pixels: landscape(900, 600) }];
  const overview: Buffer[] = [];
  for (const filter of chosen) {
    const started = performance.now();
    const made = sources.map((source) => ({ name: source.name, pixels: run(filter, source) }));
    console.log(`${filter.slug}: ${Math.round(performance.now() - started)} ms`);
    for (const { name, pixels } of made) {
      await png(pixels).toFile(path.join(out, "full", `${filter.slug}-${name}.png`));
    }
    const tiles = await Promise.all(made.map(({ pixels }) => tile(pixels)));
    await sheet(tiles, 3, path.join(out, `${filter.slug}.png`));
    overview.push(tiles[0]);
  }
  if (wanted.length === 0) await sheet(overview, 4, path.join(out, "overview.png"));
}

function run(filter: Filter, { pixels }: Source): Pixels {
  return applyFilter(filter, pixels, { seed: 7 });
}

async function readPhotos(): Promise<Source[]> {
  const names = ["raccoon.jpg", "chelsea.png", "coffee.png", "rocket.jpg"];
  const present = names.filter((name) => existsSync(path.join(photos, name)));
  return Promise.all(
    present.map(async (name) => {
      const { data, info } = await sharp(path.join(photos, name))
        .ensureAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true });
      const pixels = { width: info.width, height: info.height, data: new Uint8ClampedArray(data) };
      return { name: path.parse(name).name, pixels };
    }),
  );
}

/** A made-up landscape: smooth sky, a sun, hills with hard edges, water with fine ripples. */
function landscape(width: number, height: number): Pixels {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const u = x / width;
      const v = y / height;
      const [r, g, b] = colourAt(u, v);
      data.set([r, g, b, 255], (y * width + x) * 4);
    }
  }
  return { width, height, data };
}

function colourAt(u: number, v: number): [number, number, number] {
  if (Math.hypot((u - 0.68) * 1.5, v - 0.34) < 0.09) return [255, 226, 150];
  const far = 0.5 - 0.12 * Math.sin(u * 5 + 1) - 0.03 * Math.sin(u * 17);
  const near = 0.66 - 0.08 * Math.sin(u * 3.2 + 2.6) - 0.015 * Math.sin(u * 31);
  if (v > 0.78) {
    const ripple = 18 * Math.sin(v * 240 + 6 * Math.sin(u * 9));
    return [70 + ripple + 90 * u, 110 + ripple, 140 + ripple];
  }
  if (v > near) return [44 + 50 * (v - near) * 4, 84 + 60 * u, 52];
  if (v > far) return [104, 108 + 40 * u, 150 - 60 * (v - far)];
  return [120 + 240 * v, 160 + 90 * v, 225 - 60 * v];
}

function png({ width, height, data }: Pixels): Sharp {
  return sharp(Buffer.from(data.buffer), { raw: { width, height, channels: 4 } })
    .removeAlpha()
    .png();
}

function tile(pixels: Pixels): Promise<Buffer> {
  const height = Math.round(tileWidth * 0.72);
  return sharp(Buffer.from(pixels.data.buffer), { raw: { width: pixels.width, height: pixels.height, channels: 4 } })
    .resize(tileWidth, height, { fit: "cover" })
    .removeAlpha()
    .png()
    .toBuffer();
}

async function sheet(tiles: Buffer[], columns: number, file: string): Promise<void> {
  const height = Math.round(tileWidth * 0.72);
  const gap = 8;
  const rows = Math.ceil(tiles.length / columns);
  await sharp({
    create: {
      width: Math.min(columns, tiles.length) * (tileWidth + gap) - gap,
      height: rows * (height + gap) - gap,
      channels: 3,
      background: "#3a3836",
    },
  })
    .composite(
      tiles.map((input, k) => ({
        input,
        left: (k % columns) * (tileWidth + gap),
        top: Math.floor(k / columns) * (height + gap),
      })),
    )
    .png()
    .toFile(file);
}

await main();
