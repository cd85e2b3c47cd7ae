import { deflateSync } from "node:zlib";
import sharp, { type Sharp } from "sharp";
import type { Format } from "./header";

/** Pictures for tests, made by code: well-formed, odd and broken ones. */

export type Rgb = [number, number, number];

/** Four plain quarters: top left, top right, bottom left, bottom right. */
export const quarterColours: Record<"red" | "green" | "blue" | "white", Rgb> = {
  red: [220, 30, 30],
  green: [30, 200, 40],
  blue: [30, 40, 210],
  white: [250, 250, 250],
};

/** A picture of four plain quarters: red, green, blue, white. */
export function quarters(width: number, height: number): Sharp {
  const { red, green, blue, white } = quarterColours;
  return painted(width, height, (x, y) => {
    if (y < height / 2) return x < width / 2 ? red : green;
    return x < width / 2 ? blue : white;
  });
}

/** A picture like a photograph: soft gradients under grain, always the same. */
export function photo(width: number, height: number): Sharp {
  let grain = 7;
  return painted(width, height, (x, y) => {
    grain = (Math.imul(grain, 1664525) + 1013904223) >>> 0;
    const noise = (grain >>> 24) / 12;
    return [60 + (150 * x) / width + noise, 90 + (110 * y) / height + noise, 160 - (90 * x) / width + noise];
  });
}

/** The same for millions of pixels, quickly, with a grain of that many pixels. */
export async function largePhoto(width: number, height: number, grainPx = 4): Promise<Sharp> {
  const small = await photo(Math.ceil(width / grainPx), Math.ceil(height / grainPx))
    .png()
    .toBuffer();
  return sharp(small).resize(width, height, { fit: "fill", kernel: "cubic" });
}

/** A picture in one colour, with alpha when four numbers are given. */
export function plain(width: number, height: number, colour: number[]): Sharp {
  const data = Buffer.alloc(width * height * colour.length);
  for (let at = 0; at < data.length; at++) data[at] = colour[at % colour.length];
  return sharp(data, { raw: { width, height, channels: colour.length === 4 ? 4 : 3 } });
}

function painted(width: number, height: number, colourAt: (x: number, y: number) => Rgb): Sharp {
  const data = Buffer.alloc(width * height * 3);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) data.set(colourAt(x, y).map(Math.round), at);
  }
  return sharp(data, { raw: { width, height, channels: 3 } });
}

/** Ends a pipeline in a format without visible loss. */
export function encoded(picture: Sharp, format: Format): Promise<Buffer> {
  if (format === "jpeg") return picture.jpeg({ quality: 95, chromaSubsampling: "4:4:4" }).toBuffer();
  return format === "png" ? picture.png().toBuffer() : picture.webp({ quality: 95 }).toBuffer();
}

/** The colour at a point given by shares (0–1) of width and height, as stored and without any conversion. */
export async function colourAt(file: Buffer, x: number, y: number): Promise<number[]> {
  const { data, info } = await sharp(file).keepIccProfile().raw().toBuffer({ resolveWithObject: true });
  const at = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * info.channels;
  return [...data.subarray(at, at + info.channels)];
}

/** Puts a segment (its marker's second byte, its content) right behind a JPEG's beginning. */
export function withSegment(jpeg: Buffer, marker: number, content: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(content.length + 2);
  return Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, marker]), length, content, jpeg.subarray(2)]);
}

/** Puts a chunk into a PNG, behind its header or before its end. */
export function withChunk(png: Buffer, name: string, content: Buffer, where: "start" | "end" = "start"): Buffer {
  const at = where === "start" ? 33 : png.length - 12;
  return Buffer.concat([png.subarray(0, at), chunk(name, content), png.subarray(at)]);
}

/** A PNG of one bit per pixel: small as a file, as large as you like when decoded. */
export function hugePng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 1;
  const rows = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", rows),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** An animated PNG of two frames with the sizes and pixels of the given two PNGs of 8-bit RGB. */
export async function animatedPng(first: Buffer, second: Buffer): Promise<Buffer> {
  const { width, height } = await sharp(first).metadata();
  const frame = (sequence: number) => {
    const control = Buffer.alloc(26);
    [sequence, width, height].forEach((value, index) => void control.writeUInt32BE(value, index * 4));
    control.writeUInt16BE(1, 20);
    control.writeUInt16BE(2, 22);
    return control;
  };
  const animation = Buffer.from([0, 0, 0, 2, 0, 0, 0, 0]);
  const pixels = Buffer.concat([Buffer.from([0, 0, 0, 2]), contentOf(second, "IDAT")]);
  // Each goes right behind the header, so the last one put there comes first.
  const begun = withChunk(withChunk(first, "fcTL", frame(0)), "acTL", animation);
  return withChunk(withChunk(begun, "fcTL", frame(1), "end"), "fdAT", pixels, "end");
}

/** An animated WebP, one frame for each picture; all of one size. */
export async function animatedWebp(frames: Sharp[], width: number, height: number): Promise<Buffer> {
  const rows = await Promise.all(frames.map((frame) => frame.raw().toBuffer()));
  const raw = { width, height: height * frames.length, channels: 3 as const, pageHeight: height };
  return sharp(Buffer.concat(rows), { raw })
    .webp({ quality: 95, loop: 0, delay: frames.map(() => 100) })
    .toBuffer();
}

function contentOf(png: Buffer, wanted: string): Buffer {
  const found: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString("latin1", at + 4, at + 8) === wanted)
      found.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  return Buffer.concat(found);
}

function chunk(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, "latin1"), content]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(content.length, 0);
  ends.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)]);
}

/** The checksum of PNG chunks (ISO 3309). */
function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
