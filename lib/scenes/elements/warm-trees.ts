import { hex } from "../raster/colour";
import { Shape } from "../raster/shape";
import type { Scene, Spot } from "../scene";
import { Pen } from "./pen";

/** A palm with two rows of fronds. */
export function drawPalm(scene: Scene, spot: Spot): void {
  const pen = new Pen(scene, spot).shadow(0.35);
  const lean = spot.random.range(0.08, 0.26);
  pen.body(new Shape().stroke([0, 0.01, lean * 0.25, -0.35, lean, -0.8], 0.055, 0.03), hex("#7d6248"));
  const { random } = spot;
  for (const back of [true, false]) {
    const fronds = new Shape();
    for (let i = 0; i < 7; i++) {
      const angle = (i / 6) * Math.PI * 1.25 - Math.PI * 1.125 + random.range(-0.15, 0.15);
      frond(fronds, lean, -0.8, angle, random.range(0.3, 0.42));
    }
    pen.body(fronds, spot.colour ?? (back ? hex("#2d5b40") : hex("#4d8a4c")), { rim: back ? 0 : 0.8 });
  }
  pen.flat(new Shape().ellipse(lean - 0.02, -0.77, 0.022).ellipse(lean + 0.022, -0.765, 0.02), hex("#5a3d26"), 0.4);
}

function frond(shape: Shape, x: number, y: number, angle: number, length: number): void {
  const spine: number[] = [];
  for (let i = 0; i <= 6; i++) {
    const t = i / 6;
    spine.push(x + Math.cos(angle) * length * t, y + Math.sin(angle) * length * t * 0.75 + t * t * length * 0.62);
  }
  shape.stroke(spine, 0.014, 0.003);
  for (let i = 1; i <= 6; i++) {
    const [sx, sy] = [spine[i * 2], spine[i * 2 + 1]];
    const reach = length * 0.3 * (1 - (i / 6) * 0.55);
    const out = Math.cos(angle) >= 0 ? 1 : -1;
    shape.polygon([sx - 0.012, sy, sx + 0.012, sy, sx + out * reach * 0.35, sy + reach]);
    shape.polygon([sx - 0.012, sy, sx + 0.012, sy, sx + out * reach * 0.8, sy + reach * 0.45]);
  }
}

export function drawWillow(scene: Scene, spot: Spot): void {
  const pen = new Pen(scene, spot).shadow(0.6);
  pen.body(new Shape().stroke([0, 0.02, 0.02, -0.3, -0.01, -0.62], 0.1, 0.06), hex("#5a4a38"));
  for (const [lit, count] of [
    [0.22, 46],
    [0.55, 40],
    [0.88, 22],
  ] satisfies [number, number][]) {
    const random = spot.random.stream(`willow ${lit}`);
    const shape = new Shape();
    for (let i = 0; i < count; i++) {
      const x = random.normal() * 0.26;
      const top = -0.97 + x * x * 1.6 + random.range(0, 0.06);
      const long = random.range(0.35, 0.78) * (1 - Math.abs(x) * 0.4);
      shape.stroke(
        [x * 0.7, top, x * 1.15, top + long * 0.4, x * 1.25 + 0.02, Math.min(-0.06, top + long)],
        0.042,
        0.008,
      );
    }
    pen.flat(shape, spot.colour ?? hex("#7d9a4a"), lit);
  }
}

export function drawCactus(scene: Scene, spot: Spot): void {
  const pen = new Pen(scene, spot).shadow(0.25);
  const shape = new Shape().stroke([0, 0.02, 0, -0.5, 0, -0.94], 0.15, 0.13);
  shape.stroke([0, -0.36, -0.16, -0.38, -0.24, -0.46, -0.25, -0.68], 0.1, 0.085);
  shape.stroke([0, -0.5, 0.15, -0.52, 0.22, -0.6, 0.225, -0.8], 0.095, 0.08);
  pen.body(shape, spot.colour ?? hex("#4b7a4f"));
  const ribs = new Shape();
  for (const x of [-0.035, 0, 0.035]) ribs.stroke([x, -0.04, x, -0.5, x * 0.8, -0.95], 0.008);
  pen.flat(ribs, hex("#2c5238"), 0.4, { alpha: 0.6 });
}

export function drawBamboo(scene: Scene, spot: Spot): void {
  const pen = new Pen(scene, spot).shadow(0.3);
  const { random } = spot;
  for (let i = 0; i < 7; i++) {
    const x = (i / 6 - 0.5) * 0.7 + random.range(-0.05, 0.05);
    const top = -random.range(0.78, 1.1);
    const lean = random.range(-0.06, 0.06);
    pen.body(new Shape().stroke([x, 0.03, x + lean * 0.3, top / 2, x + lean, top], 0.042, 0.024), hex("#7c9a48"), {
      rim: 0.5,
    });
    const joints = new Shape();
    const blades = new Shape();
    for (let j = 1; j < 8; j++) {
      const y = (top * j) / 8;
      joints.rect(x - 0.026 + lean * (j / 8), y, 0.052, 0.007);
      if (j < 3) continue;
      const out = random.sign();
      for (const drop of [0.02, 0.06, 0.1])
        blades.stroke(
          [x + lean * (j / 8), y, x + out * 0.08, y + drop * 0.4, x + out * random.range(0.13, 0.2), y + drop + 0.05],
          0.024,
          0.002,
        );
    }
    pen.flat(joints, hex("#46602c"), 0.35).flat(blades, spot.colour ?? hex("#5d8a3f"), random.range(0.35, 0.9));
  }
}
