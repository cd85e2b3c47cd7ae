import { expect, test } from "vitest";
import { applyFilter, filters } from "./index";
import { blendPixels } from "./maths/blend";
import { testPicture } from "./test-picture";

const source = testPicture(96, 72);
// Glass at one edge: alpha must stay the source's.
for (let p = 3; p < source.data.length; p += 96 * 4) source.data[p] = 90;

test.each(filters.map((filter) => [filter.slug, filter] as const))(
  "%s at any strength is its full strength blended into the source, byte by byte",
  (_slug, filter) => {
    const full = applyFilter(filter, source);
    for (const strength of [0, 0.05, 0.35, 0.5, 0.85, 1]) {
      const blended = blendPixels(full, source, strength);
      expect(
        Buffer.compare(Buffer.from(blended.data), Buffer.from(applyFilter(filter, source, { strength }).data)),
      ).toBe(0);
    }
  },
);
