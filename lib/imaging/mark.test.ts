import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { convertImage } from "./convert";
import { colourAt, encoded, photo, plain, quarters } from "./fixtures";
import type { Format } from "./header";
import { prepareImage, preparePixels } from "./ingest";
import { markPacket, readMark, sourceTypes } from "./mark";
import { decodePixels } from "./pixels";

const formats: Format[] = ["jpeg", "png", "webp"];
const vocabulary = "http://cv.iptc.org/newscodes/digitalsourcetype/";

describe("the mark", () => {
  for (const format of formats) {
    it(`goes into a ${format} and its variants and is read back`, async () => {
      for (const mark of sourceTypes) {
        const { full, variants } = await prepareImage(await encoded(quarters(700, 500), format), { mark });
        for (const file of [full, ...variants.map(({ bytes }) => bytes)]) {
          expect(await readMark(file)).toBe(mark);
          const { xmp } = await sharp(file).metadata();
          expect(xmp?.toString()).toContain(`DigitalSourceType>${vocabulary}${mark}<`);
          expect(xmp?.toString()).toContain("<xmp:CreatorTool>Atelier<");
        }
      }
    });
  }

  it("goes into pixels of our own", async () => {
    const pixels = await decodePixels(await encoded(photo(400, 300), "png"), 400);
    const { full } = await preparePixels(pixels, { mark: "algorithmicMedia" });
    expect(await readMark(full)).toBe("algorithmicMedia");
  });

  it("is absent unless asked for, even where the upload had one", async () => {
    const marked = await encoded(quarters(90, 60).withXmp(markPacket("trainedAlgorithmicMedia")), "jpeg");
    expect(await readMark(marked)).toBe("trainedAlgorithmicMedia");
    expect(await readMark((await prepareImage(marked)).full)).toBeNull();
  });

  it("is understood in the ways others write it", async () => {
    const description = (inner: string, attribute = "") =>
      `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
       <rdf:Description xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" ${attribute}>${inner}</rdf:Description></rdf:RDF></x:xmpmeta>`;
    const ways = [
      description("", `Iptc4xmpExt:DigitalSourceType="${vocabulary}trainedAlgorithmicMedia"`),
      description(`<Iptc4xmpExt:DigitalSourceType rdf:resource="${vocabulary}trainedAlgorithmicMedia"/>`),
      description(
        `<Iptc4xmpExt:DigitalSourceType>\n${vocabulary}trainedAlgorithmicMedia</Iptc4xmpExt:DigitalSourceType>`,
      ),
    ];
    for (const xmp of ways) {
      expect(await readMark(await encoded(quarters(9, 9).withXmp(xmp), "jpeg"))).toBe("trainedAlgorithmicMedia");
    }
    const camera = description(
      `<Iptc4xmpExt:DigitalSourceType>${vocabulary}digitalCapture</Iptc4xmpExt:DigitalSourceType>`,
    );
    expect(await readMark(await encoded(quarters(9, 9).withXmp(camera), "jpeg"))).toBeNull();
  });

  it("is null for what is no picture", async () => {
    expect(await readMark(Buffer.from("nothing"))).toBeNull();
    expect(await readMark(Buffer.alloc(0))).toBeNull();
  });
});

describe("converting for a download", () => {
  for (const from of formats) {
    it(`takes ${from} to every format and keeps the mark`, async () => {
      const { full } = await prepareImage(await encoded(quarters(200, 100), from), { mark: "algorithmicallyEnhanced" });
      for (const to of formats) {
        const { bytes, mime } = await convertImage(full, to);
        expect(mime).toBe(`image/${to}`);
        expect(await sharp(bytes).metadata()).toMatchObject({ format: to, width: 200, height: 100 });
        expect(await readMark(bytes)).toBe("algorithmicallyEnhanced");
      }
    });
  }

  it("puts transparent places on white in a JPEG", async () => {
    const { bytes } = await convertImage(await encoded(plain(40, 40, [200, 0, 0, 0]), "png"), "jpeg");
    expect(await colourAt(bytes, 0.5, 0.5)).toEqual([255, 255, 255]);
  });

  it("leaves an unmarked picture unmarked", async () => {
    const { bytes } = await convertImage(await encoded(quarters(40, 40), "png"), "webp");
    expect(await readMark(bytes)).toBeNull();
  });
});
