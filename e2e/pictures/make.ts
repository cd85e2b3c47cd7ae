import { crc32, deflateSync } from "node:zlib";

/** A PNG of one kind of pixel, made by hand so that no encoder of ours vouches for it. Sides in pixels. */
export function plainPng(width: number, height: number, options: { text?: string } = {}): Buffer {
  const row = Buffer.alloc(1 + width * 3);
  for (let x = 0; x < width; x++) row.writeUIntBE(((x * 16) % 256) * 65_536 + 0x4080, 1 + x * 3, 3);
  const pixels = Buffer.concat(Array.from({ length: height }, () => row));
  return png(width, height, 8, 2, pixels, options.text);
}

/** A PNG of these pixels, without their alpha. */
export function pixelsPng({ width, height, data }: { width: number; height: number; data: Uint8ClampedArray }): Buffer {
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0, to = 0; y < height; y++) {
    to += 1;
    for (let x = 0; x < width; x++) for (let c = 0; c < 3; c++) rows[to++] = data[(y * width + x) * 4 + c];
  }
  return png(width, height, 8, 2, rows);
}

/** A PNG that is small as a file and 196 megapixels when decoded. */
export function bombPng(): Buffer {
  const side = 14_000;
  return png(side, side, 1, 0, Buffer.alloc((1 + Math.ceil(side / 8)) * side));
}

function png(width: number, height: number, depth: number, colour: number, rows: Buffer, text?: string): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = depth;
  header[9] = colour;
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    ...(text === undefined ? [] : [chunk("tEXt", Buffer.from(`Comment\0${text}`))]),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(name: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, "latin1"), content]);
  const framed = Buffer.alloc(8);
  framed.writeUInt32BE(content.length, 0);
  framed.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([framed.subarray(0, 4), body, framed.subarray(4)]);
}
