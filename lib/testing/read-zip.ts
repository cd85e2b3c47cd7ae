import { expect } from "vitest";

/** For tests: reads an archive as programs do, from its end, through the list of files, to each file. */
export function readZip(archive: Buffer): { name: string; bytes: Buffer; crc: number; method: number }[] {
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
    files.push({
      name,
      bytes: archive.subarray(from, from + size),
      crc: archive.readUInt32LE(at + 16),
      method: archive.readUInt16LE(at + 10),
    });
    at += 46 + nameLength + extraLength;
  }
  expect(at).toBe(end);
  return files;
}
