import { brotliDecompressSync } from "node:zlib";

const knownTags =
  "cmap head hhea hmtx maxp name OS/2 post cvt  fpgm glyf loca prep CFF  VORG EBDT EBLC gasp hdmx kern LTSH PCLT VDMX vhea vmtx BASE GDEF GPOS GSUB EBSC JSTF MATH CBDT CBLC COLR CPAL SVG  sbix acnt avar bdat bloc bsln cvar fdsc feat fmtx fvar gvar hsty just lcar mort morx opbd prop trak Zapf Silf Glat Gloc Feat Sill".match(
    /.{4}(?= |$)/g,
  ) ?? [];

/**
 * A web font (WOFF2) as the TrueType font that it packs, for text engines that read only those.
 *
 * W3C, "WOFF File Format 2.0" (2024), sections 4 and 5. Fonts with packed metrics (`hmtx`) are refused: ours have none.
 * @throws RangeError for what is no such font
 */
export function unpackWoff2(packed: Buffer): Buffer {
  if (packed.toString("latin1", 0, 4) !== "wOF2") throw new RangeError("no WOFF2 font");
  const at = new Reader(packed, 48);
  const listed = Array.from({ length: packed.readUInt16BE(12) }, () => readEntry(at));
  const content = brotliDecompressSync(packed.subarray(at.place, at.place + packed.readUInt32BE(20)));
  const tables = new Map<string, Buffer>();
  let place = 0;
  for (const { tag, length } of listed) {
    tables.set(tag, Buffer.from(content.subarray(place, place + length)));
    place += length;
  }
  const packedGlyphs = listed.some(({ tag, isPacked }) => tag === "glyf" && isPacked) && tables.get("glyf");
  if (packedGlyphs) {
    const { glyf, loca } = unpackGlyphs(packedGlyphs);
    tables.set("glyf", glyf).set("loca", loca);
    // The places of the glyphs are written in 32 bits each.
    tables.get("head")?.writeInt16BE(1, 50);
  }
  return assemble(packed.readUInt32BE(4), tables);
}

interface Entry {
  tag: string;
  /** In the packed content. */
  length: number;
  isPacked: boolean;
}

function readEntry(at: Reader): Entry {
  const flags = at.u8();
  const tag = (flags & 63) === 63 ? at.take(4).toString("latin1") : (knownTags[flags & 63] ?? "");
  const length = at.base128();
  const isPacked = tag === "glyf" || tag === "loca" ? flags >> 6 !== 3 : flags >> 6 !== 0;
  if (isPacked && tag !== "glyf" && tag !== "loca") throw new RangeError(`a packed ${tag} is not understood`);
  return { tag, isPacked, length: isPacked ? at.base128() : length };
}

function unpackGlyphs(packed: Buffer): { glyf: Buffer; loca: Buffer } {
  const head = new Reader(packed, 2);
  const hasOverlaps = (head.u16() & 1) === 1;
  const count = head.u16();
  head.u16();
  const sizes = Array.from({ length: 7 }, () => head.u32());
  const parts = sizes.map((size) => new Reader(head.take(size)));
  const [contours, points, flags, outlines, composites, boxes, instructions] = parts as Streams;
  const boxBits = boxes.take(4 * Math.floor((count + 31) / 32));
  const overlapBits = hasOverlaps ? head.take((count + 7) >> 3) : Buffer.alloc((count + 7) >> 3);
  const isSet = (bits: Buffer, index: number) => (bits[index >> 3] & (0x80 >> (index & 7))) !== 0;

  const loca = Buffer.alloc(4 * (count + 1));
  const glyphs: Buffer[] = [];
  let place = 0;
  for (let index = 0; index < count; index++) {
    const box = () => (isSet(boxBits, index) ? boxes.take(8) : null);
    const contourCount = contours.i16();
    const glyph =
      contourCount === 0
        ? Buffer.alloc(0)
        : contourCount < 0
          ? compositeGlyph({ composites, outlines, instructions }, box())
          : simpleGlyph(contourCount, { points, flags, outlines, instructions }, box, isSet(overlapBits, index));
    glyphs.push(glyph);
    place += glyph.length;
    loca.writeUInt32BE(place, 4 * (index + 1));
  }
  return { glyf: Buffer.concat(glyphs), loca };
}

type Streams = [Reader, Reader, Reader, Reader, Reader, Reader, Reader];

function compositeGlyph(
  { composites, outlines, instructions }: Record<"composites" | "outlines" | "instructions", Reader>,
  box: Buffer | null,
): Buffer {
  if (!box) throw new RangeError("a composite glyph without a box");
  const start = composites.place;
  let flags = 0x20;
  let hasInstructions = false;
  while (flags & 0x20) {
    flags = composites.u16();
    hasInstructions ||= (flags & 0x100) !== 0;
    const scale = flags & 0x08 ? 2 : flags & 0x40 ? 4 : flags & 0x80 ? 8 : 0;
    composites.take(2 + (flags & 1 ? 4 : 2) + scale);
  }
  const body = [i16s([-1]), box, composites.since(start)];
  if (hasInstructions) body.push(...lengthAndCode(outlines, instructions));
  return padded(Buffer.concat(body));
}

function simpleGlyph(
  contourCount: number,
  { points, flags, outlines, instructions }: Record<"points" | "flags" | "outlines" | "instructions", Reader>,
  box: () => Buffer | null,
  overlaps: boolean,
): Buffer {
  const ends: number[] = [];
  let pointCount = 0;
  for (let contour = 0; contour < contourCount; contour++) {
    pointCount += points.short255();
    ends.push(pointCount - 1);
  }
  const marks = Buffer.alloc(pointCount);
  const [dxs, dys]: [number[], number[]] = [[], []];
  for (let point = 0; point < pointCount; point++) {
    const flag = flags.u8();
    const [dx, dy] = readStep(flag & 0x7f, outlines);
    marks[point] = flag & 0x80 ? 0 : 1;
    dxs.push(dx);
    dys.push(dy);
  }
  if (overlaps) marks[0] |= 0x40;
  const code = lengthAndCode(outlines, instructions);
  return padded(
    Buffer.concat([i16s([contourCount]), box() ?? boxOf(dxs, dys), i16s(ends), ...code, marks, i16s(dxs), i16s(dys)]),
  );
}

function lengthAndCode(outlines: Reader, instructions: Reader): Buffer[] {
  const length = outlines.short255();
  return [i16s([length]), instructions.take(length)];
}

/** A point's distance from the one before (section 5.2, "triplet encoding"). */
function readStep(flag: number, from: Reader): [number, number] {
  const signed = (bits: number, value: number) => (bits & 1 ? value : -value);
  if (flag < 10) return [0, signed(flag, ((flag & 14) << 7) + from.u8())];
  if (flag < 20) return [signed(flag, (((flag - 10) & 14) << 7) + from.u8()), 0];
  if (flag < 84) {
    const [high, low] = [flag - 20, from.u8()];
    return [signed(flag, 1 + (high & 0x30) + (low >> 4)), signed(flag >> 1, 1 + ((high & 0x0c) << 2) + (low & 0x0f))];
  }
  if (flag < 120) {
    const high = flag - 84;
    const dx = signed(flag, 1 + (Math.floor(high / 12) << 8) + from.u8());
    return [dx, signed(flag >> 1, 1 + (((high % 12) >> 2) << 8) + from.u8())];
  }
  if (flag < 124) {
    const [first, second, third] = [from.u8(), from.u8(), from.u8()];
    return [signed(flag, (first << 4) + (second >> 4)), signed(flag >> 1, ((second & 0x0f) << 8) + third)];
  }
  return [signed(flag, from.u16()), signed(flag >> 1, from.u16())];
}

function boxOf(dxs: number[], dys: number[]): Buffer {
  const reach = (steps: number[]) => {
    let [at, least, most] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const step of steps) {
      at += step;
      least = Math.min(least, at);
      most = Math.max(most, at);
    }
    return [least, most];
  };
  const [[left, right], [bottom, top]] = [reach(dxs), reach(dys)];
  return i16s([left, bottom, right, top]);
}

/** Big-endian 16 bits each; signed and unsigned ones have the same bits. */
function i16s(values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [index, value] of values.entries()) bytes.writeUInt16BE(value & 0xffff, index * 2);
  return bytes;
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
}

/** A font file of tables, without the sums that nobody checks. */
function assemble(flavour: number, tables: Map<string, Buffer>): Buffer {
  const sorted = [...tables].sort(([a], [b]) => (a < b ? -1 : 1));
  const power = 2 ** Math.floor(Math.log2(sorted.length));
  const directory = Buffer.alloc(12 + 16 * sorted.length);
  directory.writeUInt32BE(flavour, 0);
  i16s([sorted.length, power * 16, Math.log2(power), (sorted.length - power) * 16]).copy(directory, 4);
  let place = directory.length;
  const contents = sorted.map(([tag, table], index) => {
    const at = 12 + 16 * index;
    directory.write(tag, at, "latin1");
    directory.writeUInt32BE(place, at + 8);
    directory.writeUInt32BE(table.length, at + 12);
    const content = padded(table);
    place += content.length;
    return content;
  });
  return Buffer.concat([directory, ...contents]);
}

class Reader {
  constructor(
    private readonly bytes: Buffer,
    public place = 0,
  ) {}

  take(length: number): Buffer {
    if (this.place + length > this.bytes.length) throw new RangeError("the font ends too early");
    this.place += length;
    return this.bytes.subarray(this.place - length, this.place);
  }
  since(start: number): Buffer {
    return this.bytes.subarray(start, this.place);
  }
  u8(): number {
    return this.take(1)[0];
  }
  u16(): number {
    return this.take(2).readUInt16BE();
  }
  i16(): number {
    return this.take(2).readInt16BE();
  }
  u32(): number {
    return this.take(4).readUInt32BE();
  }
  base128(): number {
    let value = 0;
    for (;;) {
      const byte = this.u8();
      value = value * 128 + (byte & 127);
      if (byte < 128) return value;
    }
  }
  short255(): number {
    const code = this.u8();
    if (code === 253) return this.u16();
    if (code === 254) return this.u8() + 506;
    return code === 255 ? this.u8() + 253 : code;
  }
}
