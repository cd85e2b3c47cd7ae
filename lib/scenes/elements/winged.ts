import { hex, type Rgb } from "../raster/colour";
import { Shape } from "../raster/shape";
import type { Scene, Spot } from "../scene";
import { mirrored, ripple } from "./boats";
import { Pen } from "./pen";

/** A bird on the wing, the wing beat by chance. */
export function drawBird(scene: Scene, spot: Spot): void {
  const pen = new Pen(scene, spot);
  const up = spot.random.range(0.15, 0.75);
  const dip = spot.random.range(0.05, 0.22);
  const wing = (side: number, reach: number) => {
    const [mx, my] = [side * reach * 0.45, -up * 0.8];
    const [ex, ey] = [side * reach, -up + dip * 2];
    return [
      0,
      -0.06,
      mx * 0.6,
      my * 0.85 - 0.05,
      mx,
      my - 0.05,
      ex,
      ey,
      mx * 1.05,
      my + 0.1,
      mx * 0.4,
      my * 0.4 + 0.1,
      0,
      0.08,
    ];
  };
  const shape = new Shape().polygon(wing(-1, 1)).polygon(wing(1, 0.92));
  shape.stroke([-0.16, 0.06, 0, 0, 0.18, -0.01], 0.05, 0.13).stroke([0.16, -0.02, 0.3, 0], 0.1, 0.02, true);
  shape.polygon([-0.12, 0.02, -0.34, 0.14, -0.3, 0.02]);
  pen.body(shape, pen.own(scene.light.darkness > 0.2 ? hex("#3c3546") : hex("#4c525e")), { rim: 0.4 });
}

export function drawButterfly(scene: Scene, spot: Spot): void {
  const pen = new Pen(scene, spot);
  const wing: Rgb = pen.own(spot.random.pick([hex("#ef8a2e"), hex("#5f8fe0"), hex("#e9c23a"), hex("#d8567f")]));
  const upper = (s: number, k: number) => [
    0,
    -0.5,
    s * 0.3 * k,
    -0.9 * k - 0.05,
    s * 0.75 * k,
    -1.0 * k + 0.02,
    s * 0.72 * k,
    -0.62,
    s * 0.3 * k,
    -0.46,
  ];
  const lower = (s: number, k: number) => [
    0,
    -0.48,
    s * 0.4 * k,
    -0.5,
    s * 0.6 * k,
    -0.28,
    s * 0.4 * k,
    -0.05 * k,
    s * 0.15 * k,
    -0.2,
  ];
  for (const side of [-1, 1]) {
    pen.body(new Shape().blob(upper(side, 1)).blob(lower(side, 1)), hex("#2b2430"), { rim: 0.5 });
    pen.flat(new Shape().blob(upper(side, 0.84)), wing, 0.95).flat(new Shape().blob(lower(side, 0.8)), wing, 0.75);
  }
  pen.flat(new Shape().stroke([0, -0.72, 0, -0.45, 0, -0.1], 0.06, 0.03), hex("#221c26"), 0.3);
  pen.flat(
    new Shape().stroke([0, -0.7, 0.06, -0.9, 0.14, -0.98], 0.016).stroke([0, -0.7, -0.06, -0.9, -0.14, -0.98], 0.016),
    hex("#221c26"),
    0.3,
  );
}

export function drawSwan(scene: Scene, spot: Spot): void {
  const pen = new Pen(scene, spot);
  const white = pen.own(hex("#f7f4ee"));
  const body = new Shape().blob([-0.72, -0.34, -0.5, 0, 0, 0.06, 0.42, 0, 0.5, -0.2, 0.2, -0.36, -0.3, -0.46]);
  const neck = new Shape().stroke([0.36, -0.12, 0.56, -0.36, 0.4, -0.66, 0.46, -0.92, 0.62, -0.9], 0.17, 0.11);
  mirrored(scene, spot, body, white);
  mirrored(scene, spot, neck, white);
  pen.body(neck, white, { rim: 0.6 }).body(body, white, { rim: 0.6 });
  pen.body(new Shape().blob([-0.78, -0.5, -0.4, -0.22, 0.1, -0.12, 0.3, -0.24, 0, -0.5, -0.4, -0.56]), white, {
    rim: 0.7,
  });
  pen
    .flat(new Shape().polygon([0.64, -0.95, 0.86, -0.82, 0.64, -0.84]), hex("#e88a2e"), 0.8)
    .flat(new Shape().ellipse(0.62, -0.92, 0.022), hex("#1d1a1e"), 0.3);
  ripple(scene, spot, 0.8);
}
