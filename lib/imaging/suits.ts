import type { Pixels } from "@/lib/filters/define";

const sampledRows = 128;
const flatShare = 0.6;

/**
 * Whether a picture is better kept as PNG: it has transparent places, or most neighbours are exactly alike (flat
 * colours, pixel art, line drawings), which PNG keeps small and JPEG would blur.
 */
export function suitsPng({ width, height, data }: Pixels): boolean {
  const aligned = data.byteOffset % 4 === 0 ? data : data.slice();
  const words = new Uint32Array(aligned.buffer, aligned.byteOffset, width * height);
  return hasTransparency(data) || flatness(words, width, height) > flatShare;
}

function hasTransparency(data: Uint8ClampedArray): boolean {
  for (let p = 3; p < data.length; p += 4) if (data[p] !== 255) return true;
  return false;
}

/** The share of sampled pixels that equal their right neighbour, 0–1. */
function flatness(words: Uint32Array, width: number, height: number): number {
  if (width < 2) return 0;
  const step = Math.max(1, Math.floor(height / sampledRows));
  let alike = 0;
  let seen = 0;
  for (let y = 0; y < height; y += step) {
    const end = (y + 1) * width - 1;
    for (let at = y * width; at < end; at++) if (words[at] === words[at + 1]) alike++;
    seen += width - 1;
  }
  return alike / seen;
}
