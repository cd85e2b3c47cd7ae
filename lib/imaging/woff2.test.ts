import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { unpackWoff2 } from "./woff2";

const cut = (name: string) => readFile(path.resolve("node_modules/@fontsource-variable", name));
const display = "bricolage-grotesque/files/bricolage-grotesque-latin-opsz-normal.woff2";

function tablesOf(font: Buffer): Map<string, Buffer> {
  const tables = new Map<string, Buffer>();
  for (let n = 0, at = 12; n < font.readUInt16BE(4); n++, at += 16) {
    const place = font.readUInt32BE(at + 8);
    tables.set(font.toString("latin1", at, at + 4), font.subarray(place, place + font.readUInt32BE(at + 12)));
  }
  return tables;
}

test.each([display, "instrument-sans/files/instrument-sans-latin-ext-wght-normal.woff2"])("%s", async (name) => {
  const tables = tablesOf(unpackWoff2(await cut(name)));
  const count = tables.get("maxp")?.readUInt16BE(4) ?? 0;
  const [glyf, loca, head] = ["glyf", "loca", "head"].map((tag) => tables.get(tag) ?? Buffer.alloc(0));
  expect(count).toBeGreaterThan(50);
  expect(loca).toHaveLength(4 * (count + 1));
  expect(loca.readUInt32BE(4 * count)).toBe(glyf.length);
  let [left, bottom, right, top] = [0, 0, 0, 0];
  for (let glyph = 0; glyph < count; glyph++) {
    const [start, end] = [loca.readUInt32BE(4 * glyph), loca.readUInt32BE(4 * glyph + 4)];
    expect(end).toBeGreaterThanOrEqual(start);
    if (end === start) continue;
    const box = [2, 4, 6, 8].map((at) => glyf.readInt16BE(start + at));
    [left, bottom] = [Math.min(left, box[0]), Math.min(bottom, box[1])];
    [right, top] = [Math.max(right, box[2]), Math.max(top, box[3])];
  }
  // The font's own header knows the box around all its letters; it was made of more letters than this cut has.
  const whole = [36, 38, 40, 42].map((at) => head.readInt16BE(at));
  expect(left).toBeGreaterThanOrEqual(whole[0]);
  expect(bottom).toBeGreaterThanOrEqual(whole[1]);
  expect(right).toBeLessThanOrEqual(whole[2]);
  expect(top).toBeLessThanOrEqual(whole[3]);
  expect(top).toBeGreaterThan(whole[3] / 2);
});

test("what is no such font is refused", async () => {
  const whole = await cut(display);
  expect(() => unpackWoff2(Buffer.from("OTTO and more"))).toThrow(RangeError);
  expect(() => unpackWoff2(whole.subarray(0, 60))).toThrow();
});
