import sharp, { type Metadata, type Sharp } from "sharp";
import { limits } from "@/lib/limits";

/**
 * The configured picture engine, the only file that imports sharp. Nothing is cached between pictures and each
 * picture is worked on by one thread, so that memory stays a small multiple of what is being decoded now.
 */
sharp.cache(false);
sharp.concurrency(1);
// Only what the product accepts can be decoded at all, whatever bytes arrive: the engine knows dozens of formats.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: ["VipsForeignLoadJpegBuffer", "VipsForeignLoadPngBuffer", "VipsForeignLoadWebpBuffer"],
});

/** Decoded rows: 8 bits per channel, straight alpha when there are 2 or 4 channels. */
export interface Raw {
  data: Uint8Array | Uint8ClampedArray;
  width: number;
  height: number;
  channels: 1 | 2 | 3 | 4;
}

/** What a decode fails on: a file that ends too early or cannot be read, or any flaw at all. */
export type Strictness = "truncated" | "warning";

export interface OpenOptions {
  failOn?: Strictness;
  /** Scaled down, never up, so that the longest side fits. */
  maxSidePx?: number;
}

/** A pipeline over an encoded file: first frame, upright, sRGB, within the limits, without anyone's metadata. */
export function openFile(input: Buffer, { failOn = "truncated", maxSidePx }: OpenOptions = {}): Sharp {
  const pipeline = sharp(input, { failOn, limitInputPixels: limits.imageMaxPixels, sequentialRead: true })
    .timeout({ seconds: limits.decodeTimeoutSeconds })
    .autoOrient();
  return maxSidePx ? scaleWithin(pipeline, maxSidePx) : pipeline;
}

/** A pipeline over decoded rows. */
export function openRaw({ data, width, height, channels }: Raw): Sharp {
  return sharp(data, { raw: { width, height, channels }, limitInputPixels: limits.imageMaxPixels }).timeout({
    seconds: limits.decodeTimeoutSeconds,
  });
}

/** Scales down, never up, so that the longest side fits; no side becomes less than one pixel. */
export function scaleWithin(pipeline: Sharp, sidePx: number): Sharp {
  return pipeline.resize(sidePx, sidePx, { fit: "inside", withoutEnlargement: true });
}

/** What a file's header says; no pixel is decoded. Throws for what is no JPEG, PNG or WebP. */
export async function readMetadata(input: Buffer): Promise<Metadata> {
  return sharp(input, { failOn: "none", limitInputPixels: false }).metadata();
}

/** Runs a pipeline to decoded sRGB rows. */
export async function toRaw(pipeline: Sharp): Promise<Raw> {
  const { data, info } = await pipeline.toColourspace("srgb").raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels };
}

/** An opaque picture of one colour. */
export function blank(width: number, height: number, colour: string): Sharp {
  return sharp({ create: { width, height, channels: 3, background: colour } });
}

export interface TextOptions {
  /** As Pango reads it: families, then weight and size in pixels. */
  font: string;
  /** A font file to know from now on. */
  fontFile?: string;
  /** Lines are broken at this width, in pixels. */
  width?: number;
}

/** Text as a picture with transparent ground, as large as its letters. `markup` is Pango's: text must be escaped. */
export async function drawText(markup: string, { font, fontFile, width }: TextOptions): Promise<Raw> {
  const text = { text: markup, font, fontfile: fontFile, width, rgba: true, dpi: 72, wrap: "word-char" as const };
  const { data, info } = await sharp({ text }).raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels };
}
