import type { Canvas } from "./canvas";

/** Writes the colour at a place into `out`; `below` is the distance under the outline. Returns alpha. */
export type GroundShader = (x: number, y: number, below: number, out: Float32Array) => number;

/**
 * Paints everything from an outline `topAt(x)` down to `bottom` (scene units), the upper edge antialiased by its slope.
 * Land is drawn this way: one call per range of hills.
 */
export function paintBelow(
  canvas: Canvas,
  topAt: (x: number) => number,
  bottom: number,
  shade: GroundShader,
  softness = 1,
): void {
  const { rgb, width, height, unit } = canvas;
  const tops = new Float32Array(width);
  const steep = new Float32Array(width);
  let first = height;
  for (let px = 0; px < width; px++) {
    tops[px] = topAt((px + 0.5) / unit) * unit;
    first = Math.min(first, tops[px]);
  }
  for (let px = 0; px < width; px++) {
    const slope = (tops[Math.min(width - 1, px + 1)] - tops[Math.max(0, px - 1)]) / 2;
    steep[px] = 1 / (softness * Math.min(3, Math.hypot(1, slope)));
  }
  const out = new Float32Array(3);
  const last = Math.min(height, Math.ceil(bottom * unit));
  for (let py = Math.max(0, Math.floor(first - 2)); py < last; py++) {
    const y = (py + 0.5) / unit;
    for (let px = 0, i = py * width * 3; px < width; px++, i += 3) {
      const cover = (py + 0.5 - tops[px]) * steep[px] + 0.5;
      if (cover <= 0) continue;
      const below = Math.max(0, py + 0.5 - tops[px]) / unit;
      const alpha = shade((px + 0.5) / unit, y, below, out) * (cover < 1 ? cover : 1);
      rgb[i] += (out[0] - rgb[i]) * alpha;
      rgb[i + 1] += (out[1] - rgb[i + 1]) * alpha;
      rgb[i + 2] += (out[2] - rgb[i + 2]) * alpha;
    }
    canvas.worked(width * 2);
  }
}
