import type { Pixels } from "@/lib/filters/define";
import { resizePixels } from "@/lib/filters/maths/resize";

/** Longest side of the pictures in the picker, and of the one beside the line. */
export const thumbSidePx = 192;
export const largeSidePx = 640;

/** The photograph as pixels, its longest side at most so many. */
export type PreviewSource = (sidePx: number) => Pixels;

/**
 * Reads a photograph for previews.
 * @param file as chosen in this browser, when it was; else it is read from `url`
 * @returns null when it cannot be read here: then the styles keep their own pictures
 */
export async function readPhotograph(file: File | null, url: string): Promise<PreviewSource | null> {
  const blob = file ?? (await fetchBlob(url));
  const bitmap = blob && (await createImageBitmap(blob).catch(() => null));
  return bitmap ? sourceOf(drawn(bitmap, largeSidePx)) : null;
}

/** Sizes of a picture, each made once. */
export function sourceOf(large: Pixels): PreviewSource {
  const sizes = new Map<string, Pixels>();
  return (sidePx) => {
    const { width, height } = fitted(large, sidePx);
    const key = `${width}×${height}`;
    const known = sizes.get(key) ?? (width === large.width ? large : resizePixels(large, width, height));
    sizes.set(key, known);
    return known;
  };
}

function drawn(bitmap: ImageBitmap, sidePx: number): Pixels {
  const { width, height } = fitted(bitmap, sidePx);
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("this browser cannot draw");
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  const { data } = context.getImageData(0, 0, width, height);
  return { width, height, data: new Uint8ClampedArray(data) };
}

function fitted(size: { width: number; height: number }, sidePx: number): { width: number; height: number } {
  const scale = Math.min(1, sidePx / Math.max(size.width, size.height));
  const round = (side: number) => Math.max(1, Math.round(side * scale));
  return { width: round(size.width), height: round(size.height) };
}

async function fetchBlob(url: string): Promise<Blob | null> {
  const answer = await fetch(url).catch(() => null);
  return answer?.ok ? answer.blob() : null;
}
