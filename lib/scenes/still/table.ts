import { Pen } from "../elements/pen";
import { hex } from "../raster/colour";
import { Shape } from "../raster/shape";
import type { Scene, Spot } from "../scene";

/** A plain wooden table out of doors. */
export function drawTable(scene: Scene, spot: Spot): void {
  const pen = new Pen(scene, spot).shadow(1.6);
  const wood = pen.own(hex("#9a6a42"));
  const legs = new Shape().rect(-0.86, -0.86, 0.11, 0.88).rect(0.75, -0.86, 0.11, 0.88);
  pen.body(legs.rect(-0.55, -0.86, 0.08, 0.76).rect(0.47, -0.86, 0.08, 0.76), wood, { rim: 0.3 });
  pen.body(new Shape().polygon([-0.85, -1, 0.85, -1, 1, -0.87, 1, -0.8, -1, -0.8, -1, -0.87]), wood);
}
