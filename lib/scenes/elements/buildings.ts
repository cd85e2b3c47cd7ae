import { blendInto, hex, mix, type Rgb } from "../raster/colour";
import { Shape } from "../raster/shape";
import type { Scene, Spot } from "../scene";
import { Pen, warmLight } from "./pen";

const roofs: readonly Rgb[] = [hex("#a5483a"), hex("#7c4a42"), hex("#5d5f70"), hex("#b0663c")];
const walls: readonly Rgb[] = [hex("#f0e4cf"), hex("#e6d3b8"), hex("#dfe0dc"), hex("#d9b795")];

export function drawHouse(scene: Scene, spot: Spot): void {
  const pen = new Pen(scene, spot).shadow(1.3);
  const { random } = spot;
  const wide = random.range(0.5, 0.62);
  const roof = scene.winter ? hex("#eef2f8") : random.pick(roofs);
  pen.flat(new Shape().rect(0.28, -0.98, 0.11, 0.35), hex("#8a5a48"), 0.4);
  smoke(pen, 0.335, -1);
  pen.body(new Shape().rect(-wide, -0.52, wide * 2, 0.54), pen.own(random.pick(walls)), { rim: 0.3 });
  pen.body(
    new Shape().polygon([-wide - 0.09, -0.5, -wide + 0.16, -0.95, wide - 0.16, -0.95, wide + 0.09, -0.5]),
    roof,
    { rim: 0.9 },
  );
  pen.flat(new Shape().rect(-0.08, -0.3, 0.17, 0.32), hex("#6b4230"), 0.5);
  pen.window(-wide + 0.1, -0.38, 0.17, 0.17).window(wide - 0.28, -0.38, 0.17, 0.17);
}

function smoke(pen: Pen, x: number, y: number): void {
  for (let i = 0; i < 16; i++) {
    const up = i / 15;
    const sway = Math.sin(up * 5 + pen.spot.x * 9) * 0.05 * up;
    pen.puff(x + up * up * 0.3 + sway, y - 0.03 - up * 0.62, 0.05 + up * 0.12, [0.95, 0.94, 0.93], 0.4 * (1 - up));
  }
}

export function drawVillage(scene: Scene, spot: Spot): void {
  const { random } = spot;
  const count = 8;
  for (let i = 0; i < count; i++) {
    const x = (i / (count - 1) - 0.5) * 4.2 + random.range(-0.12, 0.12);
    const size = spot.size * random.range(0.42, 0.62);
    const y = spot.y + (i % 2) * spot.size * 0.13;
    if (i === 3) drawChurch(scene, { ...spot, x: spot.x + x * spot.size, size: spot.size * 1.25 });
    else drawHouse(scene, { ...spot, x: spot.x + x * spot.size * 0.8, y, size, random: random.stream(`house ${i}`) });
  }
}

export function drawChurch(scene: Scene, spot: Spot): void {
  const pen = new Pen(scene, spot).shadow(0.7);
  const wall = pen.own(hex("#e9e0d0"));
  const roof = scene.winter ? hex("#eef2f8") : hex("#6a5a5c");
  pen.body(new Shape().rect(-0.05, -0.36, 0.5, 0.38), wall, { rim: 0.3 });
  pen.body(new Shape().polygon([-0.08, -0.34, 0.02, -0.55, 0.4, -0.55, 0.49, -0.34]), roof);
  pen.body(new Shape().rect(-0.24, -0.6, 0.22, 0.62), wall, { rim: 0.4 });
  pen.body(new Shape().polygon([-0.27, -0.59, -0.13, -0.95, 0.01, -0.59]), roof);
  pen.flat(new Shape().rect(-0.137, -1.04, 0.014, 0.12).rect(-0.165, -1.01, 0.07, 0.014), hex("#d9b45a"), 0.8);
  pen.window(-0.16, -0.5, 0.06, 0.1).window(0.08, -0.26, 0.06, 0.13).window(0.24, -0.26, 0.06, 0.13);
}

export function drawCastle(scene: Scene, spot: Spot): void {
  const pen = new Pen(scene, spot).shadow(1.2);
  const stone = pen.own(hex("#b3aca4"));
  const roof = hex("#4f6488");
  const tower = (x: number, width: number, height: number, cone: number, lit: number) => {
    pen.body(new Shape().rect(x - width / 2, -height, width, height + 0.02), mix(stone, [0.3, 0.3, 0.4], lit), {
      rim: 0.5,
    });
    if (cone > 0)
      pen.body(new Shape().polygon([x - width * 0.64, -height, x, -height - cone, x + width * 0.64, -height]), roof);
    else battlements(pen, x - width / 2, -height, width, mix(stone, [0.3, 0.3, 0.4], lit));
    pen.window(x - width * 0.09, -height * 0.84, width * 0.18, width * 0.34);
    if (cone > 0)
      pen.flat(
        new Shape()
          .polygon([x, -height - cone - 0.1, x + 0.1, -height - cone - 0.07, x, -height - cone - 0.04])
          .rect(x - 0.004, -height - cone - 0.1, 0.008, 0.12),
        hex("#c23b36"),
        0.75,
      );
  };
  tower(-0.2, 0.17, 0.66, 0.22, 0.18);
  tower(0.2, 0.17, 0.6, 0.2, 0.18);
  tower(0.02, 0.22, 0.76, 0.24, 0.08);
  pen.body(new Shape().rect(-0.5, -0.36, 1, 0.38), stone, { rim: 0.4 });
  battlements(pen, -0.5, -0.36, 1, stone);
  tower(-0.5, 0.2, 0.5, 0.2, 0);
  tower(0.5, 0.2, 0.46, 0.2, 0);
  pen.flat(new Shape().rect(-0.08, -0.18, 0.16, 0.2).ellipse(0, -0.18, 0.08), hex("#3a2b26"), 0.3);
  for (const x of [-0.3, -0.2, 0.18, 0.28]) pen.window(x, -0.25, 0.03, 0.07);
}

function battlements(pen: Pen, x: number, y: number, width: number, stone: Rgb): void {
  const shape = new Shape();
  const count = Math.max(3, Math.round(width / 0.075));
  for (let i = 0; i < count; i++) shape.rect(x + (i * width) / count, y - 0.035, (width / count) * 0.56, 0.045);
  pen.flat(shape, stone, 0.6);
}

export function drawLighthouse(scene: Scene, spot: Spot): void {
  const pen = new Pen(scene, spot);
  const { darkness } = scene.light;
  pen.body(
    new Shape().polygon([-0.24, 0.03, -0.2, -0.04, -0.13, -0.09, 0.12, -0.1, 0.17, -0.05, 0.24, -0.03, 0.27, 0.03]),
    hex("#6b675f"),
    { rim: 0.3 },
  );
  if (darkness > 0.2) beam(pen, darkness);
  const band = pen.own(hex("#c8372f"));
  const half = (up: number) => 0.115 - up * 0.055;
  pen.body(new Shape().polygon([-half(0), -0.08, -half(0.8), -0.78, half(0.8), -0.78, half(0), -0.08]), hex("#f4efe6"));
  for (const [from, to] of [
    [0.12, 0.28],
    [0.44, 0.6],
  ]) {
    pen.body(new Shape().polygon([-half(from), -from, -half(to), -to, half(to), -to, half(from), -from]), band, {
      rim: 0,
    });
  }
  const iron = hex("#3a3d48");
  const rail = new Shape().rect(-0.1, -0.8, 0.2, 0.022).rect(-0.1, -0.845, 0.2, 0.008);
  for (let i = 0; i <= 6; i++) rail.rect(-0.1 + (i / 6) * 0.194, -0.845, 0.006, 0.05);
  pen.flat(new Shape().rect(-0.05, -0.9, 0.1, 0.1), darkness > 0.2 ? warmLight : hex("#9fc3d4"), 1);
  pen.flat(new Shape().rect(-0.025, -0.17, 0.05, 0.09), hex("#3b2f30"), 0.3);
  if (darkness > 0.2)
    pen.glowing(new Shape().rect(-0.048, -0.9, 0.096, 0.1), warmLight).halo(0, -0.85, 0.42, warmLight, 0.9);
  const dome = [-0.072, -0.89, -0.062, -0.93, -0.035, -0.965, -0.008, -0.98, -0.008, -1.01];
  pen.body(
    new Shape().polygon([...dome, 0.008, -1.01, 0.008, -0.98, 0.035, -0.965, 0.062, -0.93, 0.072, -0.89]),
    band,
    {
      rim: 0.4,
    },
  );
  pen.flat(rail.rect(-0.003, -0.9, 0.006, 0.1), iron, 0.4);
}

function beam(pen: Pen, darkness: number): void {
  const { scene, spot } = pen;
  const away = spot.x < scene.wide / 2 ? spot.flip : -spot.flip;
  const [lx, ly] = [spot.x, spot.y - 0.85 * spot.size];
  for (const [reach, spread, strength] of [
    [3.4, 0.34, 0.3],
    [-1.6, 0.16, 0.14],
  ]) {
    const shape = new Shape().polygon([
      0,
      -0.86,
      away * reach,
      -0.9 - spread,
      away * reach,
      -0.8 + spread * 0.6,
      0,
      -0.84,
    ]);
    scene.fill(
      pen.placed(shape),
      (x, y, out) => {
        out.set(warmLight);
        const far = Math.hypot(x - lx, y - ly) / (Math.abs(reach) * spot.size);
        return Math.max(0, 1 - far) ** 1.4 * strength * darkness * 1.7;
      },
      { light: true },
    );
  }
}

export function drawWindmill(scene: Scene, spot: Spot): void {
  const pen = new Pen(scene, spot).shadow(0.5);
  pen.body(new Shape().polygon([-0.2, 0.02, -0.115, -0.6, 0.115, -0.6, 0.2, 0.02]), pen.own(hex("#e9dcc6")));
  pen.body(
    new Shape().polygon([
      ...[
        -0.14, -0.585, -0.13, -0.65, -0.09, -0.71, -0.04, -0.745, 0.04, -0.745, 0.09, -0.71, 0.13, -0.65, 0.14, -0.585,
      ],
    ]),
    hex("#7a4a38"),
  );
  pen.window(-0.035, -0.42, 0.07, 0.09).flat(new Shape().rect(-0.05, -0.15, 0.1, 0.17), hex("#5b3a2c"), 0.4);
  const turn = spot.random.range(0.2, 1.3);
  const arms = new Shape();
  const sails = new Shape();
  for (let i = 0; i < 4; i++) {
    const angle = turn + (i * Math.PI) / 2;
    const arm = new Shape().rect(0, -0.008, 0.46, 0.016);
    const sail = new Shape().rect(0.08, -0.075, 0.38, 0.067);
    arms.add(arm.at(0, -0.63, 1, 1, angle));
    sails.add(sail.at(0, -0.63, 1, 1, angle));
  }
  pen.flat(sails, hex("#f3ead8"), 0.85, { alpha: 0.88 }).flat(arms.ellipse(0, -0.63, 0.03), hex("#4d382c"), 0.4);
}

export function drawTower(scene: Scene, spot: Spot): void {
  const pen = new Pen(scene, spot).shadow(0.35);
  const stone = pen.own(hex("#c2b299"));
  pen.body(new Shape().polygon([-0.13, 0.02, -0.11, -0.7, 0.11, -0.7, 0.13, 0.02]), stone);
  pen.body(new Shape().rect(-0.145, -0.82, 0.29, 0.14), stone);
  pen.body(new Shape().polygon([-0.16, -0.815, 0, -1.05, 0.16, -0.815]), hex("#55617c"));
  pen.glowing(new Shape().ellipse(0, -0.75, 0.05), hex("#fbf2d4"), 0.95);
  pen.flat(new Shape().rect(-0.003, -0.79, 0.006, 0.04).rect(0, -0.753, 0.028, 0.006), hex("#2c2a30"), 0.2);
  pen.window(-0.03, -0.56, 0.06, 0.1).window(-0.03, -0.32, 0.06, 0.1);
}

export function drawPyramid(scene: Scene, spot: Spot): void {
  const pen = new Pen(scene, spot);
  const stone = pen.own(hex("#d9b27a"));
  const side = scene.side(spot.x) * spot.flip;
  const edge = side * -0.22;
  const dark = new Shape().polygon([0, -0.92, edge, 0.02, -side * 0.86, 0.02]);
  const lit = new Shape().polygon([0, -0.92, side * 0.86, 0.02, edge, 0.02]);
  const { size } = spot;
  const low = scene.tone(stone, spot.depth, 0);
  const high = scene.tone(stone, spot.depth, 1);
  const courses = (level: number) => (_x: number, y: number, out: Float32Array) => {
    const row = Math.sin(((spot.y - y) / size) * 150) * 0.03;
    blendInto(out, low, high, level + row);
    return 1;
  };
  scene.fill(pen.placed(lit), courses(0.88));
  scene.fill(pen.placed(dark), courses(0.2));
}

export function drawTent(scene: Scene, spot: Spot): void {
  const pen = new Pen(scene, spot).shadow(1.2);
  const cloth = pen.own(hex("#d98a3d"));
  pen.body(new Shape().polygon([-0.95, 0.02, -0.1, -0.9, 0.2, -0.9, 1, 0.02]), cloth);
  pen.flat(new Shape().polygon([-0.95, 0.02, -0.1, -0.9, 0.35, 0.02]), cloth, 0.85);
  const inner = new Shape().polygon([-0.45, 0.02, -0.1, -0.75, 0.05, 0.02]);
  if (scene.light.darkness > 0.25) pen.glowing(inner, warmLight).halo(-0.15, -0.25, 1.5, warmLight, 0.5);
  else pen.flat(inner, hex("#5a3a22"), 0.3);
}
