import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import sharp from "sharp";
import { thumbHashToRGBA } from "thumbhash";
import { describe, expect, it } from "vitest";
import { colourAt, encoded, photo, plain, quarterColours, quarters, withChunk, withSegment } from "./fixtures";
import type { Format } from "./header";
import { type Prepared, prepareImage } from "./ingest";

const formats: Format[] = ["jpeg", "png", "webp"];
const { red, green, blue, white } = quarterColours;

function distance(a: number[], b: number[]): number {
  return Math.max(...a.slice(0, 3).map((value, index) => Math.abs(value - b[index])));
}

async function expectQuarters(file: Buffer, [topLeft, topRight, bottomLeft, bottomRight]: number[][]): Promise<void> {
  expect(distance(await colourAt(file, 0.25, 0.25), topLeft)).toBeLessThan(14);
  expect(distance(await colourAt(file, 0.75, 0.25), topRight)).toBeLessThan(14);
  expect(distance(await colourAt(file, 0.25, 0.75), bottomLeft)).toBeLessThan(14);
  expect(distance(await colourAt(file, 0.75, 0.75), bottomRight)).toBeLessThan(14);
}

const sizesOf = ({ variants }: Prepared) => variants.map(({ name, width, height }) => `${name}: ${width}×${height}`);

describe("what comes out", () => {
  for (const format of formats) {
    it(`is the same picture in its own format (${format})`, async () => {
      const prepared = await prepareImage(await encoded(quarters(900, 600), format));
      expect(prepared).toMatchObject({ mime: `image/${format}`, width: 900, height: 600 });
      expect(prepared.bytes).toBe(prepared.full.length);
      expect(prepared.sha256).toBe(createHash("sha256").update(prepared.full).digest("hex"));
      expect((await sharp(prepared.full).metadata()).format).toBe(format);
      await expectQuarters(prepared.full, [red, green, blue, white]);
      for (const { bytes, width, height } of prepared.variants) {
        expect(await sharp(bytes).metadata()).toMatchObject({ format: "webp", width, height });
        await expectQuarters(bytes, [red, green, blue, white]);
      }
    });

    it(`is the same bytes for the same input (${format})`, async () => {
      const input = await encoded(photo(700, 500), format);
      const [first, second] = await Promise.all([prepareImage(input), prepareImage(input)]);
      expect(first.sha256).toBe(second.sha256);
      for (const [index, { bytes }] of first.variants.entries())
        expect(bytes.equals(second.variants[index].bytes)).toBe(true);
      expect([first.thumbhash, first.dominantColor]).toEqual([second.thumbhash, second.dominantColor]);
      expect((await prepareImage(input, { mark: "algorithmicMedia" })).sha256).not.toBe(first.sha256);
    });
  }

  it("keeps a photograph close to what it was", async () => {
    const picture = photo(640, 480);
    const before = await picture.clone().raw().toBuffer();
    const { full } = await prepareImage(await encoded(picture, "jpeg"));
    const after = await sharp(full).raw().toBuffer();
    const meanError = before.reduce((sum, value, at) => sum + Math.abs(value - after[at]), 0) / before.length;
    expect(meanError).toBeLessThan(4);
  });

  it("has a placeholder of the same shape and colours", async () => {
    const { thumbhash } = await prepareImage(await encoded(quarters(800, 600), "png"));
    const { w, h, rgba } = thumbHashToRGBA(Buffer.from(thumbhash, "base64"));
    expect(w / h).toBeCloseTo(4 / 3, 0);
    expect(rgba[0]).toBeGreaterThan(rgba[2]);
    expect(thumbhash.length).toBeLessThanOrEqual(60);
  });

  it("names the colour that covers most", async () => {
    const mostlyGreen = quarters(80, 60).extend({ right: 200, background: { r: 30, g: 200, b: 40 } });
    expect((await prepareImage(await mostlyGreen.png().toBuffer())).dominantColor).toBe("#1ec828");
    expect((await prepareImage(await encoded(plain(9, 9, [0, 0, 0, 0]), "png"))).dominantColor).toBe("#ffffff");
  });

  const raccoon = path.resolve(import.meta.dirname, "../../../shared/photos/raccoon.jpg");
  it("prepares a photograph, real where one is at hand", async () => {
    const input = existsSync(raccoon) ? readFileSync(raccoon) : await encoded(photo(1024, 768), "jpeg");
    const prepared = await prepareImage(input);
    expect([prepared.width, prepared.height]).toEqual([1024, 768]);
    expect(sizesOf(prepared)).toEqual(["320: 320×240", "640: 640×480"]);
  });
});

describe("sizes", () => {
  it("makes only variants smaller than the picture, named by their longest side", async () => {
    const sizes = async (width: number, height: number) =>
      sizesOf(await prepareImage(await encoded(plain(width, height, red), "png")));
    expect(await sizes(1, 1)).toEqual([]);
    expect(await sizes(320, 200)).toEqual([]);
    expect(await sizes(200, 321)).toEqual(["320: 199×320"]);
    expect(await sizes(1280, 640)).toEqual(["320: 320×160", "640: 640×320"]);
    expect(await sizes(640, 1281)).toEqual(["320: 160×320", "640: 320×640", "1280: 640×1280"]);
    expect(await sizes(16, 5000)).toEqual(["320: 1×320", "640: 2×640", "1280: 4×1280"]);
  });

  it("takes a single pixel", async () => {
    for (const format of formats) {
      const prepared = await prepareImage(await encoded(plain(1, 1, red), format));
      expect([prepared.width, prepared.height]).toEqual([1, 1]);
    }
  });

  it("scales down to a given side, never up", async () => {
    const input = await encoded(quarters(900, 600), "jpeg");
    const smaller = await prepareImage(input, { maxSidePx: 500 });
    expect([smaller.width, smaller.height]).toEqual([500, 333]);
    expect(sizesOf(smaller)).toEqual(["320: 320×213"]);
    const same = await prepareImage(input, { maxSidePx: 5000 });
    expect([same.width, same.height]).toEqual([900, 600]);
  });
});

describe("orientation", () => {
  /** Where the quarters are once a stored picture is turned as its EXIF orientation says. */
  const upright: number[][][] = [
    [red, green, blue, white],
    [green, red, white, blue],
    [white, blue, green, red],
    [blue, white, red, green],
    [red, blue, green, white],
    [blue, red, white, green],
    [white, green, blue, red],
    [green, white, red, blue],
  ];
  upright.forEach((expected, index) => {
    const orientation = index + 1;
    it(`${orientation} stands upright and no longer says so`, async () => {
      for (const format of formats) {
        const input = await encoded(quarters(360, 270).withMetadata({ orientation }), format);
        const { full, variants, width, height } = await prepareImage(input);
        expect([width, height]).toEqual(orientation < 5 ? [360, 270] : [270, 360]);
        expect((await sharp(full).metadata()).orientation).toBeUndefined();
        for (const file of [full, ...variants.map(({ bytes }) => bytes)]) await expectQuarters(file, expected);
      }
    });
  });
});

describe("colours", () => {
  it("turns 16 bits per channel into 8", async () => {
    const input = await quarters(400, 300).toColourspace("rgb16").png().toBuffer();
    expect((await sharp(input).metadata()).depth).toBe("ushort");
    const { full } = await prepareImage(input);
    expect((await sharp(full).metadata()).depth).toBe("uchar");
    await expectQuarters(full, [red, green, blue, white]);
  });

  it("turns CMYK into sRGB", async () => {
    const input = await quarters(400, 300).toColourspace("cmyk").jpeg({ quality: 95 }).toBuffer();
    expect((await sharp(input).metadata()).space).toBe("cmyk");
    const { full, variants } = await prepareImage(input);
    expect(await sharp(full).metadata()).toMatchObject({ space: "srgb", channels: 3 });
    // Saturated colours are outside of what ink can show, so they come near, not back.
    for (const file of [full, variants[0].bytes]) {
      const [r, g, b] = await colourAt(file, 0.25, 0.25);
      expect(r).toBeGreaterThan(190);
      expect(Math.max(g, b)).toBeLessThan(80);
      expect(distance(await colourAt(file, 0.75, 0.75), white)).toBeLessThan(14);
    }
  });

  it("applies a colour profile and drops it", async () => {
    for (const format of formats) {
      const input = await encoded(quarters(400, 300).withIccProfile("p3"), format);
      expect(distance(await colourAt(input, 0.25, 0.25), red)).toBeGreaterThan(15);
      const { full, variants } = await prepareImage(input);
      expect((await sharp(full).metadata()).icc).toBeUndefined();
      for (const file of [full, variants[0].bytes]) await expectQuarters(file, [red, green, blue, white]);
    }
  });

  it("keeps transparency in PNG and WebP", async () => {
    for (const format of ["png", "webp"] as const) {
      const half = plain(400, 300, [200, 40, 60, 128]);
      const { full, variants } = await prepareImage(await encoded(half, format));
      for (const file of [full, variants[0].bytes]) {
        const [r, g, b, alpha] = await colourAt(file, 0.5, 0.5);
        expect(distance([r, g, b], [200, 40, 60])).toBeLessThan(12);
        expect(alpha).toBe(128);
      }
    }
  });

  it("takes grey pictures, with and without transparency", async () => {
    const grey = plain(400, 300, [90, 90, 90]).toColourspace("b-w");
    const files = [
      await grey.clone().jpeg().toBuffer(),
      await grey.clone().png().toBuffer(),
      await plain(400, 300, [90, 90, 90, 200]).toColourspace("b-w").png().toBuffer(),
      await grey.clone().png({ palette: true, colours: 2 }).toBuffer(),
    ];
    for (const file of files) {
      const { dominantColor, variants } = await prepareImage(file);
      expect(distance([Number.parseInt(dominantColor.slice(1, 3), 16)], [90])).toBeLessThan(4);
      expect(distance(await colourAt(variants[0].bytes, 0.5, 0.5), [90, 90, 90])).toBeLessThan(6);
    }
  });
});

describe("metadata of others", () => {
  const secret = "N48.1374 E11.5755 Jane Doe";

  it("is gone: EXIF, GPS, XMP, IPTC, comments, text", async () => {
    const exif = {
      IFD0: { Artist: secret, Copyright: secret },
      IFD3: { GPSLatitudeRef: "N", GPSLatitude: "48/1 8/1 14/1" },
    };
    const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/">${secret}</x:xmpmeta>`;
    for (const format of formats) {
      let input = await encoded(quarters(400, 300).withExif(exif).withXmp(xmp), format);
      if (format === "jpeg") {
        input = withSegment(input, 0xed, Buffer.from(`Photoshop 3.0\0${secret}`));
        input = withSegment(input, 0xfe, Buffer.from(secret));
      }
      if (format === "png") input = withChunk(input, "tEXt", Buffer.from(`Comment\0${secret}`));
      const before = await sharp(input).metadata();
      expect(before.exif).toBeDefined();
      expect(before.xmp).toBeDefined();
      expect(input.includes(secret)).toBe(true);

      const { full, variants } = await prepareImage(input);
      for (const file of [full, ...variants.map(({ bytes }) => bytes)]) {
        const after = await sharp(file).metadata();
        expect([after.exif, after.xmp, after.iptc, after.icc, after.comments]).toEqual(Array(5).fill(undefined));
        expect(file.includes(secret)).toBe(false);
        expect(file.includes("GPS")).toBe(false);
      }
    }
  });
});
