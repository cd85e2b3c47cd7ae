import type { Sharp } from "sharp";
import type { Format } from "./header";
import { markPacket, type SourceType } from "./mark";

export interface EncodeOptions {
  format: Format;
  /** Of the picture, to choose between size and effort. */
  pixels: number;
  mark?: SourceType;
  fullChroma?: boolean;
  lossless?: boolean;
  /** JPEG only, 1–100. */
  quality?: number;
}

/** Up to here the encoder may keep the whole picture a second time in memory for a smaller file. */
const thoroughMaxPixels = 16_000_000;
/** Up to here a WebP is worth the encoder's slower methods; exact ones need memory, too. */
const carefulWebpMaxPixels = 4_000_000;

/** Ends a pipeline as a full picture in that format at high quality, carrying the mark and nothing else. */
export function encodeFull(pipeline: Sharp, options: EncodeOptions): Sharp {
  const { format, pixels, mark, fullChroma = false, lossless = false, quality = 91 } = options;
  const thorough = pixels <= thoroughMaxPixels;
  const marked = mark ? pipeline.withXmp(markPacket(mark)) : pipeline;
  switch (format) {
    case "jpeg":
      return marked.jpeg({
        quality,
        chromaSubsampling: fullChroma ? "4:4:4" : "4:2:0",
        // Optimal Huffman tables need all coefficients at once: 300 MB for 50 megapixels.
        optimiseCoding: thorough,
      });
    case "png":
      return marked.png({ compressionLevel: thorough ? 6 : 3, adaptiveFiltering: true });
    case "webp": {
      const careful = pixels <= carefulWebpMaxPixels;
      return careful && lossless
        ? marked.webp({ lossless, effort: 1 })
        : marked.webp({ quality: 92, effort: careful ? 4 : 2 });
    }
  }
}

export const fileTypes = {
  jpeg: { mime: "image/jpeg", extension: "jpg" },
  png: { mime: "image/png", extension: "png" },
  webp: { mime: "image/webp", extension: "webp" },
} as const;
