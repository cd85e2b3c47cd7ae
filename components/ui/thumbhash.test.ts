import { rgbaToThumbHash } from "thumbhash";
import { expect, it } from "vitest";
import { placeholderUrl } from "./thumbhash";

function hashOf(width: number, height: number, pixel: (x: number) => [number, number, number]): string {
  const rgba = new Uint8Array(width * height * 4);
  for (let i = 0; i < width * height; i++) rgba.set([...pixel((i % width) / width), 255], i * 4);
  return Buffer.from(rgbaToThumbHash(width, height, rgba)).toString("base64");
}

function readBitmap(url: string | null) {
  const file = Buffer.from(url?.split(",")[1] ?? "", "base64");
  const width = file.readInt32LE(18);
  const height = file.readInt32LE(22);
  const stride = Math.ceil((width * 3) / 4) * 4;
  const at = (x: number, y: number) => {
    const start = 54 + (height - 1 - y) * stride + x * 3;
    return [file[start + 2], file[start + 1], file[start]];
  };
  return { file, width, height, stride, at };
}

it("gives a bitmap of the picture's shape and colours", () => {
  const { file, width, height, stride, at } = readBitmap(
    placeholderUrl(hashOf(80, 40, (x) => (x < 0.5 ? [220, 30, 30] : [30, 30, 220]))),
  );
  expect(file.subarray(0, 2).toString()).toBe("BM");
  expect(file.readUInt32LE(2)).toBe(file.length);
  expect(file.length).toBe(54 + stride * height);
  expect(width).toBe(8);
  expect(height).toBeGreaterThanOrEqual(3);
  expect(height).toBeLessThanOrEqual(5);
  const [left, right] = [at(0, 1), at(width - 1, 1)];
  expect(left[0]).toBeGreaterThan(left[2]);
  expect(right[2]).toBeGreaterThan(right[0]);
});

it("stays small in the page", () => {
  expect(placeholderUrl(hashOf(60, 60, () => [90, 140, 90]))?.length).toBeLessThan(400);
});

it("is null for a hash that is cut off", () => {
  expect(placeholderUrl("AAA=")).toBeNull();
});
