import { describe, expect, it } from "vitest";
import { fitted, moveBy, scaleMax, zoomAt } from "./zoom";

const box = { width: 400, height: 300 };

describe("zoom", () => {
  it("keeps the point under the pointer where it is", () => {
    const point = { x: 50, y: -40 };
    const zoomed = zoomAt(zoomAt(fitted, 2, point, box), 1.5, point, box);
    // The picture's own coordinate under the pointer, before and after.
    expect((point.x - zoomed.x) / zoomed.scale).toBeCloseTo(point.x);
    expect((point.y - zoomed.y) / zoomed.scale).toBeCloseTo(point.y);
  });

  it("never goes below the fit nor over the most", () => {
    expect(zoomAt(fitted, 0.5, { x: 100, y: 0 }, box)).toEqual(fitted);
    expect(zoomAt(fitted, 100, { x: 0, y: 0 }, box).scale).toBe(scaleMax);
  });

  it("moves no further than the edge of the picture", () => {
    const moved = moveBy({ scale: 2, x: 0, y: 0 }, 10_000, -10_000, box);
    expect(moved).toEqual({ scale: 2, x: 200, y: -150 });
    expect(moveBy(fitted, 50, 50, box)).toEqual(fitted);
  });
});
