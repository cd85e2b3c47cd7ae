import { afterAll, describe, expect, it } from "vitest";
import type { Filter, Pixels } from "./define";
import { type ApplyOptions, applyFilter, filters, findFilter, paramsOf } from "./index";
import { testPicture } from "./test-picture";

const picture = testPicture(160, 120);
/** Filled once a filter: what several tests look at is rendered once. */
const rendered = new Map<string, Pixels>();

/** The test picture through a filter. Every first rendering is also held to leave its source alone. */
function made(filter: Filter, width: number, height: number, options: ApplyOptions = {}): Pixels {
  const key = `${filter.slug} ${width}×${height} ${JSON.stringify(options)}`;
  const known = rendered.get(key);
  if (known) return known;
  const source = testPicture(width, height);
  const result = applyFilter(filter, source, options);
  expect(sameBytes(source, testPicture(width, height)), `${filter.slug} changed its source`).toBe(true);
  rendered.set(key, result);
  return result;
}

function sameBytes(a: Pixels, b: Pixels): boolean {
  return sameRun(a.data, b.data);
}

function sameRun(a: Uint8ClampedArray<ArrayBuffer>, b: Uint8ClampedArray<ArrayBuffer>): boolean {
  return Buffer.from(a.buffer, a.byteOffset, a.length).equals(Buffer.from(b.buffer, b.byteOffset, b.length));
}

/** Mean difference per channel, 0–255. */
function difference(a: Pixels, b: Pixels): number {
  let sum = 0;
  for (let i = 0; i < a.data.length; i++) sum += Math.abs(a.data[i] - b.data[i]);
  return sum / (a.width * a.height * 3);
}

/** Pairs of values each parameter should tell apart. */
function pairs(filter: Filter): [string, number | string, number | string][] {
  return Object.entries(filter.params).flatMap(([name, spec]): [string, number | string, number | string][] =>
    spec.kind === "number"
      ? [[name, spec.min, spec.max]]
      : spec.choices.slice(1).map((choice) => [name, spec.choices[0], choice]),
  );
}

describe("the collection", () => {
  it("has at least eighteen filters with names that are slugs and differ", () => {
    expect(filters.length).toBeGreaterThanOrEqual(18);
    expect(new Set(filters.map((filter) => filter.slug)).size).toBe(filters.length);
    for (const { slug } of filters) expect(slug).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });

  it("finds by slug, and only exact ones", () => {
    expect(findFilter("oil")?.slug).toBe("oil");
    expect(findFilter("Oil")).toBeUndefined();
  });
});

describe.each(filters.map((filter) => ({ slug: filter.slug, filter })))("$slug", ({ filter }) => {
  afterAll(() => rendered.clear());

  it("has words, one to three parameters, and defaults within their ranges", () => {
    expect(filter.title.length).toBeGreaterThan(2);
    expect(filter.description).toMatch(/^[A-Z].*\.$/);
    expect(filter.version).toBeGreaterThanOrEqual(1);
    const names = Object.keys(filter.params);
    expect(names.length).toBeGreaterThanOrEqual(1);
    expect(names.length).toBeLessThanOrEqual(3);
    expect(Object.keys(paramsOf(filter, {}))).toEqual(names);
  });

  it("gives the same bytes twice", () => {
    expect(sameBytes(made(filter, 160, 120, { seed: 5 }), applyFilter(filter, picture, { seed: 5 }))).toBe(true);
  });

  it("keeps the source at strength 0 and moves away from it as strength grows", () => {
    const source = testPicture(64, 48);
    expect(sameBytes(made(filter, 64, 48, { strength: 0 }), source)).toBe(true);
    const apart = [0.25, 0.5, 0.75, 1].map((strength) => difference(made(filter, 64, 48, { strength }), source));
    for (let k = 1; k < apart.length; k++) expect(apart[k]).toBeGreaterThan(apart[k - 1]);
  });

  it("works on every row, and lets no not-a-number through as black", () => {
    const { width, height, data } = made(filter, 160, 120, { seed: 5 });
    for (let y = 0; y < height; y++) {
      const row = data.subarray(y * width * 4, (y + 1) * width * 4);
      const before = picture.data.subarray(y * width * 4, (y + 1) * width * 4);
      expect(sameRun(row, before), `row ${y} is untouched`).toBe(false);
      let light = 0;
      for (let p = 0; p < row.length; p += 4) light += row[p] + row[p + 1] + row[p + 2];
      expect(light, `row ${y} is black`).toBeGreaterThan(0);
    }
  });

  it.each(pairs(filter))("%s tells %s from %s", (name, low, high) => {
    const a = made(filter, 400, 300, { params: { [name]: low } });
    const b = made(filter, 400, 300, { params: { [name]: high } });
    expect(difference(a, b)).toBeGreaterThan(0.25);
  });

  it.each([
    [1, 1],
    [3, 2],
    [2, 3],
    [1, 40],
    [40, 1],
    [5, 4],
    [16, 5000],
  ])("handles %i×%i", (width, height) => {
    const result = made(filter, width, height, { seed: 1 });
    expect([result.width, result.height, result.data.length]).toEqual([width, height, width * height * 4]);
    for (let p = 3; p < result.data.length; p += 4)
      if (result.data[p] !== 255) throw new Error(`alpha ${result.data[p]} at ${p}`);
  });

  it("handles flat, black and white pictures", () => {
    for (const tone of [0, 128, 255]) {
      const flat = testPicture(60, 45);
      flat.data.fill(tone);
      for (let p = 3; p < flat.data.length; p += 4) flat.data[p] = 255;
      expect(applyFilter(filter, flat, {}).data.length).toBe(flat.data.length);
    }
  });

  it("keeps alpha, and is not touched by the colours hidden under it", () => {
    const cut = testPicture(96, 72, { alpha: true });
    const other = testPicture(96, 72, { alpha: true });
    for (let p = 0; p < other.data.length; p += 4) if (other.data[p + 3] === 0) other.data.fill(255, p, p + 3);
    const result = applyFilter(filter, cut, { seed: 3 });
    const again = applyFilter(filter, other, { seed: 3 });
    for (let p = 0; p < result.data.length; p += 4) {
      if (result.data[p + 3] !== cut.data[p + 3]) throw new Error(`alpha changed at ${p}`);
      for (let c = p; c < p + 3; c++)
        if (result.data[c] !== again.data[c]) throw new Error(`hidden colour leaked at ${c}`);
    }
  });

  it("handles a picture without colour", () => {
    const result = applyFilter(filter, testPicture(96, 72, { grey: true }), { seed: 3 });
    expect(result.data.some((value) => value > 0 && value < 255)).toBe(true);
  });

  it("tells its progress from 0 to 1, often and never backwards", () => {
    const told: number[] = [];
    applyFilter(filter, testPicture(240, 180), { progress: (done) => told.push(done) });
    expect(told[0]).toBe(0);
    expect(told.at(-1)).toBe(1);
    expect(told.length).toBeGreaterThan(5);
    for (let k = 1; k < told.length; k++) expect(told[k]).toBeGreaterThanOrEqual(told[k - 1]);
    const steps = told.map((done, k) => (k > 0 ? done - told[k - 1] : 0));
    expect(Math.max(...steps)).toBeLessThan(0.5);
  });

  it("stops when progress throws, and lets it out", () => {
    const source = testPicture(96, 72);
    const stop = new Error("enough");
    let calls = 0;
    const run = () =>
      applyFilter(filter, source, {
        progress: (done) => {
          calls++;
          if (done > 0.3) throw stop;
        },
      });
    expect(run).toThrow(stop);
    const until = calls;
    expect(run).toThrow(stop);
    expect(calls).toBe(until * 2);
  });
});
