import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { AppError, type ErrorCode, errorCodes } from "@/lib/errors";
import { limits } from "@/lib/limits";
import { animatedPng, animatedWebp, colourAt, encoded, hugePng, photo, plain, quarters, withSegment } from "./fixtures";
import { prepareImage } from "./ingest";

const html = "<html><script>alert(1)</script></html>";

async function codeOf(input: Buffer): Promise<ErrorCode | null> {
  try {
    await prepareImage(input);
    return null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    expect(error.status).toBe(422);
    expect(error.options.fields).toEqual({ image: [errorCodes[error.code].words] });
    return error.code;
  }
}

describe("too large", () => {
  it("refuses a small file of 196 megapixels by its header, without decoding it", async () => {
    const bomb = hugePng(14_000, 14_000);
    expect(bomb.length).toBeLessThan(602_000);
    const peakBefore = process.resourceUsage().maxRSS;
    expect(await codeOf(bomb)).toBe("image_too_large");
    expect(process.resourceUsage().maxRSS - peakBefore).toBeLessThan(50_000);
  });

  it("refuses one side that is too long", async () => {
    expect(await codeOf(hugePng(limits.imageMaxSidePx + 1, 8))).toBe("image_too_large");
    expect(await codeOf(hugePng(8, limits.imageMaxSidePx + 1))).toBe("image_too_large");
  });

  it("takes the longest side there may be", async () => {
    const { width, height } = await prepareImage(hugePng(limits.imageMaxSidePx, 8));
    expect([width, height]).toEqual([limits.imageMaxSidePx, 8]);
  });
});

describe("not a picture we take", () => {
  const others: Record<string, () => Promise<Buffer> | Buffer> = {
    SVG: () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
    GIF: () => plain(9, 9, [1, 2, 3]).gif().toBuffer(),
    TIFF: () => plain(9, 9, [1, 2, 3]).tiff().toBuffer(),
    AVIF: () => plain(9, 9, [1, 2, 3]).avif({ effort: 0 }).toBuffer(),
    PDF: () => Buffer.from("%PDF-1.7\n1 0 obj\n"),
    text: () => Buffer.from("Not a picture at all."),
    HTML: () => Buffer.from(html),
  };
  for (const [name, make] of Object.entries(others)) {
    it(`refuses ${name} as the wrong type`, async () => {
      expect(await codeOf(await make())).toBe("image_type");
    });
  }

  it("refuses an empty file as unreadable", async () => {
    expect(await codeOf(Buffer.alloc(0))).toBe("image_unreadable");
  });

  it("refuses what only begins like a picture", async () => {
    const beginnings = [
      Buffer.from([0xff, 0xd8, 0xff]),
      Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(html)]),
      Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.from(html)]),
      Buffer.concat([Buffer.from("RIFF\0\0\0\0WEBP"), Buffer.from(html)]),
    ];
    for (const beginning of beginnings) expect(await codeOf(beginning)).toBe("image_unreadable");
  });
});

describe("damaged", () => {
  const pictures: Record<string, Buffer> = {};
  beforeAll(async () => {
    pictures.jpeg = await encoded(photo(600, 400), "jpeg");
    pictures.progressive = await photo(600, 400).jpeg({ quality: 90, progressive: true }).toBuffer();
    pictures.png = await encoded(photo(600, 400), "png");
    pictures.interlaced = await photo(600, 400).png({ progressive: true }).toBuffer();
    pictures.webp = await encoded(photo(600, 400), "webp");
    pictures.lossless = await photo(600, 400).webp({ lossless: true }).toBuffer();
  });

  for (const name of ["jpeg", "progressive", "png", "interlaced", "webp", "lossless"]) {
    it(`refuses a ${name} that ends too early, wherever`, async () => {
      for (const share of [0.02, 0.3, 0.7, 0.97]) {
        const cut = pictures[name].subarray(0, Math.floor(pictures[name].length * share));
        expect(await codeOf(cut), `cut at ${share}`).toBe("image_unreadable");
      }
    });
  }

  it("refuses a JPEG whose second half is missing although it has an end", async () => {
    for (const whole of [pictures.jpeg, pictures.progressive]) {
      const half = Buffer.concat([whole.subarray(0, whole.length / 2), Buffer.from([0xff, 0xd9])]);
      expect(await codeOf(half)).toBe("image_unreadable");
    }
  });

  it("refuses a PNG with changed bytes", async () => {
    const changed = Buffer.from(pictures.png);
    for (let at = 0; at < 40; at++) changed[(changed.length >> 1) + at * 3] ^= 0x5a;
    expect(await codeOf(changed)).toBe("image_unreadable");
  });

  it("takes a JPEG with the harmless flaws that cameras and editors write", async () => {
    const whole = pictures.jpeg;
    const extra = Buffer.concat([whole.subarray(0, -2), Buffer.alloc(9, 1), whole.subarray(-2)]);
    const oddVersion = withSegment(whole, 0xe0, Buffer.from("JFIF\0\x09\x09\0\0\x01\0\x01\0\0", "latin1"));
    const behindScan = Buffer.concat([
      pictures.progressive.subarray(0, -2),
      Buffer.alloc(5, 7),
      Buffer.from([0xff, 0xd9]),
    ]);
    for (const flawed of [extra, oddVersion, behindScan]) expect(await codeOf(flawed)).toBeNull();
  });

  it("tells harmless flaws from damage when many are read at once", async () => {
    const whole = pictures.progressive;
    const flawed = Buffer.concat([whole.subarray(0, -2), Buffer.alloc(9, 1), whole.subarray(-2)]);
    const damaged = Buffer.concat([whole.subarray(0, whole.length / 2), Buffer.from([0xff, 0xd9])]);
    const codes = await Promise.all([flawed, damaged, flawed, damaged, damaged, flawed].map(codeOf));
    expect(codes).toEqual([null, ...["image_unreadable", null, "image_unreadable", "image_unreadable", null]]);
  });
});

describe("disguised", () => {
  it("goes by content, whatever a file is called", async () => {
    expect((await prepareImage(await encoded(quarters(40, 30), "webp"))).mime).toBe("image/webp");
    expect((await prepareImage(await encoded(quarters(40, 30), "png"))).extension).toBe("png");
    expect((await prepareImage(await encoded(quarters(40, 30), "jpeg"))).extension).toBe("jpg");
  });

  it("leaves nothing of a page hidden in or behind a picture", async () => {
    const jpeg = await encoded(quarters(40, 30), "jpeg");
    const polyglots = [
      Buffer.concat([jpeg, Buffer.from(html)]),
      withSegment(jpeg, 0xfe, Buffer.from(html)),
      Buffer.concat([await encoded(quarters(40, 30), "png"), Buffer.from(html)]),
      Buffer.concat([await encoded(quarters(40, 30), "webp"), Buffer.from(html)]),
    ];
    for (const polyglot of polyglots) {
      const { full } = await prepareImage(polyglot);
      expect(full.includes("script")).toBe(false);
      expect(full.includes("html")).toBe(false);
    }
  });

  it("takes the first frame of an animation", async () => {
    const [red, green]: number[][] = [
      [220, 30, 30],
      [30, 200, 40],
    ];
    const webp = await animatedWebp([plain(40, 30, red), plain(40, 30, green)], 40, 30);
    const png = await animatedPng(await encoded(plain(40, 30, red), "png"), await encoded(plain(40, 30, green), "png"));
    expect((await sharp(webp).metadata()).pages).toBe(2);
    for (const animated of [webp, png]) {
      const { full, width, height } = await prepareImage(animated);
      expect([width, height]).toEqual([40, 30]);
      expect((await sharp(full).metadata()).pages ?? 1).toBe(1);
      const colour = await colourAt(full, 0.5, 0.5);
      expect(Math.abs(colour[0] - red[0]) + Math.abs(colour[1] - red[1])).toBeLessThan(12);
    }
  });
});
