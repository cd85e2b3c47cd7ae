/// <reference lib="webworker" />
import { applyFilter, findFilter } from "@/lib/filters";
import type { Pixels } from "@/lib/filters/define";

/** What the page asks: the photograph once, then one style at one size after the other. */
export type PreviewRequest = { kind: "photograph"; blob: Blob } | { kind: "render"; slug: string; side: number };
export interface PreviewAnswer {
  slug: string;
  side: number;
  blob: Blob;
}

let photograph: Promise<ImageBitmap> | null = null;
const sized = new Map<number, Promise<Pixels>>();
let last: Promise<void> = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<PreviewRequest>) => {
  if (data.kind === "photograph") {
    photograph = createImageBitmap(data.blob);
    sized.clear();
    return;
  }
  const { slug, side } = data;
  // One style that fails must not keep the others from being shown.
  last = last.then(() => render(slug, side)).catch(reportError);
};

async function render(slug: string, side: number): Promise<void> {
  const filter = findFilter(slug);
  if (!filter || !photograph) return;
  const ready = sized.get(side) ?? scaled(await photograph, side);
  sized.set(side, ready);
  const { width, height, data } = applyFilter(filter, await ready);
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext("2d")?.putImageData(new ImageData(data, width, height), 0, 0);
  const answer: PreviewAnswer = { slug, side, blob: await canvas.convertToBlob() };
  self.postMessage(answer);
}

/** The photograph with its longest side at most `side` pixels. */
async function scaled(bitmap: ImageBitmap, side: number): Promise<Pixels> {
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const context = new OffscreenCanvas(width, height).getContext("2d");
  if (!context) throw new Error("this browser cannot draw in a worker");
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, width, height);
  return { width, height, data: context.getImageData(0, 0, width, height).data };
}
