import { describe, expect, it } from "vitest";
import { defineFilter } from "./define";
import { duotone } from "./duotone";
import { applyFilter } from "./index";
import { newPixels } from "./maths/plane";
import { testPicture } from "./test-picture";

/** Paints everything one red; remembers what it was given. */
const red = defineFilter({
  slug: "red",
  title: "Red",
  description: "Red.",
  version: 1,
  params: { amount: { kind: "number", min: 0, max: 2, step: 1, default: 1 } },
  render(source, { amount }, { progress }) {
    progress(0.6);
    progress(0.2);
    const out = newPixels(source.width, source.height);
    for (let p = 0; p < out.data.length; p += 4) out.data[p] = 100 * amount;
    return out;
  },
});

describe("applyFilter", () => {
  const source = testPicture(12, 9);

  it("refuses what it does not know or cannot do", () => {
    expect(() => applyFilter(duotone, source, { params: { colour: 1 } })).toThrow(RangeError);
    expect(() => applyFilter(duotone, source, { params: { toString: 1 } })).toThrow(RangeError);
    expect(() => applyFilter(duotone, source, { params: { contrast: 1.01 } })).toThrow(RangeError);
    expect(() => applyFilter(duotone, source, { params: { contrast: Number.NaN } })).toThrow(RangeError);
    expect(() => applyFilter(duotone, source, { params: { contrast: "0.5" } })).toThrow(RangeError);
    expect(() => applyFilter(duotone, source, { params: { inks: "beige" } })).toThrow(RangeError);
    for (const strength of [-0.1, 1.1, Number.NaN]) {
      expect(() => applyFilter(duotone, source, { strength })).toThrow(RangeError);
    }
    for (const seed of [-1, 0.5, 2 ** 32]) expect(() => applyFilter(duotone, source, { seed })).toThrow(RangeError);
    const short = { width: 4, height: 4, data: new Uint8ClampedArray(60) };
    expect(() => applyFilter(duotone, short)).toThrow(RangeError);
    expect(() => applyFilter(duotone, { width: 0, height: 4, data: new Uint8ClampedArray(0) })).toThrow(RangeError);
  });

  it("blends in a straight line from the source to the effect", () => {
    const half = applyFilter(red, source, { params: { amount: 2 }, strength: 0.5 });
    for (let p = 0; p < half.data.length; p += 4) {
      expect(half.data[p]).toBeCloseTo((source.data[p] + 200) / 2, -0.4);
      expect(half.data[p + 1]).toBeCloseTo(source.data[p + 1] / 2, -0.4);
    }
  });

  it("never lets progress fall", () => {
    const told: number[] = [];
    applyFilter(red, source, { progress: (done) => told.push(done) });
    expect(told).toEqual([0, 0.6, 1]);
  });

  it("fills transparent places from their surroundings before the filter sees them", () => {
    const cut = { width: 8, height: 8, data: new Uint8ClampedArray(8 * 8 * 4) };
    for (let p = 0; p < cut.data.length; p += 4) cut.data.set([0, 255, 0, 0], p);
    for (let y = 0; y < 8; y++) for (let x = 0; x < 4; x++) cut.data.set([200, 40, 40, 255], (y * 8 + x) * 4);
    let seen: Uint8ClampedArray = new Uint8ClampedArray();
    const look = {
      ...red,
      render: (given: typeof cut) => {
        seen = given.data.slice();
        return newPixels(8, 8);
      },
    };
    applyFilter(look, cut);
    for (let p = 0; p < seen.length; p += 4) expect([...seen.subarray(p, p + 4)]).toEqual([200, 40, 40, 255]);
  });
});
