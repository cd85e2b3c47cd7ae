import { crc32 } from "node:zlib";
import { expect, test } from "vitest";
import { readZip } from "./testing/read-zip";
import { measureFile, type ZipEntry, zipOf } from "./zip";

async function* listOf(entries: ZipEntry[]) {
  yield* entries;
}

async function archiveOf(entries: ZipEntry[]): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of zipOf(listOf(entries))) parts.push(part);
  return Buffer.concat(parts);
}

test("every file comes out as it went in, with its sum", async () => {
  const modifiedAt = new Date("2026-03-04T05:06:08Z");
  const entries: (ZipEntry & { bytes: Buffer })[] = [
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

test("a file is read as the archive is taken, never ahead and never again once nobody takes it", async () => {
  const read: number[] = [];
  let closed = 0;
  const open = async () => {
    async function* parts() {
      try {
        for (let n = 0; n < 100; n++) {
          read.push(n);
          yield Buffer.alloc(10, n);
        }
      } finally {
        closed++;
      }
    }
    return parts();
  };
  const file = await measureFile(open);
  if (!file) throw new Error("not there");
  expect(file).toMatchObject({ size: 1000, crc: crc32(Buffer.concat(read.map((n) => Buffer.alloc(10, n)))) });
  const modifiedAt = new Date(0);
  const [whole] = readZip(await archiveOf([{ name: "a", modifiedAt, ...file }]));
  expect(whole?.bytes).toHaveLength(1000);
  expect(crc32(whole?.bytes ?? "")).toBe(whole?.crc);
  read.length = 0;
  closed = 0;
  const archive = zipOf(listOf([{ name: "a", modifiedAt, ...file }]));
  for (let taken = 0; taken < 4; taken++) await archive.next();
  expect(read).toEqual([0, 1, 2]);
  await archive.return(undefined);
  expect([read.length, closed]).toEqual([3, 1]);
});

test("a file that is gone is known before, one that changes meanwhile ends the archive", async () => {
  expect(await measureFile(async () => null)).toBeNull();
  const entry = { name: "a", modifiedAt: new Date(0), size: 3, crc: crc32("abc") };
  const abd = {
    ...entry,
    open: async () =>
      (async function* () {
        yield Buffer.from("abd");
      })(),
  };
  await expect(archiveOf([abd])).rejects.toThrow("changed");
  await expect(archiveOf([{ ...entry, open: async () => null }])).rejects.toThrow("changed");
});
