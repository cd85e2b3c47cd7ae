import { hex, type Rgb } from "../raster/colour";
import { Shape, smooth } from "../raster/shape";
import type { Scene, Spot } from "../scene";
import { Pen, warmLight } from "./pen";

const cloths: readonly (readonly [Rgb, Rgb])[] = [
  [hex("#d8452f"), hex("#f5e6c8")],
  [hex("#2f6f9f"), hex("#f2c14e")],
  [hex("#e88a3a"), hex("#7d3c5d")],
  [hex("#3f9c8f"), hex("#f5e6c8")],
];

/** A hot air balloon in gores of two colours. */
export function drawBalloon(scene: Scene, spot: Spot): void {
  const pen = new Pen(scene, spot);
  const [first, second] = spot.random.pick(cloths);
  const main = pen.own(first);
  const side = smooth([0, -1, 0.24, -0.96, 0.38, -0.76, 0.35, -0.55, 0.22, -0.38, 0.09, -0.26], false);
  const bag = gore(side, -1, 1);
  pen.body(bag, main);
  const gores = new Shape();
  for (let i = 0; i < 7; i += 2)
    gores.add(gore(side, Math.sin((i / 7 - 0.5) * Math.PI), Math.sin(((i + 1) / 7 - 0.5) * Math.PI)));
  scene.fill(pen.placed(gores), scene.shaded(pen.placed(bag), second, spot));
  pen.flat(
    new Shape()
      .stroke([-0.07, -0.27, -0.05, -0.1], 0.008, 0.008, true)
      .stroke([0.07, -0.27, 0.05, -0.1], 0.008, 0.008, true),
    hex("#4a3b30"),
    0.4,
  );
  pen.body(new Shape().polygon([-0.062, -0.11, -0.052, 0, 0.052, 0, 0.062, -0.11]), hex("#8a5f38"));
  if (scene.light.darkness > 0.3)
    pen
      .halo(0, -0.3, 0.5, warmLight, 0.55)
      .glowing(new Shape().blob([-0.03, -0.22, 0, -0.32, 0.03, -0.22, 0, -0.19]), warmLight);
}

/** The part of a round bag between two meridians (−1 the left rim – 1 the right), given its right side's outline. */
function gore(side: readonly number[], from: number, to: number): Shape {
  const points: number[] = [];
  for (let i = 0; i < side.length; i += 2) points.push(side[i] * to, side[i + 1]);
  for (let i = side.length - 2; i >= 0; i -= 2) points.push(side[i] * from, side[i + 1]);
  return new Shape().polygon(points);
}

/** A diamond kite with a ribboned tail. */
export function drawKite(scene: Scene, spot: Spot): void {
  const pen = new Pen(scene, spot);
  const [first, second] = spot.random.pick(cloths);
  const main = pen.own(first);
  const tail = [0, -0.45, 0.12, -0.34, 0.0, -0.2, 0.14, -0.08, 0.04, 0.04];
  pen.flat(new Shape().stroke([0, -0.7, -0.4, 0.2, -0.75, 1.5], 0.006), hex("#3a3a44"), 0.4, { alpha: 0.6 });
  pen.flat(new Shape().stroke(tail, 0.012), main, 0.5);
  for (let i = 1; i < 5; i++) {
    const [x, y] = [tail[i * 2], tail[i * 2 + 1]];
    pen.flat(
      new Shape()
        .polygon([x, y, x - 0.07, y - 0.03, x - 0.06, y + 0.04])
        .polygon([x, y, x + 0.07, y - 0.04, x + 0.07, y + 0.03]),
      i % 2 ? second : main,
      0.8,
    );
  }
  pen.body(new Shape().polygon([0, -1, 0.25, -0.73, 0, -0.45, -0.25, -0.73]), main);
  pen.flat(
    new Shape().polygon([0, -1, 0.25, -0.73, 0, -0.73]).polygon([0, -0.73, 0, -0.45, -0.25, -0.73]),
    second,
    0.85,
  );
}

export function drawPlane(scene: Scene, spot: Spot): void {
  const pen = new Pen(scene, spot);
  const skin = pen.own(hex("#eef0f2"));
  pen.flat(new Shape().polygon([0.1, -0.52, -0.25, -0.9, -0.38, -0.9, -0.18, -0.5]), skin, 0.3);
  pen.body(
    new Shape().blob([-0.95, -0.6, -0.5, -0.4, 0.3, -0.34, 0.9, -0.44, 1, -0.5, 0.85, -0.58, 0.3, -0.62, -0.5, -0.58]),
    skin,
  );
  pen.body(new Shape().polygon([-0.92, -0.58, -1.06, -0.95, -0.86, -0.95, -0.6, -0.57]), hex("#c8402f"));
  pen.body(new Shape().polygon([0.12, -0.44, -0.4, -0.06, -0.56, -0.06, -0.22, -0.44]), skin, { flat: 0.5 });
  const panes = new Shape();
  for (let i = 0; i < 9; i++) panes.ellipse(-0.45 + i * 0.13, -0.52, 0.028, 0.03);
  pen.flat(panes.blob([0.8, -0.54, 0.9, -0.5, 0.86, -0.48, 0.76, -0.5]), hex("#2f435e"), 0.5);
}

/** A steam train with carriages, on its rails. */
export function drawTrain(scene: Scene, spot: Spot): void {
  const pen = new Pen(scene, spot);
  const rails = scene.wide / spot.size + 2;
  pen.flat(new Shape().rect(-rails, -0.03, rails * 2, 0.05), hex("#4a4340"), 0.35);
  const paint = pen.own(hex("#8f2f2a"));
  for (let i = 0; i < 40; i++) {
    const back = i / 39;
    const y = -1.2 - Math.sqrt(back) * 0.8 + spot.random.range(-0.08, 0.08);
    pen.puff(1.05 - back * 3.6, y, 0.16 + back * 0.42, [0.97, 0.96, 0.95], 0.6 * (1 - back) ** 0.8);
  }
  for (let car = 1; car <= 4; car++) {
    const x = -0.15 - car * 1.45;
    pen.body(
      new Shape().polygon([x, -0.12, x, -0.72, x + 0.05, -0.8, x + 1.3, -0.8, x + 1.35, -0.72, x + 1.35, -0.12]),
      car % 2 ? hex("#385a4c") : paint,
      { rim: 0.5 },
    );
    for (let i = 0; i < 5; i++) pen.window(x + 0.12 + i * 0.24, -0.62, 0.15, 0.2);
    wheels(pen, [x + 0.25, x + 0.5, x + 0.9, x + 1.12], 0.1);
  }
  pen.body(new Shape().rect(-0.1, -0.9, 0.5, 0.76).rect(-0.16, -0.97, 0.62, 0.08), paint);
  pen.body(new Shape().rect(0.36, -0.62, 0.86, 0.4).ellipse(1.22, -0.42, 0.2), hex("#3a3d46"));
  pen.body(
    new Shape()
      .polygon([1.0, -0.6, 0.97, -0.98, 0.93, -1.06, 1.19, -1.06, 1.15, -0.98, 1.12, -0.6])
      .ellipse(0.72, -0.62, 0.1, 0.12),
    hex("#2d2f38"),
  );
  pen.body(new Shape().polygon([1.3, -0.22, 1.56, 0, 1.2, 0]), paint).window(0.02, -0.78, 0.24, 0.26);
  wheels(pen, [0.1, 0.52, 0.94, 1.28], 0.15);
  if (scene.light.darkness > 0.2) pen.halo(1.44, -0.5, 1.1, warmLight, 0.8);
}

function wheels(pen: Pen, at: readonly number[], radius: number): void {
  const tyres = new Shape();
  const hubs = new Shape();
  for (const x of at) {
    tyres.ellipse(x, -radius, radius);
    hubs.ellipse(x, -radius, radius * 0.45);
  }
  pen.flat(tyres, hex("#26252b"), 0.4).flat(hubs, hex("#9a9590"), 0.6);
}

export function drawCar(scene: Scene, spot: Spot): void {
  const pen = new Pen(scene, spot).shadow(1.1);
  const paint = pen.own(spot.random.pick([hex("#c8402f"), hex("#3c86a8"), hex("#e3b23c"), hex("#7fa88a")]));
  pen.body(new Shape().blob([-0.62, -0.52, -0.4, -0.95, 0.25, -0.98, 0.52, -0.58]), paint);
  pen.body(
    new Shape().blob([-1.08, -0.16, -1.1, -0.48, -0.7, -0.6, 0.5, -0.6, 1.0, -0.5, 1.12, -0.3, 1.08, -0.14, 0, -0.1]),
    paint,
  );
  const glass = new Shape()
    .polygon([-0.5, -0.58, -0.34, -0.86, -0.08, -0.89, -0.08, -0.58])
    .polygon([-0.01, -0.58, -0.01, -0.89, 0.22, -0.88, 0.4, -0.58]);
  pen.flat(glass, scene.light.darkness > 0.4 ? hex("#2d3850") : hex("#a9c9d8"), 0.7);
  wheels(pen, [-0.62, 0.64], 0.22);
  pen.glowing(new Shape().ellipse(1.04, -0.42, 0.05, 0.07), hex("#fff0c0"));
  if (scene.light.darkness > 0.2) pen.halo(1.2, -0.38, 0.9, warmLight, 0.7);
}

export function drawBicycle(scene: Scene, spot: Spot): void {
  const pen = new Pen(scene, spot).shadow(0.9);
  const frame = pen.own(hex("#c8402f"));
  const tyres = new Shape();
  for (const x of [-0.58, 0.58]) {
    const rim: number[] = [];
    for (let i = 0; i <= 40; i++) rim.push(x + Math.cos(i * 0.157) * 0.36, -0.38 + Math.sin(i * 0.157) * 0.36);
    tyres.stroke(rim, 0.045, 0.045, true);
    for (let i = 0; i < 8; i++)
      tyres.stroke([x, -0.38, x + Math.cos(i * 0.785) * 0.35, -0.38 + Math.sin(i * 0.785) * 0.35], 0.008, 0.008, true);
  }
  pen.flat(tyres, hex("#26252b"), 0.5);
  const tubes = new Shape();
  for (const line of [
    [-0.58, -0.38, -0.22, -0.78, 0.4, -0.82, 0.0, -0.34, -0.58, -0.38],
    [-0.26, -0.9, 0.0, -0.34],
    [0.58, -0.38, 0.38, -0.95],
  ])
    tubes.stroke(line, 0.05, 0.05, true);
  pen.body(tubes, frame);
  pen.flat(
    new Shape()
      .stroke([0.38, -0.95, 0.3, -1, 0.48, -1.0], 0.045)
      .stroke([-0.36, -0.93, -0.16, -0.92], 0.07, 0.05, true),
    hex("#2f2b2a"),
    0.4,
  );
}

/** A rocket standing on its flame. */
export function drawRocket(scene: Scene, spot: Spot): void {
  const pen = new Pen(scene, spot);
  pen.halo(0, 0.12, 0.7, hex("#ffab4a"), 0.8);
  pen.glowing(new Shape().blob([-0.1, -0.06, -0.13, 0.16, 0, 0.5, 0.13, 0.16, 0.1, -0.06]), hex("#ff8a2e"), 0.9);
  pen.glowing(new Shape().blob([-0.055, -0.06, -0.06, 0.1, 0, 0.3, 0.06, 0.1, 0.055, -0.06]), hex("#fff0b0"));
  const fins = pen.own(hex("#cf3d2f"));
  pen.body(
    new Shape().polygon([-0.12, -0.32, -0.3, -0.02, -0.11, -0.1]).polygon([0.12, -0.32, 0.3, -0.02, 0.11, -0.1]),
    fins,
  );
  pen.body(
    new Shape().blob([0, -1, 0.12, -0.8, 0.16, -0.5, 0.12, -0.08, -0.12, -0.08, -0.16, -0.5, -0.12, -0.8]),
    hex("#f1efe9"),
  );
  pen.body(new Shape().polygon([0, -1.02, 0.06, -0.92, 0.105, -0.8, -0.105, -0.8, -0.06, -0.92]), fins, { rim: 0 });
  pen
    .flat(new Shape().ellipse(0, -0.58, 0.075), fins, 0.4)
    .flat(new Shape().ellipse(0, -0.58, 0.052), hex("#9fd3e8"), 0.9);
  pen.flat(new Shape().rect(-0.018, -0.3, 0.036, 0.26), fins, 0.6);
}

export function drawUfo(scene: Scene, spot: Spot): void {
  const pen = new Pen(scene, spot);
  const beam = new Shape().polygon([-0.3, -0.5, 0.3, -0.5, 0.85, 1.9, -0.85, 1.9]);
  const top = spot.y - spot.size * 0.5;
  scene.fill(
    pen.placed(beam),
    (_x, y, out) => {
      out.set(pen.own(hex("#a8ffd0")));
      return 0.42 * Math.max(0, 1 - (y - top) / (spot.size * 2.4));
    },
    { light: true },
  );
  pen.body(new Shape().ellipse(0, -0.66, 0.36, 0.3), hex("#9fd8e0"));
  pen.body(new Shape().ellipse(0, -0.5, 0.95, 0.2), hex("#7f879a"));
  pen.flat(new Shape().ellipse(0, -0.46, 0.6, 0.09), hex("#4d5568"), 0.4);
  for (let i = -3; i <= 3; i++) {
    pen
      .glowing(new Shape().ellipse(i * 0.25, -0.47 + Math.abs(i) * -0.012, 0.04), hex("#ffe27a"))
      .halo(i * 0.25, -0.47, 0.16, hex("#ffe27a"), 0.5);
  }
}
