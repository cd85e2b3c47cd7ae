import type { MediaFile, MediaImage } from "@/db/queries/media";
import { varies } from "@/lib/http/answer";
import type { MediaVariant } from "@/lib/images/schema";
import { limits } from "@/lib/limits";

/** Picture formats and the ending of their files. */
export const extensions: Record<string, string> = { "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp" };

/**
 * The file that answers for a variant: itself, else the next larger one, else the full picture, so that a picture
 * one may see is never missing.
 */
export function pickFile(image: MediaImage, variant: MediaVariant): MediaFile {
  if (variant === "full") return image.full;
  const enough = image.variants
    .filter(({ name }) => Number(name) >= Number(variant))
    .sort((a, b) => Number(a.name) - Number(b.name));
  return enough[0] ?? image.full;
}

/** Changes with the bytes and with the picture's version. @param form names the bytes among the picture's files */
export function entityTag(image: MediaImage, form: string): string {
  return `"${image.sha256.slice(0, 32)}-${form}-${image.version}"`;
}

/**
 * How an answer may be kept. An address with the current version never changes its meaning; one without, or with an
 * older version, is asked for again each time. Shared caches keep a picture only when the setting says so (`cdnSeconds`
 * over 0) and everyone may see it.
 */
export function cacheHeaders(image: MediaImage, v: string | null, cdnSeconds: number): Record<string, string> {
  const isCurrent = v === String(image.version);
  if (isCurrent && image.isEveryones && cdnSeconds > 0) {
    const seconds = limits.mediaCacheSeconds;
    return { "Cache-Control": `public, max-age=${seconds}, s-maxage=${cdnSeconds}, immutable` };
  }
  return {
    "Cache-Control": isCurrent ? `private, max-age=${limits.mediaCacheSeconds}, immutable` : "private, no-cache",
    Vary: varies,
  };
}

/** Bytes that came from people run nothing, are shown in no frame, and are what they say. */
export const inertHeaders = {
  "Content-Security-Policy": "sandbox; default-src 'none'",
  "X-Content-Type-Options": "nosniff",
  "Cross-Origin-Resource-Policy": "same-origin",
} as const;
