import type { Concept } from "../lexicon/vocabulary";
import { hex, type Rgb } from "../raster/colour";
import { Shape } from "../raster/shape";
import type { Scene, Spot } from "../scene";
import { Pen } from "./pen";

/**
 * A four-legged build, looking right, feet on 0, about 1 high. Limbs are x, y, width triples along the bone; a leg is
 * where it begins and its width at the thigh, the knee and the ankle.
 */
interface Build {
  coat: Rgb;
  torso: readonly number[];
  neck: readonly number[];
  head: readonly number[];
  hind: Leg;
  fore: Leg;
  tail: readonly number[];
  /** How far paws reach forward; hooves do not. */
  paw: number;
  /** Ears, antlers, horns as polygons. */
  ears: readonly (readonly number[])[];
  eye: readonly [number, number];
}

type Leg = readonly [x: number, y: number, thigh: number, knee: number, ankle: number];

const builds: Partial<Record<Concept, Build>> = {
  horse: {
    coat: hex("#7a4a2e"),
    torso: [-0.37, -0.67, 0.26, -0.24, -0.69, 0.3, -0.03, -0.655, 0.27, 0.17, -0.66, 0.31, 0.25, -0.68, 0.27],
    neck: [0.2, -0.7, 0.29, 0.33, -0.86, 0.19, 0.41, -1, 0.15],
    head: [0.4, -1.02, 0.14, 0.49, -0.98, 0.14, 0.61, -0.87, 0.095, 0.65, -0.83, 0.085],
    ...{ hind: [-0.33, -0.62, 0.24, 0.085, 0.052], fore: [0.2, -0.58, 0.17, 0.082, 0.052], paw: 0 },
    tail: [-0.48, -0.75, 0.05, -0.56, -0.64, 0.1, -0.57, -0.42, 0.09, -0.53, -0.26, 0.02],
    ...{ ears: [[0.37, -1.05, 0.41, -1.17, 0.45, -1.06]], eye: [0.5, -0.99] },
  },
  deer: {
    coat: hex("#95643a"),
    torso: [-0.29, -0.53, 0.18, -0.18, -0.545, 0.22, 0, -0.52, 0.2, 0.15, -0.52, 0.24, 0.21, -0.55, 0.2],
    neck: [0.16, -0.56, 0.21, 0.25, -0.68, 0.14, 0.3, -0.79, 0.1],
    head: [0.29, -0.81, 0.1, 0.36, -0.79, 0.09, 0.46, -0.735, 0.05],
    ...{ hind: [-0.26, -0.49, 0.18, 0.062, 0.038], fore: [0.16, -0.46, 0.13, 0.058, 0.038], paw: 0 },
    tail: [-0.37, -0.59, 0.04, -0.4, -0.55, 0.06, -0.4, -0.48, 0.02],
    ears: [[0.27, -0.84, 0.22, -0.87, 0.15, -0.9, 0.2, -0.83, 0.26, -0.8], ...antlers(0.31, -0.84)],
    eye: [0.355, -0.805],
  },
  dog: {
    coat: hex("#8a6038"),
    torso: [-0.33, -0.55, 0.21, -0.2, -0.56, 0.24, 0, -0.54, 0.23, 0.2, -0.57, 0.3, 0.27, -0.6, 0.26],
    neck: [0.24, -0.62, 0.25, 0.33, -0.74, 0.2, 0.38, -0.8, 0.18],
    head: [0.4, -0.83, 0.21, 0.48, -0.81, 0.19, 0.6, -0.765, 0.115, 0.66, -0.75, 0.095],
    ...{ hind: [-0.3, -0.5, 0.2, 0.08, 0.062], fore: [0.22, -0.5, 0.15, 0.085, 0.066], paw: 0.04 },
    tail: [-0.41, -0.6, 0.07, -0.51, -0.68, 0.065, -0.55, -0.81, 0.055, -0.51, -0.9, 0.03],
    ...{ ears: [[0.34, -0.92, 0.27, -0.8, 0.3, -0.69, 0.38, -0.72, 0.43, -0.9]], eye: [0.5, -0.85] },
  },
  wolf: {
    coat: hex("#6c7079"),
    torso: [-0.37, -0.5, 0.21, -0.2, -0.52, 0.25, 0.02, -0.5, 0.25, 0.19, -0.53, 0.31, 0.26, -0.56, 0.27],
    neck: [0.2, -0.58, 0.3, 0.32, -0.7, 0.24, 0.38, -0.79, 0.19],
    head: [0.37, -0.81, 0.19, 0.45, -0.89, 0.15, 0.51, -0.97, 0.085, 0.545, -1.02, 0.055],
    ...{ hind: [-0.34, -0.46, 0.21, 0.075, 0.056], fore: [0.2, -0.46, 0.15, 0.078, 0.058], paw: 0.035 },
    tail: [-0.45, -0.53, 0.08, -0.56, -0.42, 0.14, -0.61, -0.26, 0.11, -0.59, -0.15, 0.02],
    ...{ ears: [[0.33, -0.84, 0.2, -0.95, 0.38, -0.92]], eye: [0.44, -0.92] },
  },
  fox: {
    coat: hex("#cf6a2c"),
    torso: [-0.29, -0.41, 0.17, -0.15, -0.425, 0.21, 0.05, -0.41, 0.2, 0.19, -0.43, 0.23, 0.25, -0.46, 0.2],
    neck: [0.21, -0.46, 0.22, 0.31, -0.57, 0.18, 0.36, -0.64, 0.16],
    head: [0.37, -0.66, 0.21, 0.45, -0.635, 0.17, 0.55, -0.59, 0.08, 0.62, -0.57, 0.035],
    ...{ hind: [-0.25, -0.38, 0.17, 0.068, 0.05], fore: [0.19, -0.37, 0.13, 0.066, 0.05], paw: 0.03 },
    tail: [-0.35, -0.43, 0.07, -0.5, -0.37, 0.14, -0.67, -0.27, 0.18, -0.82, -0.22, 0.13, -0.93, -0.24, 0.02],
    ears: [
      [0.27, -0.7, 0.25, -0.9, 0.38, -0.76],
      [0.37, -0.75, 0.42, -0.92, 0.47, -0.71],
    ],
    eye: [0.465, -0.655],
  },
  bear: {
    coat: hex("#5a4030"),
    torso: [-0.4, -0.55, 0.38, -0.2, -0.6, 0.46, 0.05, -0.59, 0.46, 0.22, -0.64, 0.47, 0.3, -0.64, 0.4],
    neck: [0.26, -0.66, 0.42, 0.42, -0.69, 0.33],
    head: [0.46, -0.7, 0.31, 0.56, -0.67, 0.27, 0.68, -0.6, 0.155, 0.73, -0.58, 0.13],
    ...{ hind: [-0.4, -0.46, 0.34, 0.21, 0.18], fore: [0.2, -0.46, 0.28, 0.2, 0.175], paw: 0.05 },
    tail: [-0.58, -0.6, 0.06, -0.61, -0.56, 0.07, -0.61, -0.53, 0.04],
    ears: [new Shape().ellipse(0.4, -0.84, 0.06).contours[0], new Shape().ellipse(0.52, -0.82, 0.055).contours[0]],
    eye: [0.58, -0.7],
  },
  elephant: {
    coat: hex("#7d7f88"),
    torso: [-0.42, -0.6, 0.44, -0.2, -0.65, 0.54, 0.08, -0.63, 0.54, 0.26, -0.66, 0.46],
    neck: [0.26, -0.7, 0.42, 0.44, -0.76, 0.36],
    head: [0.46, -0.76, 0.36, 0.56, -0.7, 0.3, 0.6, -0.62, 0.22],
    ...{ hind: [-0.44, -0.5, 0.32, 0.21, 0.185], fore: [0.16, -0.5, 0.28, 0.21, 0.185], paw: 0.01 },
    tail: [-0.6, -0.7, 0.04, -0.66, -0.52, 0.03, -0.65, -0.32, 0.05],
    ...{ ears: trunk(), eye: [0.58, -0.78] },
  },
  sheep: {
    coat: hex("#ece6da"),
    torso: [-0.26, -0.55, 0.46, 0, -0.56, 0.5, 0.14, -0.56, 0.48],
    neck: [0.26, -0.66, 0.3, 0.4, -0.7, 0.22],
    head: [0.42, -0.7, 0.2, 0.5, -0.66, 0.17, 0.58, -0.61, 0.12],
    ...{ hind: [-0.26, -0.4, 0.16, 0.085, 0.06], fore: [0.14, -0.4, 0.14, 0.08, 0.06], paw: 0 },
    tail: [-0.46, -0.62, 0.08, -0.5, -0.54, 0.08, -0.5, -0.48, 0.05],
    ...{ ears: [[0.38, -0.76, 0.27, -0.74, 0.38, -0.68]], eye: [0.5, -0.69] },
  },
  cow: {
    coat: hex("#ddd3c6"),
    torso: [-0.48, -0.62, 0.32, -0.3, -0.63, 0.37, -0.02, -0.59, 0.37, 0.22, -0.62, 0.41, 0.32, -0.64, 0.36],
    neck: [0.28, -0.67, 0.34, 0.46, -0.74, 0.23],
    head: [0.48, -0.76, 0.21, 0.58, -0.7, 0.19, 0.7, -0.6, 0.14, 0.73, -0.58, 0.13],
    ...{ hind: [-0.45, -0.54, 0.27, 0.095, 0.068], fore: [0.24, -0.52, 0.2, 0.1, 0.068], paw: 0 },
    tail: [-0.62, -0.74, 0.035, -0.67, -0.5, 0.03, -0.65, -0.28, 0.05, -0.64, -0.2, 0.02],
    ears: [
      [0.42, -0.82, 0.32, -0.82, 0.42, -0.75],
      [0.48, -0.84, 0.52, -0.95, 0.56, -0.82],
    ],
    eye: [0.58, -0.74],
  },
};

function antlers(x: number, y: number): number[][] {
  const out: number[][] = [];
  for (const [dx, tines] of [
    [-0.1, [0.35, 0.6, 0.85]],
    [0.12, [0.4, 0.7]],
  ] satisfies [number, number[]][]) {
    const spine = new Shape().stroke(
      [x, y, x + dx * 0.6, y - 0.14, x + dx * 1.6, y - 0.22, x + dx * 1.4, y - 0.36],
      0.032,
      0.012,
    );
    for (const t of tines) {
      const [tx, ty] = [x + dx * (0.5 + t), y - 0.1 - t * 0.16];
      spine.stroke([tx, ty, tx + 0.05, ty - 0.05, tx + 0.045, ty - 0.13], 0.024, 0.009);
    }
    out.push(...spine.contours);
  }
  return out;
}

function trunk(): number[][] {
  return new Shape()
    .limb([0.6, -0.7, 0.22, 0.7, -0.5, 0.15, 0.71, -0.26, 0.1, 0.78, -0.13, 0.075, 0.88, -0.16, 0.06])
    .stroke([0.62, -0.52, 0.76, -0.44, 0.86, -0.5], 0.05, 0.015).contours;
}

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
