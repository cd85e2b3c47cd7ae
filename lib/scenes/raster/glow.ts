import type { Canvas } from "./canvas";
import type { Rgb } from "./colour";

/** Light around a point that fades to nothing at `radius`; `squash` < 1 flattens it. Screened, so that it never burns out hard. */
export function glow(
  canvas: Canvas,
  cx: number,
  cy: number,
  radius: number,
  colour: Rgb,
  strength: number,
  squash = 1,
): void {
  eachSoft(canvas, cx, cy, radius, radius * squash, (i, near) => {
    const share = near * near * strength;
    const { rgb } = canvas;
    for (let part = 0; part < 3; part++) {
      const light = colour[part] * share;
      rgb[i + part] += light * Math.max(0, 1 - rgb[i + part] * 0.75);
    }
  });
}

/** A soft dark or coloured spot laid over the picture: contact shadows, mist. */
export function softSpot(
  canvas: Canvas,
  cx: number,
  cy: number,
  rx: number,
  ry: number,
  colour: Rgb,
  alpha: number,
): void {
  eachSoft(canvas, cx, cy, rx, ry, (i, near) => {
    const share = near * alpha;
    const { rgb } = canvas;
    for (let part = 0; part < 3; part++) rgb[i + part] += (colour[part] - rgb[i + part]) * share;
  });
}

/** Calls back for each pixel in an ellipse with how near the middle it is: 0 at the rim, 1 in the middle, smooth. */
function eachSoft(
  canvas: Canvas,
  cx: number,
  cy: number,
  rx: number,
  ry: number,
  each: (index: number, near: number) => void,
): void {
  const { unit, width, height } = canvas;
  const top = Math.max(0, Math.floor((cy - ry) * unit));
  const bottom = Math.min(height, Math.ceil((cy + ry) * unit));
  const left = Math.max(0, Math.floor((cx - rx) * unit));
  const right = Math.min(width, Math.ceil((cx + rx) * unit));
  for (let y = top; y < bottom; y++) {
    const dy = ((y + 0.5) / unit - cy) / ry;
    for (let x = left; x < right; x++) {
      const dx = ((x + 0.5) / unit - cx) / rx;
      const far = dx * dx + dy * dy;
      if (far < 1) each((y * width + x) * 3, (1 - far) * (1 - far));
    }
    canvas.worked(right - left);
  }
}
