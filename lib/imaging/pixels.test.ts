import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import type { Pixels } from "@/lib/filters/define";
import { encoded, hugePng, photo, plain, quarters } from "./fixtures";
import { preparePixels } from "./ingest";
import { decodePixels, encodePreview } from "./pixels";

function pixelsOf(width: number, height: number, at: (x: number, y: number) => number[]): Pixels {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data.set(at(x, y), (y * width + x) * 4);
  return { width, height, data };
}

describe("decodePixels", () => {
  it("gives straight RGBA exactly as stored", async () => {
    const { width, height, data } = await decodePixels(await encoded(plain(3, 2, [200, 40, 60, 128]), "png"), 100);
    expect([width, height, data.length]).toEqual([3, 2, 24]);
    expect([...data.subarray(0, 4)]).toEqual([200, 40, 60, 128]);
  });

  it("gives opaque pixels for pictures without transparency, grey and 16 bit ones, too", async () => {
    const files = [
      await encoded(plain(5, 5, [90, 90, 90]), "jpeg"),
      await plain(5, 5, [90, 90, 90]).toColourspace("b-w").png().toBuffer(),
      await plain(5, 5, [90, 90, 90]).toColourspace("b-w").jpeg().toBuffer(),
      await plain(5, 5, [90, 90, 90]).toColourspace("rgb16").png().toBuffer(),
    ];
    for (const file of files) {
      const { data } = await decodePixels(file, 100);
      expect(data.length).toBe(100);
      expect([...data.subarray(0, 4)]).toEqual([90, 90, 90, 255]);
    }
  });

  it("keeps the transparency of grey pictures", async () => {
    const file = await plain(5, 5, [90, 90, 90, 200]).toColourspace("b-w").png().toBuffer();
    expect([...(await decodePixels(file, 100)).data.subarray(0, 4)]).toEqual([90, 90, 90, 200]);
  });

  it("scales the longest side down, never up, and stands upright", async () => {
    const file = await encoded(quarters(300, 200).withMetadata({ orientation: 6 }), "jpeg");
    expect(await decodePixels(file, 90)).toMatchObject({ width: 60, height: 90 });
    expect(await decodePixels(file, 900)).toMatchObject({ width: 200, height: 300 });
  });

  it("gives memory that can be moved into a thread", async () => {
    const { data } = await decodePixels(await encoded(quarters(30, 20), "png"), 90);
    expect(data.buffer.byteLength).toBe(data.byteLength);
    structuredClone(data, { transfer: [data.buffer] });
    expect(data.length).toBe(0);
  });

  it("refuses what is no picture, damaged or too large", async () => {
    const picture = await encoded(photo(200, 100), "jpeg");
    const codes = [Buffer.from("text"), picture.subarray(0, picture.length / 2), hugePng(14_000, 14_000)].map((file) =>
      decodePixels(file, 100).then(
        () => null,
        (error: unknown) => (error instanceof AppError ? error.code : error),
      ),
    );
    expect(await Promise.all(codes)).toEqual(["image_type", "image_unreadable", "image_too_large"]);
  });
});

describe("encodePreview", () => {
  it("gives a small picture of the same shape", async () => {
    const preview = await encodePreview(await decodePixels(await encoded(photo(600, 400), "jpeg"), 600), 256);
    expect(await sharp(preview).metadata()).toMatchObject({ format: "webp", width: 256, height: 171 });
    expect(preview.length).toBeLessThan(40_000);
  });
});

describe("preparePixels", () => {
  it("keeps a photograph as JPEG at full colour resolution", async () => {
    const pixels = await decodePixels(await encoded(photo(700, 500), "png"), 700);
    const { full, ...prepared } = await preparePixels(pixels, { mark: "algorithmicMedia" });
    expect(prepared).toMatchObject({
      mime: "image/jpeg",
      extension: "jpg",
      width: 700,
      height: 500,
      bytes: full.length,
    });
    expect(await sharp(full).metadata()).toMatchObject({ chromaSubsampling: "4:4:4", channels: 3 });
    expect(prepared.variants.map(({ name }) => name)).toEqual(["320", "640"]);
  });

  it("keeps flat colours exactly, as PNG", async () => {
    const pixels = pixelsOf(64, 48, (x, y) => (((x >> 3) + (y >> 3)) % 2 ? [200, 30, 60, 255] : [20, 30, 160, 255]));
    const { full, mime } = await preparePixels(pixels, { mark: "algorithmicMedia" });
    expect(mime).toBe("image/png");
    expect([...(await decodePixels(full, 64)).data]).toEqual([...pixels.data]);
  });

  it("keeps transparency exactly, as PNG", async () => {
    const pixels = pixelsOf(50, 40, (x, y) => [x * 5, y * 6, (x * y) % 256, 1 + ((x * 7 + y) % 255)]);
    const { full, mime } = await preparePixels(pixels, { mark: "algorithmicMedia" });
    expect(mime).toBe("image/png");
    expect([...(await decodePixels(full, 50)).data]).toEqual([...pixels.data]);
  });

  it("gives the same bytes for the same pixels, wherever in memory they lie", async () => {
    const pixels = pixelsOf(60, 40, (x, y) => [(x * 37 + y * 11) % 256, x, y, 255]);
    const within = new Uint8ClampedArray(pixels.data.length + 1).subarray(1);
    within.set(pixels.data);
    const [first, second] = [pixels, { ...pixels, data: within }].map((each) =>
      preparePixels(each, { mark: "algorithmicMedia" }),
    );
    expect((await first).sha256).toBe((await second).sha256);
  });
});
