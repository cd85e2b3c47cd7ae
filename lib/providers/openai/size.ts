import { workingSize } from "../size";

interface Size {
  width: number;
  height: number;
}

/** Smallest area that models from gpt-image-2 on make, in pixels; what is smaller is made as large as a square of 1024. */
const areaMinPx = 655_360;
const smallAreaPx = 1024 * 1024;
const ratioMax = 3;
const stepPx = 16;

/** What the models before gpt-image-2 make. */
const fixedSizes: readonly Size[] = [
  { width: 1024, height: 1024 },
  { width: 1536, height: 1024 },
  { width: 1024, height: 1536 },
];

/** Whether a model is one of OpenAI's own, by whatever name a server in between gives it. */
export function isGptImage(model: string): boolean {
  return /gpt-image/i.test(model);
}

/**
 * The size that a model is asked for, so that the wanted one can be cut out of it: OpenAI's models since gpt-image-2
 * take any sides divisible by 16 up to 3:1, those before three sizes; others are asked for the area that they know.
 *
 * @param sidePx side of the square that models of other makers work at
 */
export function sizeFor(model: string, { width, height }: Size, sidePx: number): Size {
  if (!isGptImage(model)) return multiplesOf64(workingSize(width, height, sidePx));
  const [, generation = "1"] = /gpt-image-(\d+)/i.exec(model) ?? [];
  return Number(generation) >= 2 ? freeSize(width, height) : nearestFixed(width / height);
}

function freeSize(width: number, height: number): Size {
  const wide = { width: Math.max(width, height / ratioMax), height: Math.max(height, width / ratioMax) };
  const area = wide.width * wide.height;
  const scale = area < areaMinPx ? Math.sqrt(smallAreaPx / area) : 1;
  const round = (side: number) => Math.ceil((side * scale) / stepPx) * stepPx;
  return { width: round(wide.width), height: round(wide.height) };
}

function nearestFixed(ratio: number): Size {
  const distance = (size: Size) => Math.abs(Math.log(size.width / size.height / ratio));
  return fixedSizes.reduce((best, size) => (distance(size) < distance(best) ? size : best));
}

/** Sides that every family of diffusion models can do with. */
function multiplesOf64({ width, height }: Size): Size {
  const round = (side: number) => Math.max(64, Math.round(side / 64) * 64);
  return { width: round(width), height: round(height) };
}
