import type { Scene } from "./scene";

/** The last pass: a soft vignette, a whisper of paper grain, a gentle curve. */
export function finish(scene: Scene, vignette = 1): void {
  const { canvas } = scene;
  const { rgb, width, height } = canvas;
  const cx = width / 2;
  const cy = height / 2;
  const far = 1 / (cx * cx + cy * cy);
  for (let py = 0, i = 0; py < height; py++) {
    const dy = py - cy;
    for (let px = 0; px < width; px++, i += 3) {
      const dx = px - cx;
      const rim = (dx * dx + dy * dy) * far;
      const dark = 1 - rim * rim * 0.2 * vignette;
      const grain = (speck(px, py) - 0.5) * 0.022;
      for (let part = 0; part < 3; part++) {
        const value = rgb[i + part] * dark;
        rgb[i + part] = value + grain * (0.35 + value * (1 - value) * 2.4);
      }
    }
    canvas.worked(width * 2);
  }
}

/** White noise from a pixel's place; 0..1. */
function speck(x: number, y: number): number {
  let h = Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  return ((h ^ (h >>> 13)) >>> 0) / 4294967296;
}
