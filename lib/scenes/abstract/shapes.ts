import { mix, type Rgb } from "../raster/colour";
import type { FillOptions } from "../raster/fill";
import { Shape } from "../raster/shape";
import type { Scene } from "../scene";
import type { Palette } from "./palettes";

/** Floating planes, bars, disks and arcs about one tilted axis, in the spirit of 1920. */
export function paintGeometry(scene: Scene, palette: Palette): void {
  const random = scene.random.stream("geometry");
  const paper = mix(palette.light, [0.96, 0.92, 0.84], 0.35);
  scene.fill(new Shape().rect(0, 0, scene.wide, scene.high), paper);
  const axis = random.range(0.35, 0.9) * random.sign();
  const [cx, cy] = [scene.wide * random.range(0.42, 0.58), scene.high * random.range(0.42, 0.58)];
  const inks = [...palette.inks, palette.dark];
  const put = (shape: Shape, u: number, v: number, colour: Rgb, turn = axis, options?: FillOptions) => {
    const x = cx + u * Math.cos(axis) - v * Math.sin(axis);
    const y = cy + u * Math.sin(axis) + v * Math.cos(axis);
    textured(scene, shape.at(x, y, 1, 1, turn), colour, options);
  };
  const big = random.range(0.2, 0.27);
  put(new Shape().ellipse(0, 0, big), random.range(-0.2, 0.1), random.range(-0.18, 0.05), inks[0]);
  put(
    new Shape().polygon([-0.34, -0.11, 0.42, -0.17, 0.36, 0.1, -0.3, 0.14]),
    random.range(-0.05, 0.15),
    random.range(0, 0.16),
    inks[1],
    axis,
    { alpha: 0.94 },
  );
  put(
    new Shape().polygon([-0.22, 0.18, 0, -0.26, 0.24, 0.18]),
    random.range(-0.3, -0.15),
    random.range(0.1, 0.25),
    inks[2],
    axis + random.range(-0.5, 0.5),
    { alpha: 0.9 },
  );
  for (let i = 0; i < 15; i++) {
    const long = random.range(0.12, 0.62);
    const thick = random.pick([0.008, 0.014, 0.03, 0.05]);
    const across = random.chance(0.3) ? axis + Math.PI / 2 : axis;
    put(
      new Shape().rect(-long / 2, -thick / 2, long, thick),
      random.normal() * 0.24,
      random.normal() * 0.24,
      random.pick(inks),
      across,
    );
  }
  for (let i = 0; i < 7; i++) {
    const radius = random.range(0.014, 0.06);
    const [u, v] = [random.normal() * 0.3, random.normal() * 0.28];
    put(new Shape().ellipse(0, 0, radius), u, v, random.pick(inks));
    if (random.chance(0.5)) put(ring(radius * 1.9, radius * 0.2), u, v, palette.dark);
  }
  put(ring(big * 1.45, 0.007), -0.1, -0.1, palette.dark);
  for (let i = 0; i < 7; i++) put(new Shape().rect(-0.26, -0.002, 0.52, 0.004), 0.26, 0.24 + i * 0.016, palette.dark);
}

function ring(radius: number, thick: number): Shape {
  const points: number[] = [];
  for (let i = 0; i < 72; i++)
    points.push(Math.cos(i * 0.0873) * (radius - thick), Math.sin(i * 0.0873) * (radius - thick));
  return new Shape().ellipse(0, 0, radius).hole(points);
}

/** Printed colour: a little uneven, as from a stone. */
function textured(scene: Scene, shape: Shape, colour: Rgb, options?: FillOptions): void {
  scene.fill(
    shape,
    (x, y, out) => {
      const tooth = scene.noise.at(x * 120, y * 120) * 0.025 + scene.noise.fbm(x * 5, y * 5, 2) * 0.05;
      for (let part = 0; part < 3; part++) out[part] = colour[part] * (1 + tooth);
      return 1;
    },
    options,
  );
}

/** Rings within rings, cut by quarters where colours change places (after Delaunay's disks, 1912). */
export function paintCircles(scene: Scene, palette: Palette): void {
  const random = scene.random.stream("circles");
  textured(scene, new Shape().rect(0, 0, scene.wide, scene.high), palette.ground);
  const disks: { x: number; y: number; r: number }[] = [];
  for (let tries = 0; tries < 400 && disks.length < 16; tries++) {
    const r = disks.length < 2 ? random.range(0.26, 0.36) : random.range(0.05, 0.2);
    const disk = { x: random.range(0.05, 0.95) * scene.wide, y: random.range(0.05, 0.95) * scene.high, r };
    if (disks.every((other) => Math.hypot(other.x - disk.x, other.y - disk.y) > (other.r + r) * 0.86)) disks.push(disk);
  }
  for (const { x, y, r } of disks) {
    const rings = Math.max(3, Math.round(r / 0.042));
    const inks = random.shuffle([...palette.inks, palette.light, palette.dark]);
    const turn = random.range(0, 1.57);
    for (let i = 0; i < rings; i++) {
      const radius = r * (1 - i / rings);
      textured(scene, new Shape().ellipse(x, y, radius), inks[i % inks.length]);
      for (const quarter of [0, 2]) {
        const points = [x, y];
        for (let k = 0; k <= 30; k++) {
          const angle = turn + ((quarter + k / 30) * Math.PI) / 2;
          points.push(x + Math.cos(angle) * radius, y + Math.sin(angle) * radius);
        }
        textured(scene, new Shape().polygon(points), inks[(i + 2) % inks.length]);
      }
    }
  }
}

/** Bands of unequal weight, some of them woven over others, some broken by blocks. */
export function paintStripes(scene: Scene, palette: Palette): void {
  const random = scene.random.stream("stripes");
  textured(scene, new Shape().rect(0, 0, scene.wide, scene.high), mix(palette.light, palette.ground, 0.5));
  const inks = [...palette.inks, palette.dark];
  const curved = random.chance(0.6);
  const bend = random.range(0.1, 0.3) * random.sign();
  const phase = random.range(0, 6);
  const flowing = (shape: Shape) =>
    shape.map((px, py) => [
      px,
      py + Math.sin((px / scene.wide) * 3.4 + phase) * bend + Math.sin((px / scene.wide) * 7 + phase * 2) * bend * 0.2,
    ]);
  for (let y = -0.45; y < scene.high + 0.45; ) {
    const tall = random.pick([0.012, 0.025, 0.05, 0.09, 0.13]) * random.range(0.8, 1.2);
    const band = strip(scene.wide, y, tall);
    if (random.chance(0.82)) textured(scene, curved ? flowing(band) : band, random.pick(inks));
    y += tall * 0.98;
  }
  if (curved) return;
  for (let i = 0; i < 9; i++) {
    const wide = random.pick([0.02, 0.05, 0.1, 0.16]);
    const [x, y] = [random.range(0, scene.wide), random.range(-0.1, 0.6) * scene.high];
    textured(scene, new Shape().rect(x, y, wide, random.range(0.2, 0.8) * scene.high), random.pick(inks), {
      alpha: 0.95,
    });
  }
}

function strip(wide: number, y: number, tall: number): Shape {
  const points: number[] = [];
  for (let i = 0; i <= 60; i++) points.push(-0.05 + (i / 60) * (wide + 0.1), y);
  for (let i = 60; i >= 0; i--) points.push(-0.05 + (i / 60) * (wide + 0.1), y + tall);
  return new Shape().polygon(points);
}
