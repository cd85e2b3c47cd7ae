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

/** A whale: its back and its fluke out of the water, a spout above. */
export function drawWhale(scene: Scene, spot: Spot): void {
  const pen = new Pen(scene, spot);
  const skin = pen.own(hex("#3f5a72"));
  const tail = new Shape().blob([
    -0.86, 0.05, -0.9, -0.35, -0.98, -0.62, -1.32, -0.9, -1.36, -1.0, -0.98, -0.86, -0.86, -0.78, -0.7, -0.9, -0.38,
    -0.98, -0.44, -0.86, -0.74, -0.62, -0.72, -0.3, -0.62, 0.05,
  ]);
  const back = new Shape().blob([-0.3, 0.05, -0.1, -0.18, 0.4, -0.42, 1, -0.44, 1.4, -0.2, 1.5, 0.05]);
  mirrored(scene, spot, tail, skin);
  mirrored(scene, spot, back, skin);
  pen.body(tail, skin).body(back, skin);
  pen.flat(new Shape().blob([0.55, 0.03, 0.8, -0.1, 1.2, -0.1, 1.46, 0.03]), hex("#cfd8dc"), 0.7);
  pen.flat(new Shape().ellipse(1.12, -0.17, 0.03), hex("#14141a"), 0.3);
  const spout = new Shape();
  for (let i = 0; i < 22; i++) {
    const up = spot.random.next();
    const out = spot.random.sign() * up * up * 0.28;
    spout.ellipse(0.82 + out, -0.5 - up * 0.5 + Math.abs(out) * 0.4, 0.035 * (1.1 - up * 0.5));
  }
  pen.flat(spout, [1, 1, 1], 0.95, { alpha: 0.75 });
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
