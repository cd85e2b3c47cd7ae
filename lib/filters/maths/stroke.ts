import type { Plane } from "./plane";

/**
 * Draws a tapering capsule from (x0, y0) with radius r0 to (x1, y1) with radius r1 (pixels) into a plane of
 * coverage 0–1, antialiased; where it meets what is there the darker stays. Hairlines under a pixel get paler, not wider.
 */
export function drawSegment(
  plane: Plane,
  x0: number,
  y0: number,
  r0: number,
  x1: number,
  y1: number,
  r1: number,
): void {
  const { width, height, data } = plane;
  const reach = (r0 > r1 ? r0 : r1) + 0.5;
  const left = Math.max(0, Math.floor((x0 < x1 ? x0 : x1) - reach));
  const right = Math.min(width - 1, Math.ceil((x0 > x1 ? x0 : x1) + reach));
  const top = Math.max(0, Math.floor((y0 < y1 ? y0 : y1) - reach));
  const bottom = Math.min(height - 1, Math.ceil((y0 > y1 ? y0 : y1) + reach));
  const dx = x1 - x0;
  const dy = y1 - y0;
  const inverse = 1 / (dx * dx + dy * dy + 1e-9);
  for (let y = top; y <= bottom; y++) {
    const py = y + 0.5 - y0;
    for (let x = left; x <= right; x++) {
      const px = x + 0.5 - x0;
      let t = (px * dx + py * dy) * inverse;
      t = t < 0 ? 0 : t > 1 ? 1 : t;
      const ex = px - dx * t;
      const ey = py - dy * t;
      const r = r0 + (r1 - r0) * t;
      const inside = r + 0.5 - Math.sqrt(ex * ex + ey * ey);
      if (inside <= 0) continue;
      const cover = (inside < 1 ? inside : 1) * (r < 0.5 ? (2 * r) / ((r + 0.5) * (r + 0.5)) : 1);
      const at = y * width + x;
      if (cover > data[at]) data[at] = cover;
    }
  }
}
