import { expect, it } from "vitest";
import { type Measure, packRows, partsOf, rowAt } from "./pack-rows";

const wall: Measure = { widthPx: 1000, rowPx: 200, gapPx: 6 };

it("fills a row while pictures fit and stretches all rows but the last", () => {
  const rows = packRows([1, 1, 1, 1, 1, 1], wall);
  expect(rows.map(({ from, to }) => [from, to])).toEqual([
    [0, 4],
    [4, 6],
  ]);
  expect(rows[0].heightPx).toBeCloseTo((1000 - 18) / 4);
  expect(rows[1].heightPx).toBe(200);
  expect(rows[1].topPx).toBeCloseTo(rows[0].heightPx + 6);
});

it("hangs a picture wider than the wall alone, as high as it can be", () => {
  const [row, next] = packRows([3, 1], { ...wall, widthPx: 300 });
  expect(row).toMatchObject({ from: 0, to: 1, heightPx: 100 });
  expect(next.from).toBe(1);
});

it("keeps the whole height of the wall, whatever rows are in the page", () => {
  const shapes = Array.from({ length: 500 }, (_, index) => 0.5 + ((index * 37) % 50) / 25);
  const rows = packRows(shapes, wall);
  const last = rows[rows.length - 1];
  const height = last.topPx + last.heightPx;
  for (const [first, until, held] of [
    [0, 3, -1],
    [5, 9, 0],
    [rows.length - 2, rows.length - 1, 200],
    [10, 12, 499],
  ]) {
    const parts = partsOf(rows, first, until, held);
    let sum = -6;
    const shown: number[] = [];
    for (const part of parts) {
      if (part.kind === "space") sum += part.heightPx + 6;
      else {
        for (const row of rows) if (row.from >= part.from && row.to <= part.to) sum += row.heightPx + 6;
        for (let index = part.from; index < part.to; index++) shown.push(index);
      }
    }
    expect(sum).toBeCloseTo(height, 6);
    expect(shown).toContain(rows[first].from);
    if (held >= 0) expect(shown).toContain(held);
    expect(shown.length).toBeLessThan(60);
  }
});

it("finds the row at a height", () => {
  const rows = packRows(Array<number>(40).fill(1), wall);
  expect(rowAt(rows, -50)).toBe(0);
  expect(rowAt(rows, rows[3].topPx + 1)).toBe(3);
  expect(rowAt(rows, 1e9)).toBe(rows.length - 1);
});
