import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { drawCard } from "./card";
import { encoded, photo, quarterColours, quarters } from "./fixtures";

const words = { title: "A heron among reeds", lines: ["Ada", "Oil, strength 0.7"], site: "Atelier" };
const paper = [252, 250, 246];

async function pixelsOf(card: Buffer) {
  const { data, info } = await sharp(card).raw().toBuffer({ resolveWithObject: true });
  expect([info.format, info.width, info.height, info.channels]).toEqual(["raw", 1200, 630, 3]);
  return (x: number, y: number) => [...data.subarray((y * 1200 + x) * 3, (y * 1200 + x) * 3 + 3)];
}

const near = (pixel: number[], wanted: readonly number[], by = 12) =>
  expect(
    pixel.every((value, index) => Math.abs(value - wanted[index]) <= by),
    `${pixel} is not ${wanted}`,
  ).toBe(true);

/** How many pixels of a part of the card are dark, as letters are. */
function inkIn(at: (x: number, y: number) => number[], [left, top, right, bottom]: number[]): number {
  let dark = 0;
  for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) if (at(x, y)[0] < 128) dark++;
  return dark;
}

describe("a share card", () => {
  it("is a JPEG of 1200×630: the picture on paper, its label beside it", async () => {
    const card = await drawCard(await encoded(quarters(1600, 1200), "png"), words, false);
    expect((await sharp(card).metadata()).format).toBe("jpeg");
    const at = await pixelsOf(card);
    for (const [x, y] of [
      [4, 4],
      [1196, 626],
      [600, 20],
      [20, 300],
    ])
      near(at(x, y), paper, 3);
    near(at(120, 120), quarterColours.red);
    near(at(700, 120), quarterColours.green);
    near(at(120, 500), quarterColours.blue);
    expect(inkIn(at, [800, 48, 1152, 300])).toBeGreaterThan(500);
    expect(inkIn(at, [800, 540, 1152, 590])).toBeGreaterThan(100);
  });

  it.each([
    ["a tall strip", 60, 3000],
    ["a wide strip", 3000, 60],
    ["a speck", 1, 1],
  ])("holds %s", async (_what, width, height) => {
    await pixelsOf(await drawCard(await encoded(photo(width, height), "png"), words, false));
  });

  it("veils what one is asked about: its light, no shapes", async () => {
    const picture = await encoded(photo(1000, 1000), "png");
    const [shown, veiled] = [await drawCard(picture, words, false), await drawCard(picture, words, true)].map(
      async (card) => {
        const inner = await sharp(card).extract({ left: 60, top: 60, width: 500, height: 500 }).png().toBuffer();
        return (await sharp(inner).stats()).sharpness;
      },
    );
    expect(await shown).toBeGreaterThan(0.5);
    expect(await veiled).toBeLessThan((await shown) / 4);
  });

  it("takes words of any kind: long, hostile, none, of scripts that no face here has", async () => {
    const picture = await encoded(photo(800, 600), "jpeg");
    const titles = [
      "a ".repeat(3000),
      "x".repeat(3000),
      `<span size="900pt">&amp;</b>`,
      "",
      "\0\u202e\ud800",
      "𐎠𐎡𐎢 𓀀",
      "夕焼け",
    ];
    for (const title of titles) {
      const at = await pixelsOf(await drawCard(picture, { ...words, title }, false));
      near(at(1190, 300), paper, 3);
      near(at(600, 620), paper, 3);
    }
  });
});
