import type { Pixels } from "./define";

/**
 * A picture for tests, the same scene at every size: sky, disc, hard-edged hills and a furry texture.
 * `alpha` cuts a soft-edged hole; `grey` removes colour.
 */
export function testPicture(width: number, height: number, options: { alpha?: boolean; grey?: boolean } = {}): Pixels {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const u = (x + 0.5) / width;
      const v = (y + 0.5) / height;
      const rgb = sceneAt(u, v);
      const grey = (rgb[0] + rgb[1] + rgb[2]) / 3;
      const p = (y * width + x) * 4;
      for (let c = 0; c < 3; c++) data[p + c] = options.grey ? grey : rgb[c];
      const hole = (Math.hypot(u - 0.3, v - 0.4) - 0.18) * 900;
      data[p + 3] = options.alpha ? hole : 255;
    }
  }
  return { width, height, data };
}

function sceneAt(u: number, v: number): [number, number, number] {
  if (Math.hypot((u - 0.66) * 1.3, v - 0.36) < 0.15) return [250, 214, 120];
  const hill = 0.6 - 0.13 * Math.sin(u * 6 + 0.6);
  if (v > hill) {
    const fur = 26 * Math.sin(u * 90 + 7 * Math.sin(v * 14)) * Math.sin(v * 60 + u * 11);
    return [96 + fur + 70 * u, 92 + fur - 30 * u, 60 + fur];
  }
  return [84 + 150 * v, 128 + 90 * v, 214 - 50 * v];
}
