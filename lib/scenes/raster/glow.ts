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
  const { rgb } = canvas;
  const [red, green, blue] = colour;
  eachSoftRow(canvas, cx, cy, radius, radius * squash, (start, dx, step, count, room) => {
    for (let n = 0, i = start, x = dx; n < count; n++, i += 3, x += step) {
      const near = room - x * x;
      if (near <= 0) continue;
      const share = near * near * near * near * strength;
      rgb[i] += red * share * Math.max(0, 1 - rgb[i] * 0.75);
      rgb[i + 1] += green * share * Math.max(0, 1 - rgb[i + 1] * 0.75);
      rgb[i + 2] += blue * share * Math.max(0, 1 - rgb[i + 2] * 0.75);
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
  const { rgb } = canvas;
  const [red, green, blue] = colour;
  eachSoftRow(canvas, cx, cy, rx, ry, (start, dx, step, count, room) => {
    for (let n = 0, i = start, x = dx; n < count; n++, i += 3, x += step) {
      const near = room - x * x;
      if (near <= 0) continue;
      const share = near * near * alpha;
      rgb[i] += (red - rgb[i]) * share;
      rgb[i + 1] += (green - rgb[i + 1]) * share;
      rgb[i + 2] += (blue - rgb[i + 2]) * share;
    }
  });
}

/**
 * Calls back for each row of an ellipse with its first part's index, the first pixel's distance from the middle and the
 * step to the next (1 is the rim), how many pixels there are, and what remains of 1 for the distance across.
 */
function eachSoftRow(
  canvas: Canvas,
  cx: number,
  cy: number,
  rx: number,
  ry: number,
  each: (start: number, dx: number, step: number, count: number, room: number) => void,
): void {
  const { unit, width, height } = canvas;
  const top = Math.max(0, Math.floor((cy - ry) * unit));
  const bottom = Math.min(height, Math.ceil((cy + ry) * unit));
  const step = 1 / (unit * rx);
  for (let y = top; y < bottom; y++) {
    const dy = ((y + 0.5) / unit - cy) / ry;
    const room = 1 - dy * dy;
    if (room <= 0) continue;
    const reach = Math.sqrt(room) * rx;
    const left = Math.max(0, Math.floor((cx - reach) * unit));
    const right = Math.min(width, Math.ceil((cx + reach) * unit));
    if (left >= right) continue;
    each((y * width + left) * 3, ((left + 0.5) / unit - cx) / rx, step, right - left, room);
    canvas.worked(right - left);
  }
}
