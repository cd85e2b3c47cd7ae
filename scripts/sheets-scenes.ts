import { mkdirSync } from "node:fs";
import sharp from "sharp";
import { paint } from "@/lib/scenes/index";
import { samples } from "@/lib/scenes/samples";

/**
 * Contact sheets of the built-in painter, to be judged by eye: `npx tsx scripts/sheets-scenes.ts [tile pixels]`
 * writes sheets/scenes.png (32 prompts) and sheets/samples.png (what a new gallery opens with, without filters).
 */
const prompts = [
  "sunset over the sea",
  "snowy mountains and a lake at dawn",
  "a cat",
  "three red sailing boats at noon",
  "a lighthouse at night by the sea",
  "a red fox in the snow",
  "lavender field and a house at sunset",
  "aurora over a frozen lake with pines",
  "cherry blossoms and a temple",
  "a great wave",
  "desert with camels' road and pyramids at golden hour",
  "city by the river at night",
  "hot air balloons over hills in the morning",
  "a deer in the misty forest",
  "village in winter at dusk",
  "waterfall in autumn",
  "a couple on the beach under the moon",
  "horses on a hill, storm",
  "whale in the ocean",
  "train through the mountains",
  "poppies and a windmill",
  "Vollmond über dem Wald, zwei Eulen",
  "un velero en el mar, atardecer",
  "une pomme et une bougie sur une table",
  "قافلة في الصحراء والقمر",
  "富士山と桜、湖",
  "vase with sunflowers and lemons",
  "planet with rings, astronaut",
  "many fish",
  "freedom",
  "blue jazz",
  "geometric dream in red and gold",
];

const tile = Number(process.argv[2] ?? 420);

async function sheet(
  name: string,
  list: readonly { prompt: string; seed: number; width: number; height: number }[],
  columns: number,
) {
  const rows = Math.ceil(list.length / columns);
  const tiles = list.map(({ prompt, seed, width, height }, i) => {
    const scale = tile / Math.max(width, height);
    const size = { width: Math.max(64, Math.round(width * scale)), height: Math.max(64, Math.round(height * scale)) };
    const raw: { width: number; height: number; channels: 4 } = { ...size, channels: 4 };
    const { pixels } = paint({ prompt, seed, ...size }, { progress() {} });
    const left = (i % columns) * (tile + 8) + Math.floor((tile - size.width) / 2);
    const top = Math.floor(i / columns) * (tile + 8) + Math.floor((tile - size.height) / 2);
    return { input: Buffer.from(pixels.data.buffer), raw, left, top };
  });
  const size = { width: columns * (tile + 8), height: rows * (tile + 8) };
  await sharp({ create: { ...size, channels: 3, background: "#26262a" } })
    .composite(tiles)
    .png()
    .toFile(`sheets/${name}.png`);
}

async function main() {
  mkdirSync("sheets", { recursive: true });
  await sheet(
    "scenes",
    prompts.map((prompt, i) => ({ prompt, seed: i + 1, width: 1, height: 1 })),
    8,
  );
  await sheet("samples", samples, 6);
}

main().catch((error: unknown) => {
  process.exitCode = 1;
  console.error(error);
});
