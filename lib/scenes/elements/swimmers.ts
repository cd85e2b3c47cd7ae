import { hex, type Rgb } from "../raster/colour";
import { Shape } from "../raster/shape";
import type { Scene, Spot } from "../scene";
import { mirrored, ripple } from "./boats";
import { Pen } from "./pen";

const scales: readonly Rgb[] = [hex("#f2813c"), hex("#f3b93f"), hex("#e8566a"), hex("#5fb6d8"), hex("#f4ece0")];

/** A fish, under water or leaping. */
export function drawFish(scene: Scene, spot: Spot): void {
  const pen = new Pen(scene, spot);
  const colour = pen.own(spot.random.pick(scales));
  const fins = new Shape().blob([-0.62, -0.5, -0.95, -0.78, -1.08, -0.8, -0.96, -0.5, -1.06, -0.2, -0.92, -0.22]);
  fins.blob([-0.25, -0.76, -0.05, -0.98, 0.2, -0.9, 0.3, -0.7]).blob([-0.1, -0.26, -0.18, -0.06, 0.08, -0.2]);
  pen.body(fins, colour, { rim: 0.3, flat: 0.5 });
  const body = new Shape().blob([
    -0.7, -0.5, -0.4, -0.7, 0.1, -0.82, 0.5, -0.72, 0.78, -0.48, 0.5, -0.26, 0.1, -0.18, -0.4, -0.3,
  ]);
  pen.body(body, colour, { rim: 0.5 });
  pen.flat(
    new Shape().blob([0.02, -0.8, 0.14, -0.78, 0.1, -0.5, 0.16, -0.2, 0.02, -0.2, -0.04, -0.5]),
    [1, 1, 1],
    0.9,
    { alpha: 0.72 },
  );
  pen.flat(new Shape().blob([0.02, -0.5, -0.22, -0.4, -0.3, -0.46, -0.24, -0.56]), colour, 0.95);
  pen
    .flat(new Shape().ellipse(0.5, -0.55, 0.075), [1, 1, 1], 1)
    .flat(new Shape().ellipse(0.52, -0.55, 0.042), hex("#16151c"), 0.4);
}

/** A whale: its long back with the small fin, the fluke raised behind, a spout above. */
export function drawWhale(scene: Scene, spot: Spot): void {
  const pen = new Pen(scene, spot);
  const skin = pen.own(hex("#3f5a72"));
  const body = new Shape().limb([
    -0.55, 0.05, 0.1, -0.2, -0.02, 0.3, 0.45, -0.05, 0.62, 1.1, 0.0, 0.56, 1.62, 0.06, 0.16,
  ]);
  body.polygon([-0.22, -0.14, -0.36, -0.27, -0.12, -0.19, 0.02, -0.18]);
  const tail = new Shape().limb([-0.88, 0.12, 0.3, -0.93, -0.3, 0.2, -1.04, -0.72, 0.13]);
  for (const side of [-1, 1])
    tail.blob([
      ...[-1.04, -0.6, -1.04 + side * 0.16, -0.76, -1.04 + side * 0.36, -0.92, -1.04 + side * 0.52, -0.93],
      ...[-1.04 + side * 0.42, -0.82, -1.04 + side * 0.24, -0.66, -1.04 + side * 0.06, -0.55],
    ]);
  const dry = (shape: Shape) => shape.map((x, y) => [x, Math.min(y, 0.03)]);
  mirrored(scene, spot, dry(tail), skin);
  mirrored(scene, spot, dry(body), skin);
  pen.body(dry(tail), skin).body(dry(body), skin);
  const throat = new Shape().limb([0.95, 0.06, 0.06, 1.25, 0.02, 0.14, 1.6, 0, 0.08]);
  pen.flat(dry(throat), hex("#cfd8dc"), 0.62, { alpha: 0.75 });
  pen.flat(new Shape().ellipse(1.12, -0.1, 0.026), hex("#14141a"), 0.3);
  for (let i = 0; i < 26; i++) {
    const up = i / 25;
    const out = spot.random.range(-1, 1) * up * up * 0.26;
    pen.puff(0.86 + out, -0.34 - up * 0.5 + Math.abs(out) * 0.5, 0.07 + up * 0.07, [1, 1, 1], 0.5 * (1 - up * 0.6));
  }
  ripple(scene, spot, 1.6);
}

export function drawDolphin(scene: Scene, spot: Spot): void {
  const pen = new Pen(scene, spot);
  const skin = pen.own(hex("#5b7d96"));
  const body = new Shape().stroke([-0.75, -0.12, -0.45, -0.5, 0, -0.72, 0.42, -0.62, 0.68, -0.36], 0.09, 0.26);
  body.stroke([-0.2, -0.64, 0.12, -0.68, 0.4, -0.58], 0.22, 0.28).stroke([0.66, -0.36, 0.84, -0.18], 0.17, 0.06, true);
  body
    .polygon([-0.02, -0.78, -0.2, -1.0, 0.2, -0.78])
    .polygon([-0.72, -0.16, -1.0, -0.2, -0.9, -0.02, -0.74, 0.1, -0.66, -0.1]);
  body.polygon([0.3, -0.52, 0.1, -0.28, 0.44, -0.44]);
  mirrored(scene, spot, body, skin);
  pen.body(body, skin);
  pen.flat(new Shape().stroke([0.2, -0.52, 0.5, -0.44, 0.68, -0.26], 0.05, 0.09), hex("#dce4e6"), 0.8, { alpha: 0.8 });
  const drops = new Shape();
  for (let i = 0; i < 18; i++)
    drops.ellipse(0.75 + spot.random.normal() * 0.18, -Math.abs(spot.random.normal()) * 0.16, 0.018);
  pen.flat(drops, [1, 1, 1], 1, { alpha: 0.8 });
  ripple(scene, spot, 1.1);
}
