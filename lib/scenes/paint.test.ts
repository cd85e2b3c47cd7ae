import { describe, expect, it } from "vitest";
import type { Pixels } from "@/lib/filters/define";
import { paint, painterVersion, readPrompt } from "./index";
import { concepts } from "./lexicon/vocabulary";
import { samples } from "./samples";

const silent = { progress() {} };

function picture(prompt: string, options: { seed?: number; size?: number; negativePrompt?: string } = {}): Pixels {
  const { seed = 7, size = 128, negativePrompt } = options;
  return paint({ prompt, negativePrompt, seed, width: size, height: size }, silent).pixels;
}

/** Mean of red, green and blue over a part of the picture, given as shares of its sides. */
function mean({ width, height, data }: Pixels, box: readonly number[] = [0, 0, 1, 1]): [number, number, number] {
  const [left, top, right, bottom] = box;
  const sums: [number, number, number] = [0, 0, 0];
  let count = 0;
  for (let y = Math.floor(top * height); y < bottom * height; y++) {
    for (let x = Math.floor(left * width); x < right * width; x++) {
      for (const part of [0, 1, 2]) sums[part] += data[(y * width + x) * 4 + part];
      count++;
    }
  }
  return [sums[0] / count, sums[1] / count, sums[2] / count];
}

function brightness(pixels: Pixels, box?: number[]): number {
  const [r, g, b] = mean(pixels, box);
  return 0.3 * r + 0.59 * g + 0.11 * b;
}

/** Mean absolute difference a part, 0–255. */
function difference(a: Pixels, b: Pixels): number {
  let sum = 0;
  for (let i = 0; i < a.data.length; i++) sum += Math.abs(a.data[i] - b.data[i]);
  return sum / a.data.length;
}

/** Share of pixels near a colour. */
function shareOf({ data }: Pixels, matches: (r: number, g: number, b: number) => boolean): number {
  let count = 0;
  for (let i = 0; i < data.length; i += 4) if (matches(data[i], data[i + 1], data[i + 2])) count++;
  return count / (data.length / 4);
}

describe("the painter", () => {
  it("gives the same bytes for the same prompt, seed and size", () => {
    for (const prompt of ["three boats at sunset", "abstract music", "apples and a vase", "galaxy", "many fish"]) {
      expect(difference(picture(prompt), picture(prompt))).toBe(0);
    }
    expect(painterVersion).toBeGreaterThanOrEqual(1);
  });

  it("paints other pictures for other seeds and other prompts", () => {
    const prompts = ["mountain lake", "a cat", "freedom", "vase with tulips", "city at night", "honesty"];
    const pictures = prompts.map((prompt) => picture(prompt));
    for (const [i, a] of pictures.entries()) {
      for (const b of pictures.slice(i + 1)) expect(difference(a, b)).toBeGreaterThan(8);
      expect(difference(a, picture(prompts[i], { seed: 8 }))).toBeGreaterThan(4);
    }
  });

  it.each([
    [64, 64],
    [2048, 64],
    [64, 2048],
    [333, 97],
    [101, 257],
  ])("fills %i × %i opaquely, every row touched", (width, height) => {
    for (const prompt of ["sunset over the sea with a boat", "forest river", "pears", "nonsense", "planets"]) {
      const { pixels } = paint({ prompt, seed: 3, width, height }, silent);
      expect(pixels.data.length).toBe(width * height * 4);
      for (let y = 0; y < height; y++) {
        let sum = 0;
        for (let x = 0; x < width; x++) {
          const i = (y * width + x) * 4;
          sum += pixels.data[i] + pixels.data[i + 1] + pixels.data[i + 2];
          if (pixels.data[i + 3] !== 255) throw new Error(`Not opaque at ${x}, ${y}`);
        }
        if (sum === 0) throw new Error(`Row ${y} is empty in ${prompt}`);
      }
    }
  });

  it("refuses sizes it cannot paint", () => {
    for (const width of [63, 2049, 100.5, Number.NaN]) {
      expect(() => paint({ prompt: "sea", seed: 1, width, height: 128 }, silent)).toThrow(RangeError);
    }
  });

  it("composes alike at every size", () => {
    for (const prompt of ["a lighthouse by the sea", "mountains and a lake at dawn", "apples", "geometric"]) {
      const small = picture(prompt, { size: 96 });
      const large = picture(prompt, { size: 384 });
      for (const box of [
        [0, 0, 0.5, 0.5],
        [0.5, 0, 1, 0.5],
        [0, 0.5, 0.5, 1],
        [0.5, 0.5, 1, 1],
      ]) {
        expect(Math.abs(brightness(small, box) - brightness(large, box))).toBeLessThan(7);
      }
    }
  });

  it("paints every sample", () => {
    expect(samples.length).toBe(24);
    expect(new Set(samples.map(({ prompt }) => prompt)).size).toBe(24);
    for (const { prompt, seed, width, height } of samples) {
      const { pixels } = paint(
        { prompt, seed, width: Math.round(width / 10), height: Math.round(height / 10) },
        silent,
      );
      expect(shareOf(pixels, (r, g, b) => r + g + b > 0)).toBeGreaterThan(0.5);
    }
  });
});

describe("what the words do", () => {
  it("draws every concept: the picture changes when it is named", () => {
    const unseen: string[] = [];
    for (const concept of concepts) {
      const word = concept
        .replace(/-/g, " ")
        .replace(/^orange$/, "2 oranges")
        .replace("golden hour", "golden hour light")
        .replace("sailboat", "sailing boat");
      const { mentions } = readPrompt(`a hill and ${word}`);
      expect(
        mentions.map((mention) => mention.concept),
        word,
      ).toContain(concept);
      // The dice are the prompt's, so the plain prompt is made equal by taking the word away as unwanted.
      const prompt = concept === "hill" ? "a meadow and a hill" : `a hill and ${word}`;
      const kept = picture(prompt, { size: 96 });
      const taken = picture(prompt, { size: 96, negativePrompt: word });
      if (difference(kept, taken) < 0.05) unseen.push(concept);
    }
    expect(unseen).toEqual([]);
  });

  it("makes night dark and day bright", () => {
    for (const seed of [1, 2, 3]) {
      const night = brightness(picture("hills at night", { seed }));
      const day = brightness(picture("hills at noon", { seed }));
      expect(night).toBeLessThan(75);
      expect(day - night).toBeGreaterThan(50);
    }
  });

  it("shines where the sun stands", () => {
    for (const seed of [1, 2, 3, 4]) {
      const left = picture("sea at sunset, sun on the left", { seed });
      const right = picture("sea at sunset, sun on the right", { seed });
      expect(brightness(left, [0, 0.2, 0.5, 0.6])).toBeGreaterThan(brightness(left, [0.5, 0.2, 1, 0.6]));
      expect(brightness(right, [0.5, 0.2, 1, 0.6])).toBeGreaterThan(brightness(right, [0, 0.2, 0.5, 0.6]));
    }
  });

  it("gives things and pictures the colours named", () => {
    const hulls = (colour: string) => picture(`a ${colour} sailboat on the sea at noon, close up`, { size: 200 });
    const reddish = (r: number, g: number, b: number) => r > 110 && r > g * 1.7 && r > b * 1.5;
    expect(shareOf(hulls("red"), reddish)).toBeGreaterThan(0.008);
    expect(shareOf(hulls("green"), reddish)).toBeLessThan(0.002);
    for (const seed of [1, 2, 3]) {
      const [r, g, b] = mean(picture("red", { seed }));
      expect(r).toBeGreaterThan(Math.max(g, b) * 1.2);
      const blue = mean(picture("blue abstract", { seed }));
      expect(blue[2]).toBeGreaterThan(blue[0]);
      const sky = mean(picture("green sky over hills", { seed }), [0, 0, 1, 0.4]);
      expect(sky[1]).toBeGreaterThan(sky[0]);
    }
  });

  it("moves a thing to the side the prompt says", () => {
    for (const seed of [1, 2]) {
      const leftOne = picture("an apple on the left", { seed });
      const rightOne = picture("an apple on the right", { seed });
      const red = (r: number, g: number, b: number) => r > 120 && r > g * 1.8 && b < 110;
      expect(middleOf(leftOne, red)).toBeLessThan(0.45);
      expect(middleOf(rightOne, red)).toBeGreaterThan(0.55);
    }
  });

  it("draws as many as it is told", () => {
    const lamps = (count: string) => {
      const { data, width, height } = picture(`${count} yellow balloons in the sky at noon, no sun, no clouds`, {
        size: 300,
      });
      const inside = Uint8Array.from({ length: width * height }, (_, i) =>
        Number(data[i * 4] > data[i * 4 + 2] * 1.5 && data[i * 4] > 110 && i < width * height * 0.5),
      );
      return islands(inside, width);
    };
    const one = lamps("one");
    expect(one).toBe(1);
    expect(lamps("three")).toBeGreaterThan(one);
  });

  it("leaves out what the negative prompt names", () => {
    const request = { prompt: "a lake with a red boat at night", seed: 1, width: 96, height: 96 };
    const { reading } = paint({ ...request, negativePrompt: "boats" }, silent);
    expect(reading.mentions.map(({ concept }) => concept)).not.toContain("boat");
    expect(reading.absent).toContain("boat");
  });
});

describe("progress", () => {
  it("rises from 0 to 1 and previews on the way", () => {
    for (const prompt of ["mountain lake", "silence", "fruit bowl"]) {
      const told: number[] = [];
      let previews = 0;
      paint(
        { prompt, seed: 1, width: 400, height: 300 },
        { progress: (done) => told.push(done), preview: () => previews++ },
      );
      expect(told.length).toBeGreaterThan(5);
      expect(told.every((done, i) => done >= (told[i - 1] ?? 0) && done <= 1)).toBe(true);
      expect(told.at(-1)).toBe(1);
      expect(previews).toBeLessThan(8);
      if (prompt === "mountain lake") expect(previews).toBeGreaterThan(1);
    }
  });

  it("stops where progress throws, and leaves nothing of it in the next picture", () => {
    const untouched = picture("city by the sea");
    for (const limit of [1, 10, 40]) {
      let calls = 0;
      const stop = () => {
        if (++calls === limit) throw new Error("stop");
      };
      expect(() => paint({ prompt: "city by the sea", seed: 1, width: 512, height: 512 }, { progress: stop })).toThrow(
        "stop",
      );
      expect(calls).toBe(limit);
      expect(difference(picture("city by the sea"), untouched)).toBe(0);
    }
  });
});

/** Mean x (share of the width) of the pixels that match. */
function middleOf({ data, width }: Pixels, matches: (r: number, g: number, b: number) => boolean): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < data.length; i += 4) {
    if (!matches(data[i], data[i + 1], data[i + 2])) continue;
    sum += ((i / 4) % width) / width;
    count++;
  }
  expect(count).toBeGreaterThan(10);
  return sum / count;
}

/** Connected areas of more than a few pixels. */
function islands(inside: Uint8Array, width: number): number {
  let found = 0;
  for (let start = 0; start < inside.length; start++) {
    if (!inside[start]) continue;
    const stack = [start];
    let size = 0;
    inside[start] = 0;
    while (stack.length > 0) {
      const i = stack.pop() ?? 0;
      size++;
      for (const j of [i - 1, i + 1, i - width, i + width, i - width * 4, i + width * 4, i - 4, i + 4]) {
        if (inside[j]) {
          inside[j] = 0;
          stack.push(j);
        }
      }
    }
    if (size > 150) found++;
  }
  return found;
}
