import { crc32 } from "node:zlib";
import { expect, test } from "vitest";
import { type ZipEntry, zipOf } from "./zip";

async function* listOf(entries: ZipEntry[]) {
  yield* entries;
}

async function archiveOf(entries: ZipEntry[]): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of zipOf(listOf(entries))) parts.push(part);
  return Buffer.concat(parts);
}

/** Reads an archive as programs do: from its end, through the list of files, to each file. */
function readZip(archive: Buffer): { name: string; bytes: Buffer; crc: number }[] {
  const end = archive.length - 22;
  expect(archive.readUInt32LE(end)).toBe(0x06054b50);
  const files = [];
  let at = archive.readUInt32LE(end + 16);
  for (let n = archive.readUInt16LE(end + 10); n > 0; n--) {
    expect(archive.readUInt32LE(at)).toBe(0x02014b50);
    const [size, nameLength, extraLength] = [
      archive.readUInt32LE(at + 24),
      archive.readUInt16LE(at + 28),
      archive.readUInt16LE(at + 30),
    ];
    const start = archive.readUInt32LE(at + 42);
    expect(archive.readUInt32LE(start)).toBe(0x04034b50);
    const from = start + 30 + archive.readUInt16LE(start + 26);
    const name = archive.toString("utf8", at + 46, at + 46 + nameLength);
    files.push({ name, bytes: archive.subarray(from, from + size), crc: archive.readUInt32LE(at + 16) });
    at += 46 + nameLength + extraLength;
  }
  expect(at).toBe(end);
  return files;
}

test("every file comes out as it went in, with its sum", async () => {
  const modifiedAt = new Date("2026-03-04T05:06:08Z");
  const entries = [
    { name: "pictures/a.png", bytes: Buffer.from("first"), modifiedAt },
    { name: "empty", bytes: Buffer.alloc(0), modifiedAt },
    { name: "ünïcode/絵.json", bytes: Buffer.from("{}"), modifiedAt },
  ];
  const read = readZip(await archiveOf(entries));
  expect(read.map(({ name, bytes }) => [name, bytes.toString()])).toEqual(
    entries.map(({ name, bytes }) => [name, bytes.toString()]),
  );
  for (const { bytes, crc } of read) expect(crc).toBe(crc32(bytes));
});

test("more files than a plain archive can count are counted in the wide record", async () => {
  const many = Array.from({ length: 66_000 }, (_, n) => ({
    name: `${n}`,
    bytes: Buffer.alloc(0),
    modifiedAt: new Date(0),
  }));
  const archive = await archiveOf(many);
  const locator = archive.length - 22 - 20;
  expect(archive.readUInt32LE(locator)).toBe(0x07064b50);
  const record = Number(archive.readBigUInt64LE(locator + 8));
  expect(archive.readUInt32LE(record)).toBe(0x06064b50);
  expect(archive.readBigUInt64LE(record + 32)).toBe(66_000n);
});
