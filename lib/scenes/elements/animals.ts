import type { Concept } from "../lexicon/vocabulary";
import { hex, type Rgb } from "../raster/colour";
import { Shape } from "../raster/shape";
import type { Scene, Spot } from "../scene";
import { Pen } from "./pen";

/** A four-legged build, looking right, feet on 0, about 1 high. All numbers in that measure. */
interface Build {
  coat: Rgb;
  /** Hip and shoulder: x, y and body width there. */
  hip: readonly [number, number, number];
  shoulder: readonly [number, number, number];
  /** Leg width at the top and at the foot. */
  legs: readonly [number, number];
  /** Neck from the shoulder to here, and its width at both ends. */
  neck: readonly [number, number, number, number];
  /** Head from the neck's end to the nose, and its width at both ends. */
  head: readonly [number, number, number, number];
  /** Ears, antlers, horns as polygons. */
  ears: readonly (readonly number[])[];
  tail: readonly number[];
  tailWidth: readonly [number, number];
}

const builds: Partial<Record<Concept, Build>> = {
  horse: {
    ...{ coat: hex("#7a4a2e"), hip: [-0.3, -0.66, 0.27], shoulder: [0.22, -0.65, 0.26], legs: [0.1, 0.05] },
    ...{
      neck: [0.46, -0.98, 0.2, 0.12],
      head: [0.68, -0.83, 0.13, 0.075],
      ears: [[0.42, -1.0, 0.44, -1.1, 0.49, -1.02]],
    },
    ...{ tail: [-0.41, -0.72, -0.52, -0.62, -0.53, -0.3], tailWidth: [0.05, 0.09] },
  },
  deer: {
    ...{ coat: hex("#95643a"), hip: [-0.24, -0.52, 0.21], shoulder: [0.17, -0.52, 0.2], legs: [0.075, 0.03] },
    ...{ neck: [0.31, -0.79, 0.12, 0.085], head: [0.46, -0.72, 0.09, 0.045] },
    ears: [[0.27, -0.81, 0.2, -0.87, 0.29, -0.85], ...antlers(0.32, -0.83)],
    ...{ tail: [-0.33, -0.56, -0.38, -0.54, -0.38, -0.48], tailWidth: [0.05, 0.03] },
  },
  dog: {
    ...{ coat: hex("#8a6038"), hip: [-0.32, -0.56, 0.24], shoulder: [0.24, -0.57, 0.28], legs: [0.12, 0.07] },
    ...{
      neck: [0.4, -0.8, 0.2, 0.17],
      head: [0.64, -0.77, 0.2, 0.1],
      ears: [[0.33, -0.9, 0.26, -0.68, 0.38, -0.7, 0.43, -0.88]],
    },
    ...{ tail: [-0.42, -0.6, -0.56, -0.74, -0.55, -0.92], tailWidth: [0.07, 0.03] },
  },
  wolf: {
    ...{ coat: hex("#6c7079"), hip: [-0.36, -0.5, 0.23], shoulder: [0.2, -0.54, 0.3], legs: [0.11, 0.05] },
    ...{
      neck: [0.38, -0.8, 0.25, 0.16],
      head: [0.56, -1.0, 0.16, 0.06],
      ears: [[0.3, -0.8, 0.24, -0.93, 0.38, -0.87]],
    },
    ...{ tail: [-0.46, -0.52, -0.6, -0.42, -0.66, -0.22], tailWidth: [0.09, 0.07] },
  },
  fox: {
    ...{ coat: hex("#cf6a2c"), hip: [-0.28, -0.42, 0.22], shoulder: [0.2, -0.44, 0.23], legs: [0.085, 0.04] },
    ...{ neck: [0.36, -0.66, 0.18, 0.15], head: [0.62, -0.56, 0.18, 0.03] },
    ears: [
      [0.27, -0.7, 0.24, -0.92, 0.36, -0.76],
      [0.36, -0.74, 0.39, -0.92, 0.45, -0.7],
    ],
    ...{ tail: [-0.36, -0.42, -0.62, -0.48, -0.86, -0.3], tailWidth: [0.1, 0.15] },
  },
  bear: {
    ...{ coat: hex("#5a4030"), hip: [-0.34, -0.55, 0.46], shoulder: [0.2, -0.6, 0.46], legs: [0.22, 0.17] },
    ...{
      neck: [0.44, -0.7, 0.34, 0.28],
      head: [0.68, -0.62, 0.24, 0.11],
      ears: [[0.36, -0.8, 0.36, -0.92, 0.48, -0.88, 0.46, -0.8]],
    },
    ...{ tail: [-0.55, -0.58, -0.6, -0.54, -0.6, -0.52], tailWidth: [0.06, 0.05] },
  },
  elephant: {
    ...{ coat: hex("#7d7f88"), hip: [-0.34, -0.6, 0.5], shoulder: [0.16, -0.63, 0.52], legs: [0.21, 0.17] },
    ...{ neck: [0.42, -0.76, 0.38, 0.32], head: [0.52, -0.66, 0.32, 0.22] },
    ears: [[0.22, -0.94, 0.12, -0.72, 0.2, -0.48, 0.34, -0.46, 0.4, -0.7, 0.36, -0.92], ...trunk()],
    ...{ tail: [-0.58, -0.66, -0.64, -0.5, -0.63, -0.34], tailWidth: [0.03, 0.02] },
  },
  sheep: {
    ...{ coat: hex("#ece6da"), hip: [-0.24, -0.55, 0.5], shoulder: [0.14, -0.56, 0.52], legs: [0.09, 0.06] },
    ...{
      neck: [0.36, -0.7, 0.26, 0.2],
      head: [0.56, -0.64, 0.18, 0.11],
      ears: [[0.36, -0.74, 0.26, -0.7, 0.36, -0.66]],
    },
    ...{ tail: [-0.46, -0.6, -0.5, -0.54, -0.5, -0.5], tailWidth: [0.08, 0.06] },
  },
  cow: {
    ...{ coat: hex("#ddd3c6"), hip: [-0.42, -0.6, 0.36], shoulder: [0.24, -0.6, 0.38], legs: [0.12, 0.07] },
    ...{ neck: [0.48, -0.74, 0.26, 0.18], head: [0.7, -0.6, 0.19, 0.12] },
    ears: [
      [0.42, -0.8, 0.32, -0.82, 0.42, -0.74],
      [0.48, -0.82, 0.52, -0.94, 0.56, -0.8],
    ],
    ...{ tail: [-0.58, -0.7, -0.63, -0.5, -0.61, -0.26], tailWidth: [0.03, 0.045] },
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
      0.026,
      0.008,
    );
    for (const t of tines) {
      const [tx, ty] = [x + dx * (0.5 + t), y - 0.1 - t * 0.16];
      spine.stroke([tx, ty, tx + 0.05, ty - 0.05, tx + 0.045, ty - 0.13], 0.02, 0.006);
    }
    out.push(...spine.contours);
  }
  return out;
}

function trunk(): number[][] {
  return new Shape()
    .stroke([0.6, -0.7, 0.72, -0.5, 0.72, -0.25, 0.8, -0.12, 0.88, -0.16], 0.2, 0.06)
    .stroke([0.62, -0.52, 0.76, -0.44, 0.86, -0.5], 0.05, 0.015).contours;
}

/** Any four-legged animal this file has a build for. */
export function drawQuadruped(scene: Scene, spot: Spot, concept: Concept): void {
  const build = builds[concept];
  if (!build) throw new Error(`No build for ${concept}`);
  const pen = new Pen(scene, spot).shadow(0.9);
  const coat = pen.own(build.coat);
  const [hx, hy, hw] = build.hip;
  const [sx, sy, sw] = build.shoulder;
  const stride = spot.random.range(0.02, 0.1);
  const far = new Shape()
    .stroke(leg(hx + 0.06, hy, -stride), ...build.legs)
    .stroke(leg(sx - 0.06, sy, stride), ...build.legs);
  pen.flat(far, coat, 0.12);
  const shape = new Shape().stroke([hx, hy, (hx + sx) / 2, (hy + sy) / 2 + 0.02, sx, sy], hw, sw);
  shape
    .stroke(leg(hx - 0.04, hy, stride), build.legs[0] * 1.25, build.legs[1])
    .stroke(leg(sx + 0.05, sy, -stride * 0.6), ...build.legs);
  const [nx, ny, nFrom, nTo] = build.neck;
  shape.stroke([sx - 0.02, sy - sw * 0.1, nx, ny], nFrom, nTo, true);
  const [mx, my, hFrom, hTo] = build.head;
  shape.stroke([nx, ny, mx, my], hFrom, hTo, true);
  for (const ear of build.ears) shape.polygon(ear);
  shape.stroke(build.tail, ...build.tailWidth);
  pen.body(shape, coat);
  details(pen, concept, build);
}

function leg(x: number, y: number, forward: number): number[] {
  return [x, y, x - forward * 0.4, y * 0.5, x + forward, -0.015];
}

function details(pen: Pen, concept: Concept, build: Build): void {
  const [nx, ny] = build.neck;
  const [sx, sy] = build.shoulder;
  if (concept === "horse") {
    pen.flat(
      new Shape().stroke(
        [nx - 0.03, ny - 0.06, (nx + sx) / 2 - 0.09, (ny + sy) / 2 - 0.06, sx - 0.1, sy - 0.1],
        0.05,
        0.09,
      ),
      hex("#33241c"),
      0.25,
    );
  }
  if (concept === "fox") {
    pen.flat(new Shape().stroke([-0.76, -0.38, -0.86, -0.3, -0.93, -0.22], 0.14, 0.03), hex("#f4ece0"), 0.8);
    pen.flat(new Shape().stroke([0.34, -0.5, 0.46, -0.55, 0.58, -0.55], 0.1, 0.03), hex("#f4ece0"), 0.75);
  }
  if (concept === "cow") {
    const spots = new Shape()
      .ellipse(-0.3, -0.66, 0.13, 0.1, 0.4)
      .ellipse(0.02, -0.56, 0.12, 0.1)
      .ellipse(0.26, -0.7, 0.08, 0.07);
    pen.flat(spots, hex("#3c302b"), 0.35);
  }
  if (concept === "sheep") {
    const wool = new Shape();
    for (let i = 0; i < 16; i++)
      wool.ellipse(-0.06 + Math.cos(i * 0.393) * 0.36, -0.56 + Math.sin(i * 0.393) * 0.22, 0.09);
    pen.body(wool, pen.own(build.coat), { rim: 0.6 });
    pen.flat(new Shape().stroke([0.38, -0.7, 0.56, -0.63], 0.17, 0.1, true), hex("#3b3438"), 0.4);
  }
}

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
