import type { Sharp } from "sharp";
import type { Pixels } from "@/lib/filters/define";
import { openFile, openRaw, scaleWithin } from "./engine";
import { imageError, readHeader } from "./header";
import { decodeWeight, withDecodeSlot } from "./slots";

/**
 * Decodes a stored picture for filters: RGBA, straight alpha, sRGB, 8 bits per channel, upright, scaled down (never
 * up) so that its longest side is at most `maxSidePx`.
 * @throws AppError `image_type`, `image_unreadable`, `image_too_large`
 */
export async function decodePixels(input: Buffer, maxSidePx: number): Promise<Pixels> {
  const header = await readHeader(input);
  return withDecodeSlot(decodeWeight(header.width * header.height), () => toPixels(openFile(input, { maxSidePx })));
}

/**
 * The same for a picture that is to have this very size, whatever its own.
 * @throws AppError `image_type`, `image_unreadable`, `image_too_large`
 */
export async function decodePixelsAt(
  input: Buffer,
  { width, height }: { width: number; height: number },
): Promise<Pixels> {
  const header = await readHeader(input);
  return withDecodeSlot(decodeWeight(header.width * header.height), () =>
    toPixels(openFile(input).resize(width, height, { fit: "fill" })),
  );
}

/**
 * The same cut out of the middle, in this very size.
 * @throws AppError `image_type`, `image_unreadable`, `image_too_large`
 */
export async function decodePixelsCovering(
  input: Buffer,
  { width, height }: { width: number; height: number },
): Promise<Pixels> {
  const header = await readHeader(input);
  return withDecodeSlot(decodeWeight(header.width * header.height), () =>
    toPixels(openFile(input).resize(width, height, { fit: "cover" })),
  );
}

/**
 * The same as an opaque PNG, for a backend that starts from it; what is transparent becomes white.
 * @throws AppError `image_type`, `image_unreadable`, `image_too_large`
 */
export async function encodeAt(input: Buffer, { width, height }: { width: number; height: number }): Promise<Buffer> {
  const header = await readHeader(input);
  return withDecodeSlot(decodeWeight(header.width * header.height), () =>
    openFile(input).resize(width, height, { fit: "fill" }).flatten({ background: "#ffffff" }).png().toBuffer(),
  );
}

/** A small WebP of pixels for live previews, its longest side at most `sidePx`; made fast rather than small. */
export function encodePreview({ width, height, data }: Pixels, sidePx: number): Promise<Buffer> {
  return scaleWithin(openRaw({ data, width, height, channels: 4 }), sidePx)
    .webp({ quality: 70, effort: 0 })
    .toBuffer();
}

async function toPixels(pipeline: Sharp): Promise<Pixels> {
  const raw = pipeline.toColourspace("srgb").ensureAlpha().raw();
  const { data, info } = await raw.toBuffer({ resolveWithObject: true }).catch((cause: unknown) => {
    throw imageError("image_unreadable", "The picture is damaged or incomplete", cause);
  });
  return { width: info.width, height: info.height, data: rgba(data, info.channels) };
}

/** The engine's memory cannot be moved between threads, so its rows are copied into memory that can. */
function rgba(data: Buffer, channels: number): Uint8ClampedArray<ArrayBuffer> {
  if (channels === 4) return new Uint8ClampedArray(data);
  const spread = new Uint8ClampedArray((data.length / channels) * 4);
  for (let from = 0, to = 0; from < data.length; from += channels, to += 4) {
    spread.fill(data[from], to, to + 3);
    spread[to + 3] = data[from + 1];
  }
  return spread;
}
