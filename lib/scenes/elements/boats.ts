import { hex, type Rgb } from "../raster/colour";
import { Shape } from "../raster/shape";
import type { Scene, Spot } from "../scene";
import { Pen } from "./pen";

const paints: readonly Rgb[] = [hex("#b5432f"), hex("#2f5f7d"), hex("#7a4a2e"), hex("#d8a13c"), hex("#3f7a62")];

/** A rowing boat with someone in it now and then. */
export function drawBoat(scene: Scene, spot: Spot): void {
  const colour = spot.colour ?? spot.random.pick(paints);
  const hull = new Shape().polygon([
    -0.98, -0.4, -0.86, -0.06, -0.7, 0.04, 0.68, 0.04, 0.88, -0.08, 1.06, -0.5, 0.8, -0.34, -0.7, -0.3,
  ]);
  const rim = new Shape().polygon([
    -0.98, -0.42, -0.7, -0.32, 0.8, -0.36, 1.06, -0.52, 1.02, -0.42, 0.8, -0.27, -0.7, -0.23, -0.96, -0.34,
  ]);
  const rower = new Shape().stroke([-0.08, -0.28, -0.02, -0.62], 0.24, 0.16, true).ellipse(0.03, -0.82, 0.11);
  const crewed = spot.random.chance(0.6);
  mirrored(scene, spot, hull, colour);
  const pen = new Pen(scene, spot);
  if (crewed)
    pen
      .body(rower, hex("#3c4358"))
      .body(new Shape().stroke([0.0, -0.5, 0.5, -0.34, 0.95, 0.02], 0.035, 0.03), hex("#7d5c3c"));
  pen.body(hull, colour).flat(rim, hex("#e9dcc4"), 0.7);
  ripple(scene, spot, 1.5);
}

/** A boat under two sails. */
export function drawSailboat(scene: Scene, spot: Spot): void {
  const colour = spot.colour ?? hex("#f4efe2");
  const wood = spot.colour ? hex("#5a3d2c") : spot.random.pick(paints);
  const hull = new Shape().blob([-0.36, -0.13, -0.3, 0.01, 0, 0.035, 0.28, 0.01, 0.44, -0.15, 0.1, -0.115]);
  const main = new Shape().polygon([-0.01, -0.98, -0.03, -0.5, -0.035, -0.17, -0.36, -0.19, -0.22, -0.55]);
  const jib = new Shape().polygon([0.025, -0.9, 0.2, -0.5, 0.42, -0.19, 0.03, -0.17]);
  for (const part of [hull, main, jib]) mirrored(scene, spot, part, part === hull ? wood : colour);
  const pen = new Pen(scene, spot);
  pen.flat(new Shape().rect(-0.012, -1, 0.022, 0.9), hex("#4d3a2c"), 0.4);
  pen.body(main, colour, { rim: 0.7 }).body(jib, colour, { rim: 0.7 }).body(hull, wood);
  pen.flat(new Shape().polygon([0, -1, -0.12, -0.975, 0, -0.95]), hex("#c8372f"), 0.8);
  ripple(scene, spot, 0.55);
}

/** The broken mirror image under a floating thing. */
export function mirrored(scene: Scene, spot: Spot, shape: Shape, colour: Rgb): void {
  const tone = scene.tone(colour, Math.min(1, spot.depth + 0.1), 0.16);
  const image = shape.map((x, y) => [
    spot.x + x * spot.size * spot.flip,
    spot.y - y * spot.size * 0.72 + spot.size * 0.02,
  ]);
  const { noise } = scene;
  const fine = 3.2 / spot.size;
  scene.fill(
    image,
    (_x, y, out) => {
      out.set(tone);
      const down = (y - spot.y) / spot.size;
      return Math.max(0, 0.62 - down * 0.75) * (0.72 + 0.5 * noise.at(y * fine * 4, 3));
    },
    { sway: (y) => noise.at(y * fine * 3, 7) * spot.size * 0.06 * (0.3 + (y - spot.y) / spot.size) },
  );
}

/** Light lines where a hull parts the water. */
export function ripple(scene: Scene, spot: Spot, half: number): void {
  const shape = new Shape();
  for (let i = 0; i < 4; i++) {
    const y = spot.y + spot.size * (0.035 + i * 0.055);
    const reach = half * spot.size * (0.95 + i * 0.12);
    const x = spot.x + spot.random.range(-0.1, 0.1) * reach;
    const thick = spot.size * (0.016 - i * 0.003);
    shape.polygon([x - reach, y, x, y - thick, x + reach, y, x, y + thick]);
  }
  scene.fill(shape, scene.tone(scene.light.haze, 0, 1), { alpha: 0.3 });
}
