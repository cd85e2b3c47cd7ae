import { expect, it } from "vitest";
import { limits } from "@/lib/limits";
import { longestSides, nearestShape, shapeNames, sizeOf } from "./shape";

it("gives sizes the server accepts, and finds its way back", () => {
  for (const shape of shapeNames) {
    for (const longest of longestSides) {
      const { width, height } = sizeOf(shape, longest);
      for (const side of [width, height]) {
        expect(side).toBeGreaterThanOrEqual(limits.generateSideMinPx);
        expect(side).toBeLessThanOrEqual(limits.generateSideMaxPx);
        expect(side % 8).toBe(0);
      }
      expect(nearestShape(width, height)).toEqual({ shape, longest });
    }
  }
});

it("finds the shape nearest to any size", () => {
  expect(nearestShape(1000, 990)).toEqual({ shape: "square", longest: 1024 });
  expect(nearestShape(300, 900)).toEqual({ shape: "tall", longest: 1024 });
});
