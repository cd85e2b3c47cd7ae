import { crc32 } from "node:zlib";

export type ZipEntry = {
  /** Path inside the archive, with `/`. */
  name: string;
  modifiedAt: Date;
} & ({ bytes: Uint8Array } | ZipFile);

/** A file that is read while the archive is written; its length and sum stand before it. */
export interface ZipFile {
  size: number;
  /** CRC-32 */
  crc: number;
  open: Open;
}

/** Begins to read a file; null when it is not there. */
type Open = () => Promise<AsyncIterable<Uint8Array> | null>;

interface Listed {
  name: Buffer;
  crc: number;
  size: number;
  at: number;
  when: { date: number; time: number };
}

const version = 45;
/** Names are UTF-8. */
const flags = 0x0800;
const most32 = 0xffff_ffff;
const most16 = 0xffff;

/**
 * Reads a file once for its length and sum; null when it is not there. An archive reads it a second time: a sum behind
 * the content would spare that, but programs that unpack while they receive could not tell where the content ends.
 */
export async function measureFile(open: Open): Promise<ZipFile | null> {
  const content = await open();
  if (!content) return null;
  let size = 0;
  let crc = 0;
  for await (const part of content) {
    size += part.length;
    crc = crc32(part, crc);
  }
  return { size, crc, open };
}

/**
 * An archive of files as they are, uncompressed: pictures would not get smaller. Written as it is read and only as fast
 * as it is taken, with a part of one file in memory; with the 64-bit records that archives over 4 GB or 65,535 files
 * need (PKWARE APPNOTE 6.3.10).
 *
 * @throws when a file is not the one that was measured
 */
export async function* zipOf(entries: AsyncIterable<ZipEntry>): AsyncGenerator<Uint8Array> {
  const listed: Listed[] = [];
  let at = 0;
  for await (const { name, modifiedAt, ...content } of entries) {
    const file = "bytes" in content ? wholeOf(content.bytes) : content;
    const entry = { name: Buffer.from(name), crc: file.crc, size: file.size, at, when: dosTime(modifiedAt) };
    const header = localHeader(entry);
    yield header;
    yield* measured(file);
    listed.push(entry);
    at += header.length + file.size;
  }
  const start = at;
  for (const entry of listed) {
    const header = centralHeader(entry);
    yield header;
    at += header.length;
  }
  yield endRecords(listed.length, start, at - start);
}

function wholeOf(bytes: Uint8Array): ZipFile {
  async function* whole() {
    if (bytes.length > 0) yield bytes;
  }
  return { size: bytes.length, crc: crc32(bytes), open: async () => whole() };
}

async function* measured({ open, size, crc }: ZipFile): AsyncGenerator<Uint8Array> {
  let seen = 0;
  let sum = 0;
  for await (const part of (await open()) ?? []) {
    seen += part.length;
    sum = crc32(part, sum);
    yield part;
  }
  if (seen !== size || sum !== crc) throw new Error("A file changed while it was put into an archive.");
}

function localHeader({ name, crc, size, when }: Listed): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x0403_4b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(flags, 6);
  header.writeUInt16LE(when.time, 10);
  header.writeUInt16LE(when.date, 12);
  header.writeUInt32LE(crc, 14);
  header.writeUInt32LE(size, 18);
  header.writeUInt32LE(size, 22);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name]);
}

function centralHeader({ name, crc, size, at, when }: Listed): Buffer {
  const extra = at >= most32 ? wideOffset(at) : Buffer.alloc(0);
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x0201_4b50, 0);
  header.writeUInt16LE(version, 4);
  header.writeUInt16LE(extra.length > 0 ? version : 20, 6);
  header.writeUInt16LE(flags, 8);
  header.writeUInt16LE(when.time, 12);
  header.writeUInt16LE(when.date, 14);
  header.writeUInt32LE(crc, 16);
  header.writeUInt32LE(size, 20);
  header.writeUInt32LE(size, 24);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE(Math.min(at, most32), 42);
  return Buffer.concat([header, name, extra]);
}

function wideOffset(at: number): Buffer {
  const extra = Buffer.alloc(12);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(8, 2);
  extra.writeBigUInt64LE(BigInt(at), 4);
  return extra;
}

function endRecords(count: number, start: number, size: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x0605_4b50, 0);
  end.writeUInt16LE(Math.min(count, most16), 8);
  end.writeUInt16LE(Math.min(count, most16), 10);
  end.writeUInt32LE(Math.min(size, most32), 12);
  end.writeUInt32LE(Math.min(start, most32), 16);
  const isWide = count >= most16 || start >= most32 || size >= most32;
  return isWide ? Buffer.concat([wideEnd(count, start, size), end]) : end;
}

function wideEnd(count: number, start: number, size: number): Buffer {
  const record = Buffer.alloc(56 + 20);
  record.writeUInt32LE(0x0606_4b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeUInt16LE(version, 12);
  record.writeUInt16LE(version, 14);
  record.writeBigUInt64LE(BigInt(count), 24);
  record.writeBigUInt64LE(BigInt(count), 32);
  record.writeBigUInt64LE(BigInt(size), 40);
  record.writeBigUInt64LE(BigInt(start), 48);
  // The locator: where the record above begins.
  record.writeUInt32LE(0x0706_4b50, 56);
  record.writeBigUInt64LE(BigInt(start + size), 64);
  record.writeUInt32LE(1, 72);
  return record;
}

/** MS-DOS time: two-second steps, years from 1980; in UTC. */
function dosTime(moment: Date): { date: number; time: number } {
  const years = Math.min(127, Math.max(0, moment.getUTCFullYear() - 1980));
  return {
    date: (years << 9) | ((moment.getUTCMonth() + 1) << 5) | moment.getUTCDate(),
    time: (moment.getUTCHours() << 11) | (moment.getUTCMinutes() << 5) | (moment.getUTCSeconds() >> 1),
  };
}
