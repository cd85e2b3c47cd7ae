import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchesTag, readRange } from "./range";

describe("readRange", () => {
  it.each([
    [undefined, "whole"],
    ["bytes=0-0", { start: 0, end: 0 }],
    ["bytes=0-", { start: 0, end: 99 }],
    ["bytes=90-200", { start: 90, end: 99 }],
    ["bytes=-5", { start: 95, end: 99 }],
    ["bytes=-500", { start: 0, end: 99 }],
    ["bytes=-0", "unsatisfiable"],
    ["bytes=100-", "unsatisfiable"],
    ["bytes=5-4", "whole"],
    ["bytes=0-1,5-6", "whole"],
    ["bytes=-", "whole"],
    ["items=0-1", "whole"],
    ["bytes=a-b", "whole"],
  ] as const)("%s of 100 bytes", (header, expected) => {
    expect(readRange(header, 100)).toEqual(expected);
  });

  it("never leaves the file, whatever is sent", () => {
    const header = fc.tuple(fc.nat().map(String), fc.nat().map(String)).map(([a, b]) => `bytes=${a}-${b}`);
    fc.assert(
      fc.property(fc.oneof(header, fc.string()), fc.integer({ min: 1, max: 1_000_000 }), (text, bytes) => {
        const range = readRange(text, bytes);
        if (typeof range === "string") return true;
        return range.start >= 0 && range.start <= range.end && range.end < bytes;
      }),
    );
  });

  it("cannot satisfy any part of an empty file", () => {
    expect(readRange("bytes=0-", 0)).toBe("unsatisfiable");
    expect(readRange("bytes=-1", 0)).toBe("unsatisfiable");
  });
});

describe("matchesTag", () => {
  it.each([
    [undefined, false],
    ['"a"', true],
    ['W/"a"', true],
    ['"b", "a"', true],
    ["*", true],
    ['"b"', false],
    ["a", false],
  ])("%s", (header, expected) => {
    expect(matchesTag(header, '"a"')).toBe(expected);
  });
});
