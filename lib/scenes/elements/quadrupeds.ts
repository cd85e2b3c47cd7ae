import type { Concept } from "../lexicon/vocabulary";
import { hex } from "../raster/colour";
import { Shape } from "../raster/shape";
import type { Scene, Spot } from "../scene";
import { type Build, builds, type Leg } from "./builds";
import { Pen } from "./pen";

/** Any four-legged animal this file has a build for. */
export function drawQuadruped(scene: Scene, spot: Spot, concept: Concept): void {
  const build = builds[concept];
  if (!build) throw new Error(`No build for ${concept}`);
  const pen = new Pen(scene, spot).shadow(0.9);
  const coat = pen.own(build.coat);
  const stride = spot.random.range(0.03, 0.09);
  const [hx, hy, ...hind] = build.hind;
  const [fx, fy, ...fore] = build.fore;
  const far = new Shape();
  hindLeg(far, [hx + 0.08, hy, ...hind], stride, build.paw);
  foreLeg(far, [fx - 0.05, fy, ...fore], -stride, build.paw);
  pen.flat(far, coat, 0.12);
  const shape = new Shape().limb(build.torso).limb(build.neck).limb(build.head).limb(build.tail);
  hindLeg(shape, build.hind, -stride * 0.6, build.paw);
  foreLeg(shape, build.fore, stride * 0.6, build.paw);
  for (const ear of build.ears) shape.polygon(ear);
  pen.body(shape, coat);
  details(pen, concept, build, stride);
  pen.flat(new Shape().ellipse(...build.eye, 0.014), hex("#191415"), 0.3);
}

/** Thigh, knee forward, hock back, and down to the foot. */
function hindLeg(shape: Shape, [x, y, thigh, knee, ankle]: Leg, stride: number, paw: number): void {
  const bend = -y * 0.13;
  const foot = x - bend * 0.5 + stride;
  shape.limb([
    ...[x, y, thigh, x + bend * 0.55, y * 0.68, thigh * 0.62, x - bend + stride * 0.5, y * 0.4, knee],
    ...[x - bend * 0.7 + stride * 0.85, y * 0.18, ankle, foot, -ankle * 0.55, ankle * 1.1],
  ]);
  footOf(shape, foot, ankle, paw);
}

function foreLeg(shape: Shape, [x, y, thigh, knee, ankle]: Leg, stride: number, paw: number): void {
  const foot = x + stride;
  shape.limb([
    ...[x, y, thigh, x + stride * 0.15, y * 0.72, thigh * 0.66, x + stride * 0.55, y * 0.4, knee],
    ...[x + stride * 0.8, y * 0.18, ankle, foot, -ankle * 0.55, ankle * 1.1],
  ]);
  footOf(shape, foot, ankle, paw);
}

function footOf(shape: Shape, x: number, ankle: number, paw: number): void {
  if (paw > 0) {
    shape.ellipse(x + paw * 0.5, -ankle * 0.3, ankle * 0.58 + paw * 0.5, ankle * 0.34);
    return;
  }
  const [back, front] = [x - ankle * 0.55, x + ankle * 0.62];
  shape.polygon([back, -ankle * 0.7, x + ankle * 0.5, -ankle * 0.8, front, -ankle * 0.3, front, 0, back, 0]);
}

function details(pen: Pen, concept: Concept, build: Build, stride: number): void {
  switch (concept) {
    case "horse":
      pen.flat(
        new Shape().limb([0.43, -1.09, 0.05, 0.34, -1.02, 0.09, 0.26, -0.88, 0.1, 0.14, -0.79, 0.05]),
        hex("#33241c"),
        0.25,
      );
      pen.flat(new Shape().limb(build.tail), hex("#33241c"), 0.3);
      break;
    case "deer":
      pen.flat(new Shape().limb([0.19, -0.5, 0.07, 0.27, -0.62, 0.05, 0.32, -0.72, 0.03]), hex("#d9bd94"), 0.75, {
        alpha: 0.55,
      });
      pen.flat(new Shape().limb([-0.36, -0.58, 0.03, -0.38, -0.53, 0.05, -0.38, -0.47, 0.03]), hex("#efe2cc"), 0.8);
      pen.flat(new Shape().ellipse(0.468, -0.732, 0.02, 0.018), hex("#241a18"), 0.3);
      break;
    case "fox":
      foxMarks(pen, build, stride);
      break;
    case "dog":
      pen.flat(new Shape().polygon(build.ears[0]), build.coat, 0.08, { alpha: 0.6 });
      pen.flat(new Shape().ellipse(0.69, -0.77, 0.03, 0.026), hex("#241a18"), 0.3);
      break;
    case "elephant":
      pen.body(
        new Shape().blob([0.2, -0.96, 0.1, -0.72, 0.18, -0.46, 0.34, -0.44, 0.42, -0.68, 0.38, -0.94]),
        build.coat,
        { rim: 0.4 },
      );
      break;
    case "cow":
      pen.flat(
        new Shape()
          .blob([-0.42, -0.78, -0.2, -0.8, -0.18, -0.62, -0.34, -0.56, -0.44, -0.64])
          .blob([-0.06, -0.6, 0.08, -0.66, 0.14, -0.54, 0.02, -0.47])
          .blob([0.2, -0.82, 0.36, -0.8, 0.34, -0.66, 0.22, -0.68]),
        hex("#3c302b"),
        0.35,
      );
      break;
    case "sheep":
      wool(pen, build);
  }
}

/** Dark stockings, a white bib and cheek, a white tip to the tail. */
function foxMarks(pen: Pen, { hind, fore, tail }: Build, stride: number): void {
  const stockings = new Shape();
  const [hx, hy] = hind;
  const bend = -hy * 0.13;
  const foot = hx - bend * 0.5 - stride * 0.6;
  stockings.limb([hx - bend * 0.78 - stride * 0.45, hy * 0.26, 0.046, foot, -0.03, 0.05]);
  stockings.limb([fore[0] + stride * 0.38, fore[1] * 0.36, 0.05, fore[0] + stride * 0.6, -0.03, 0.05]);
  footOf(stockings, foot, hind[4], 0.03);
  footOf(stockings, fore[0] + stride * 0.6, fore[4], 0.03);
  pen.flat(stockings, hex("#2a1d1c"), 0.35);
  pen.flat(new Shape().limb([-0.77, -0.235, 0.15, -0.84, -0.22, 0.11, ...tail.slice(-3)]), hex("#f4ece0"), 0.85);
  pen.flat(
    new Shape()
      .limb([0.24, -0.4, 0.06, 0.31, -0.48, 0.09, 0.38, -0.57, 0.05])
      .blob([0.36, -0.57, 0.44, -0.61, 0.56, -0.575, 0.6, -0.56, 0.5, -0.545, 0.4, -0.54]),
    hex("#f4ece0"),
    0.8,
  );
  pen.flat(new Shape().ellipse(0.63, -0.573, 0.02, 0.018), hex("#201617"), 0.3);
}

function wool(pen: Pen, build: Build): void {
  const curls = new Shape();
  for (let i = 0; i < 16; i++)
    curls.ellipse(-0.06 + Math.cos(i * 0.393) * 0.36, -0.56 + Math.sin(i * 0.393) * 0.22, 0.09);
  pen.body(curls, pen.own(build.coat), { rim: 0.6 });
  pen.flat(new Shape().limb([0.38, -0.71, 0.17, 0.48, -0.67, 0.15, 0.58, -0.61, 0.11]), hex("#3b3438"), 0.4);
  pen.flat(new Shape().polygon(build.ears[0]), hex("#3b3438"), 0.4);
}
