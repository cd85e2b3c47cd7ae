import { createHash } from "node:crypto";
import { pixelsPng } from "../../pictures/make";

/** A small world of colours that is another for every seed, in a size in pixels. */
export function paint(width: number, height: number, seed: string): Buffer {
  const [a = 0, b = 0, c = 0] = createHash("sha256").update(seed).digest();
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      data[at] = (a + (x * 255) / width) % 256;
      data[at + 1] = (b + (y * 255) / height) % 256;
      data[at + 2] = (c + ((x ^ y) & 64)) % 256;
      data[at + 3] = 255;
    }
  }
  return pixelsPng({ width, height, data });
}

/** Sides of a PNG, JPEG or WebP by its first bytes; null for what is none. PNG alone tells its sides here. */
export function lookAt(bytes: Buffer): { type: string; width: number; height: number } | null {
  if (bytes.readUInt32BE(0) === 0x89504e47) {
    return { type: "image/png", width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  }
  if (bytes.readUInt16BE(0) === 0xffd8) return { type: "image/jpeg", width: 0, height: 0 };
  if (bytes.toString("latin1", 0, 4) === "RIFF") return { type: "image/webp", width: 0, height: 0 };
  return null;
}
