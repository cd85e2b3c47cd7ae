import { mix, type Rgb, shift } from "../raster/colour";
import { smoothstep } from "../raster/noise";
import { Shape } from "../raster/shape";
import type { Scene } from "../scene";
import type { Palette } from "./palettes";

/** Shards: nearest-point cells with lead between them, light running through from one corner (Voronoi, 1908). */
export function paintCells(scene: Scene, palette: Palette): void {
  const random = scene.random.stream("cells");
  const across = random.int(6, 9);
  const cell = 1 / across;
  const columns = Math.ceil(scene.wide * across) + 2;
  const rows = Math.ceil(scene.high * across) + 2;
  const xs = new Float32Array(columns * rows);
  const ys = new Float32Array(columns * rows);
  const colours: Rgb[] = [];
  for (let i = 0; i < columns * rows; i++) {
    const [column, row] = [i % columns, Math.floor(i / columns)];
    xs[i] = (column - 0.5 + random.range(-0.42, 0.42)) * cell;
    ys[i] = (row - 0.5 + random.range(-0.42, 0.42)) * cell;
    const zone = (scene.noise.fbm(xs[i] * 1.1, ys[i] * 1.1, 2) + 1) * 0.5 + random.range(-0.1, 0.1);
    const ink = palette.inks[Math.max(0, Math.min(palette.inks.length - 1, Math.floor(zone * palette.inks.length)))];
    colours.push(shift(ink, random.range(-0.08, 0.1)));
  }
  const lead = shift(palette.dark, -0.12, 0.7);
  scene.fill(new Shape().rect(0, 0, scene.wide, scene.high), (x, y, out) => {
    const [column, row] = [Math.floor(x / cell + 0.5), Math.floor(y / cell + 0.5)];
    let [first, second, which] = [9, 9, 0];
    for (let r = Math.max(0, row - 1); r <= Math.min(rows - 1, row + 2); r++) {
      for (let c = Math.max(0, column - 1); c <= Math.min(columns - 1, column + 2); c++) {
        const i = r * columns + c;
        const far = (x - xs[i]) ** 2 + (y - ys[i]) ** 2;
        if (far < first) [second, first, which] = [first, far, i];
        else if (far < second) second = far;
      }
    }
    const edge = Math.sqrt(second) - Math.sqrt(first);
    const wall = smoothstep(0.006, 0.0105, edge);
    const shine = 0.86 + ((x - xs[which]) * -0.8 + (y - ys[which]) * -1.2) * 1.6 + smoothstep(0.03, 0.008, edge) * 0.12;
    for (let part = 0; part < 3; part++) out[part] = lead[part] + (colours[which][part] * shine - lead[part]) * wall;
    return 1;
  });
}

/** Tiles of quarter arcs and dots turned at random so that paths wander through (Sébastien Truchet, 1704). */
export function paintTiles(scene: Scene, palette: Palette): void {
  const random = scene.random.stream("tiles");
  const across = random.int(6, 8);
  const size = 1 / across;
  scene.fill(new Shape().rect(0, 0, scene.wide, scene.high), palette.ground);
  for (let row = 0; row * size < scene.high; row++) {
    for (let column = 0; column * size < scene.wide; column++) {
      paintTile(scene, palette, column * size, row * size, size, random.stream(`${column} ${row}`));
    }
  }
}

function paintTile(scene: Scene, palette: Palette, x: number, y: number, size: number, random: Scene["random"]): void {
  const [back, front, accent] = random.shuffle([palette.ground, ...palette.inks]);
  const turn = (random.int(0, 3) * Math.PI) / 2;
  const set = (shape: Shape, colour: Rgb) =>
    scene.fill(clipped(shape).at(x + size / 2, y + size / 2, size, 1, turn), colour);
  set(new Shape().rect(-0.505, -0.505, 1.01, 1.01), back);
  const kind = random.int(0, 5);
  if (kind === 0) set(new Shape().polygon(wedge(-0.5, -0.5, 1)), front);
  if (kind === 0 || kind === 1) set(new Shape().polygon(wedge(-0.5, -0.5, 0.5)), accent);
  if (kind === 1) set(new Shape().polygon(wedge(0.5, 0.5, 0.5, Math.PI)), front);
  if (kind === 2) set(new Shape().ellipse(0, 0, 0.4), front);
  if (kind === 2) set(new Shape().ellipse(0, 0, 0.2), accent);
  if (kind === 3) set(new Shape().polygon([-0.5, -0.5, 0.5, -0.5, -0.5, 0.5]), front);
  if (kind === 4)
    for (let i = 0; i < 4; i++) set(new Shape().polygon(wedge(-0.5, -0.5, 1 - i * 0.25)), i % 2 ? back : front);
  if (kind === 5)
    for (let i = 0; i < 4; i++) set(new Shape().rect(-0.5, -0.5 + i * 0.25, 1, 0.125), mix(front, accent, i / 3));
}

function wedge(x: number, y: number, radius: number, from = 0): number[] {
  const points = [x, y];
  for (let i = 0; i <= 40; i++) {
    const angle = from + (i / 40) * (Math.PI / 2);
    points.push(x + Math.cos(angle) * radius, y + Math.sin(angle) * radius);
  }
  return points;
}

function clipped(shape: Shape): Shape {
  return shape.map((px, py) => [Math.max(-0.505, Math.min(0.505, px)), Math.max(-0.505, Math.min(0.505, py))]);
}
