import type { Plane } from "./plane";
import { newPlane } from "./plane";

/**
 * How far each pixel's centre is from the nearest border between different labels, in pixels
 * (two chamfer passes, Borgefors 1986). The picture's own edge is no border.
 */
export function borderDistance(label: Int32Array, width: number, height: number): Plane {
  const plane = newPlane(width, height);
  const d = plane.data.fill(1e6);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      const own = label[i];
      const straight =
        (x > 0 && label[i - 1] !== own) ||
        (x + 1 < width && label[i + 1] !== own) ||
        (y > 0 && label[i - width] !== own) ||
        (y + 1 < height && label[i + width] !== own);
      if (straight) d[i] = 0.5;
    }
  }
  const slant = Math.SQRT2;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      let v = d[i];
      if (x > 0) v = Math.min(v, d[i - 1] + 1);
      if (y > 0) {
        v = Math.min(v, d[i - width] + 1);
        if (x > 0) v = Math.min(v, d[i - width - 1] + slant);
        if (x + 1 < width) v = Math.min(v, d[i - width + 1] + slant);
      }
      d[i] = v;
    }
  }
  for (let y = height - 1; y >= 0; y--) {
    for (let x = width - 1; x >= 0; x--) {
      const i = y * width + x;
      let v = d[i];
      if (x + 1 < width) v = Math.min(v, d[i + 1] + 1);
      if (y + 1 < height) {
        v = Math.min(v, d[i + width] + 1);
        if (x + 1 < width) v = Math.min(v, d[i + width + 1] + slant);
        if (x > 0) v = Math.min(v, d[i + width - 1] + slant);
      }
      d[i] = v;
    }
  }
  return plane;
}
