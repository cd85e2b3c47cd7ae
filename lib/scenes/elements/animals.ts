import { hex } from "../raster/colour";
import { Shape } from "../raster/shape";
import type { Scene, Spot } from "../scene";
import { Pen } from "./pen";

/** A sitting cat, seen from behind or the side, tail curled. */
export function drawCat(scene: Scene, spot: Spot): void {
  const pen = new Pen(scene, spot).shadow(0.6);
  const coat = pen.own(hex("#3a3540"));
  const shape = new Shape().blob([
    -0.27, 0, -0.31, -0.2, -0.22, -0.44, -0.13, -0.6, 0.13, -0.62, 0.2, -0.42, 0.25, -0.15, 0.24, 0.01,
  ]);
  shape.ellipse(0.02, -0.74, 0.185, 0.16);
  shape.polygon([-0.16, -0.78, -0.145, -1.0, -0.02, -0.87]).polygon([0.06, -0.87, 0.18, -1.0, 0.2, -0.78]);
  shape.stroke([-0.22, -0.05, -0.46, -0.02, -0.56, -0.16, -0.48, -0.34, -0.54, -0.44], 0.085, 0.05);
  pen.body(shape, coat, { rim: 1.3 });
  if (!scene.find("cat")?.colour && scene.light.darkness < 0.2) return;
  pen.glowing(new Shape().ellipse(-0.04, -0.745, 0.03, 0.022).ellipse(0.1, -0.745, 0.03, 0.022), hex("#ffe27a"), 0.9);
}

export function drawRabbit(scene: Scene, spot: Spot): void {
  const pen = new Pen(scene, spot).shadow(0.7);
  const coat = pen.own(scene.winter ? hex("#f1ede8") : hex("#a58a6e"));
  pen.flat(new Shape().stroke([0.17, -0.62, 0.06, -0.8, 0.02, -0.97], 0.07, 0.06), coat, 0.2);
  const shape = new Shape().blob([
    -0.4, -0.04, -0.43, -0.25, -0.26, -0.44, 0.05, -0.44, 0.2, -0.3, 0.22, 0, -0.1, 0.02,
  ]);
  shape.ellipse(0.24, -0.52, 0.17, 0.14).stroke([0.22, -0.6, 0.16, -0.8, 0.17, -1], 0.075, 0.07);
  pen.body(shape.ellipse(0.12, -0.02, 0.16, 0.04), coat);
  pen
    .flat(new Shape().ellipse(-0.43, -0.17, 0.08), hex("#f6f2ea"), 0.9)
    .flat(new Shape().ellipse(0.3, -0.54, 0.019), hex("#201a1a"), 0.4);
}

export function drawOwl(scene: Scene, spot: Spot): void {
  const pen = new Pen(scene, spot);
  pen.body(
    new Shape().stroke([-1.3, -0.02, 0, 0.02, 1.4, -0.06], 0.13, 0.07).stroke([0.6, 0, 0.95, -0.25], 0.06, 0.02),
    hex("#4a3a30"),
  );
  const coat = pen.own(hex("#7b5f45"));
  const shape = new Shape().blob([
    -0.28, -0.06, -0.36, -0.4, -0.3, -0.78, 0, -0.93, 0.3, -0.78, 0.36, -0.4, 0.28, -0.06, 0, 0.05,
  ]);
  shape.polygon([-0.3, -0.8, -0.3, -1.03, -0.12, -0.88]).polygon([0.3, -0.8, 0.3, -1.03, 0.12, -0.88]);
  pen.body(shape, coat);
  pen.flat(new Shape().ellipse(-0.13, -0.68, 0.145).ellipse(0.13, -0.68, 0.145), hex("#e8d8b8"), 0.75);
  pen.glowing(new Shape().ellipse(-0.12, -0.68, 0.085).ellipse(0.12, -0.68, 0.085), hex("#f6b92e"));
  pen.flat(
    new Shape()
      .ellipse(-0.12, -0.68, 0.042)
      .ellipse(0.12, -0.68, 0.042)
      .polygon([-0.035, -0.63, 0.035, -0.63, 0, -0.54]),
    hex("#221a1a"),
    0.3,
  );
  const bars = new Shape();
  for (let i = 0; i < 12; i++)
    bars.ellipse(
      ((i % 4) - 1.5) * 0.11 + (Math.floor(i / 4) % 2) * 0.05,
      -0.43 + Math.floor(i / 4) * 0.12,
      0.035,
      0.022,
    );
  pen.flat(bars, hex("#e3cfa6"), 0.7);
}
