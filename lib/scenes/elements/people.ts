import { hex, type Rgb } from "../raster/colour";
import { Shape } from "../raster/shape";
import type { Scene, Spot } from "../scene";
import { Pen } from "./pen";

const coats: readonly Rgb[] = [hex("#b8452f"), hex("#2f4a66"), hex("#3c4a3e"), hex("#8a5a34"), hex("#563a5e")];

/** A standing figure in a coat, seen from behind: the viewer looks where it looks. */
export function drawPerson(scene: Scene, spot: Spot): void {
  figure(new Pen(scene, spot).shadow(0.34), 0, 1, spot.random.pick(coats), spot.random.chance(0.4));
}

export function drawChild(scene: Scene, spot: Spot): void {
  const pen = new Pen(scene, spot).shadow(0.34);
  figure(pen, 0, 0.9, spot.random.pick([hex("#d8a12f"), hex("#c8452f"), hex("#3f7fa8")]), false, 1.22);
}

export function drawCouple(scene: Scene, spot: Spot): void {
  const pen = new Pen(scene, spot).shadow(0.5);
  const { random } = spot;
  figure(pen, -0.13, 1, random.pick(coats), false);
  figure(pen, 0.13, 0.92, random.pick([hex("#b8452f"), hex("#c98a9a"), hex("#d8b46a")]), true);
  pen.flat(new Shape().stroke([-0.06, -0.56, 0, -0.42, 0.06, -0.54], 0.045, 0.045), hex("#3c3a4a"), 0.25);
}

function figure(pen: Pen, x: number, tall: number, plain: Rgb, skirt: boolean, head = 1): void {
  const coat = pen.own(plain);
  const at = (points: readonly number[]) => points.map((value, i) => (i % 2 === 0 ? x + value * tall : value * tall));
  const dark = hex("#2c2b38");
  const legs = new Shape();
  if (!skirt)
    legs
      .stroke(at([-0.05, -0.45, -0.065, -0.22, -0.06, 0.01]), 0.085 * tall, 0.06 * tall)
      .stroke(at([0.05, -0.45, 0.06, -0.22, 0.075, 0.01]), 0.085 * tall, 0.06 * tall);
  else
    legs
      .stroke(at([-0.03, -0.3, -0.03, 0.01]), 0.05 * tall, 0.04 * tall, true)
      .stroke(at([0.04, -0.3, 0.04, 0.01]), 0.05 * tall, 0.04 * tall, true);
  pen.body(legs, dark, { rim: 0.5 });
  const hem = skirt ? -0.24 : -0.4;
  const wide = skirt ? 0.17 : 0.115;
  const torso = new Shape().polygon(
    at([-0.11, -0.8, -0.05, -0.845, 0.05, -0.845, 0.11, -0.8, wide * 0.95, hem, -wide * 0.95, hem]),
  );
  torso.stroke(at([-0.1, -0.79, -0.145, -0.62, -0.125, -0.44]), 0.065 * tall, 0.045 * tall);
  torso.stroke(at([0.1, -0.79, 0.145, -0.62, 0.125, -0.44]), 0.065 * tall, 0.045 * tall);
  pen.body(torso, coat);
  const skull = new Shape()
    .ellipse(x, -0.915 * tall, 0.07 * head, 0.08 * head)
    .rect(x - 0.03, -0.87 * tall, 0.06, 0.05);
  if (skirt) skull.blob(at([-0.075, -0.94, -0.09, -0.8, 0, -0.74, 0.09, -0.8, 0.075, -0.94, 0, -1]));
  pen.body(skull, skirt ? hex("#4d3325") : hex("#3a2c28"));
}

/** A weightless figure in a space suit. */
export function drawAstronaut(scene: Scene, spot: Spot): void {
  const pen = new Pen(scene, spot);
  const suit = pen.own(hex("#eceef2"));
  pen.body(
    new Shape().blob([-0.2, -0.74, -0.24, -0.4, -0.16, -0.34, 0.16, -0.34, 0.24, -0.4, 0.2, -0.74]),
    hex("#9aa3b2"),
  );
  const limbs = new Shape()
    .stroke([-0.1, -0.36, -0.18, -0.2, -0.1, -0.02], 0.15, 0.12)
    .stroke([0.1, -0.36, 0.2, -0.24, 0.26, -0.06], 0.15, 0.12);
  limbs
    .stroke([-0.14, -0.64, -0.32, -0.6, -0.42, -0.76], 0.13, 0.1)
    .stroke([0.14, -0.64, 0.32, -0.54, 0.42, -0.6], 0.13, 0.1);
  pen.body(limbs, suit, { flat: 0.3 });
  pen.body(new Shape().blob([-0.17, -0.7, -0.17, -0.36, 0, -0.3, 0.17, -0.36, 0.17, -0.7, 0, -0.75]), suit);
  pen.body(new Shape().ellipse(0, -0.83, 0.18, 0.17), suit);
  pen.body(new Shape().ellipse(0.03, -0.83, 0.13, 0.11), hex("#22304e"), { rim: 0 });
  pen.flat(new Shape().stroke([-0.04, -0.89, 0.02, -0.91, 0.08, -0.89], 0.02, 0.008), hex("#ffd59a"), 1);
  pen
    .flat(new Shape().rect(-0.08, -0.56, 0.16, 0.1), hex("#c9502f"), 0.7)
    .flat(new Shape().rect(-0.06, -0.54, 0.05, 0.03).rect(0.02, -0.54, 0.04, 0.06), hex("#f4ece0"), 0.9);
}
