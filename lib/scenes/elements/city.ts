import type { Random } from "../random";
import { hex, mix, type Rgb, shift } from "../raster/colour";
import { glow } from "../raster/glow";
import { smoothstep } from "../raster/noise";
import { Shape } from "../raster/shape";
import type { Scene } from "../scene";

interface Block {
  x: number;
  width: number;
  height: number;
}

/** A skyline in three receding rows; windows light up as it grows dark. */
export function paintCity(scene: Scene, foot: number): void {
  const random = scene.random.stream("city");
  const named = scene.find("city");
  const tall =
    Math.min(0.44, scene.horizon * 0.72) * (named?.place === "far" ? 0.55 : 1) * (named?.size === "large" ? 1.25 : 1);
  const focus =
    scene.wide * (named?.place === "left" ? 0.25 : named?.place === "right" ? 0.75 : random.range(0.38, 0.62));
  const tint = named?.colour ? scene.colourOf("city", hex("#6f7690")) : null;
  const rows = [
    { depth: 0.78, scale: 1, colour: hex("#7d86a3") },
    { depth: 0.52, scale: 0.82, colour: hex("#5d6480") },
    { depth: 0.26, scale: 0.55, colour: hex("#454a64") },
  ];
  for (const { depth, scale, colour } of rows) {
    paintRow(scene, random, {
      foot,
      depth,
      tall: tall * scale,
      focus,
      colour: tint ? mix(colour, tint, 0.65) : colour,
    });
  }
}

interface Row {
  foot: number;
  depth: number;
  tall: number;
  focus: number;
  colour: Rgb;
}

function paintRow(scene: Scene, random: Random, row: Row): void {
  const { light } = scene;
  for (let x = -0.03; x < scene.wide; ) {
    const width = random.range(0.028, 0.075) * (0.8 + row.tall);
    const central = Math.exp(-(((x + width / 2 - row.focus) / (scene.wide * 0.3)) ** 2));
    const block = { x, width, height: row.tall * (0.16 + central * random.range(0.3, 0.86) + random.range(0, 0.12)) };
    paintBlock(scene, random, row, block);
    x += width * random.range(0.82, 1.15);
  }
  const mist = mix(light.haze, light.glow, 0.12);
  const strip = new Shape().rect(0, row.foot - row.tall * 0.4, scene.wide, row.tall * 0.42);
  scene.fill(strip, (_x, y, out) => {
    out.set(mist);
    return smoothstep(row.foot - row.tall * 0.4, row.foot, y) * (0.18 + row.depth * 0.5);
  });
}

function paintBlock(scene: Scene, random: Random, row: Row, block: Block): void {
  const { x, width, height } = block;
  const top = row.foot - height;
  const shape = new Shape().rect(x, top, width, height + 0.01);
  addRoof(shape, random, x, top, width, height);
  const side = scene.side(x + width / 2);
  const colour = shift(row.colour, random.range(-0.05, 0.05));
  const lit = scene.tone(colour, row.depth, 0.82);
  const dark = scene.tone(colour, row.depth, 0.22);
  const split = x + width * (side < 0 ? random.range(0.25, 0.4) : random.range(0.6, 0.75));
  scene.fill(shape, (px, py, out) => {
    const facing = side < 0 ? px < split : px > split;
    const down = smoothstep(top, row.foot, py) * 0.25;
    const from = facing ? lit : dark;
    for (let part = 0; part < 3; part++) out[part] = from[part] + (scene.light.haze[part] - from[part]) * down;
    return 1;
  });
  paintWindows(scene, random, row, block);
}

function addRoof(shape: Shape, random: Random, x: number, top: number, width: number, height: number): void {
  const kind = random.next();
  if (kind < 0.22) shape.rect(x + width * 0.2, top - height * 0.07, width * 0.6, height * 0.08);
  else if (kind < 0.36) shape.polygon([x, top, x + width / 2, top - height * 0.16, x + width, top]);
  else if (kind < 0.46) shape.polygon([x, top, x + width * random.pick([0, 1]), top - width * 0.6, x + width, top]);
  if (random.chance(0.16) && height > 0.16) {
    shape.rect(x + width * 0.32, top - height * 0.1, width * 0.36, height * 0.11);
    shape.rect(x + width / 2 - 0.0013, top - height * 0.28, 0.0026, height * 0.22);
  }
}

function paintWindows(scene: Scene, random: Random, row: Row, block: Block): void {
  const { darkness } = scene.light;
  const on = darkness > 0.25 ? 0.18 + darkness * 0.34 : 0;
  const step = 0.0105;
  const columns = Math.floor((block.width - 0.006) / step);
  const rows = Math.floor((block.height - 0.012) / (step * 1.25));
  const warm = new Shape();
  const dim = new Shape();
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const lit = random.chance(on);
      if (!lit && (row.depth > 0.6 || darkness > 0.5)) continue;
      const x = block.x + 0.005 + c * step;
      const y = scene.horizon - block.height + (row.foot - scene.horizon) + 0.009 + r * step * 1.25;
      (lit ? warm : dim).rect(x, y, step * 0.5, step * 0.62);
    }
  }
  if (dim.contours.length > 0) {
    scene.fill(dim, mix(scene.light.haze, scene.tone(row.colour, row.depth, 0.1), 0.5), { alpha: 0.28 });
  }
  if (warm.contours.length === 0) return;
  const lamp = mix(
    random.pick([hex("#ffd98a"), hex("#ffe9b8"), hex("#ffc06a"), hex("#cfe6ff")]),
    scene.light.haze,
    row.depth * 0.35,
  );
  scene.fill(warm, lamp, { alpha: 0.92 });
  if (darkness > 0.5)
    glow(scene.canvas, block.x + block.width / 2, row.foot - block.height / 2, block.height * 0.7, lamp, 0.07);
}
