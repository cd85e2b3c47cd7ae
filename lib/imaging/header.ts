import type { Metadata } from "sharp";
import { AppError, type ErrorCode, errorCodes } from "@/lib/errors";
import { limits } from "@/lib/limits";
import { readMetadata } from "./engine";

export type Format = "jpeg" | "png" | "webp";

/** What is known of a picture before it is decoded. */
export interface Header {
  format: Format;
  /** Pixels, upright. */
  width: number;
  height: number;
  /** JPEG that keeps its colours at full resolution. */
  fullChroma: boolean;
  /** WebP that keeps every pixel exactly. */
  lossless: boolean;
}

/**
 * Reads and checks a file's header: its type by content (JPEG, PNG, WebP) and its size within the limits.
 * @throws AppError `image_type`, `image_unreadable`, `image_too_large`
 */
export async function readHeader(input: Buffer): Promise<Header> {
  if (input.length === 0) throw imageError("image_unreadable", "The file is empty");
  const format = formatOf(input);
  if (!format) throw imageError("image_type", "Neither JPEG, PNG nor WebP by its content");
  const metadata = await readMetadata(input).catch((cause: unknown) => {
    throw imageError("image_unreadable", "The header cannot be read", cause);
  });
  const { width, height } = metadata.autoOrient;
  requireFitting(width, height);
  return {
    format,
    width,
    height,
    fullChroma: metadata.chromaSubsampling?.startsWith("4:4:4") ?? false,
    lossless: format === "webp" && isLosslessWebp(input, metadata),
  };
}

/** An image error with the words for its form field. */
export function imageError(code: ErrorCode, detail: string, cause?: unknown): AppError {
  return new AppError(code, { detail, cause, fields: { image: [errorCodes[code].words] } });
}

function requireFitting(width: number, height: number): void {
  const side = Math.max(width, height);
  if (side > limits.imageMaxSidePx) {
    throw imageError("image_too_large", `${width}×${height}: a side may have ${limits.imageMaxSidePx} pixels`);
  }
  if (width * height > limits.imageMaxPixels) {
    throw imageError("image_too_large", `${width}×${height}: a picture may have ${limits.imageMaxPixels} pixels`);
  }
}

/** The type by the first bytes; names and declared types say nothing. */
function formatOf(input: Buffer): Format | null {
  if (startsWith(input, [0xff, 0xd8, 0xff])) return "jpeg";
  if (startsWith(input, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return "png";
  if (input.toString("latin1", 0, 4) === "RIFF" && input.toString("latin1", 8, 12) === "WEBP") return "webp";
  return null;
}

function startsWith(input: Buffer, bytes: number[]): boolean {
  return bytes.every((byte, index) => input[index] === byte);
}

/** Whether the picture's chunk is `VP8L` (WebP container specification, RFC 9649, section 2). */
function isLosslessWebp(input: Buffer, metadata: Metadata): boolean {
  if (metadata.pages && metadata.pages > 1) return false;
  for (let at = 12; at + 8 <= input.length; ) {
    const name = input.toString("latin1", at, at + 4);
    if (name === "VP8L") return true;
    if (name === "VP8 ") return false;
    const size = input.readUInt32LE(at + 4);
    at += 8 + size + (size & 1);
  }
  return false;
}
