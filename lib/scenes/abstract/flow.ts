import { mix } from "../raster/colour";
import { Shape } from "../raster/shape";
import type { Scene } from "../scene";
import type { Palette } from "./palettes";

/** Ribbons drawn along a field of directions, thick to thin, overlapping like combed wool. */
export function paintFlow(scene: Scene, palette: Palette): void {
  const random = scene.random.stream("flow");
  scene.fill(new Shape().rect(0, 0, scene.wide, scene.high), palette.ground);
  const scale = random.range(0.7, 1.3);
  const turn = random.range(0, 6.28);
  const swirl = random.range(1.4, 2.6);
  const [cx, cy] = [scene.wide * random.range(0.3, 0.7), scene.high * random.range(0.3, 0.7)];
  const vortex = random.chance(0.5) ? 1 : 0;
  const direction = (x: number, y: number) => {
    const field = turn + scene.noise.fbm(x * scale, y * scale, 2) * Math.PI * swirl;
    const round = Math.atan2(y - cy, x - cx) + Math.PI / 2;
    const near = vortex * Math.exp(-((x - cx) ** 2 + (y - cy) ** 2) * 5);
    return field * (1 - near) + round * near;
  };
  for (const [count, width, steps] of [
    [150, 0.05, 34],
    [320, 0.024, 44],
    [420, 0.009, 52],
    [160, 0.0035, 60],
  ]) {
    for (let i = 0; i < Math.min(1200, count * scene.wide * scene.high); i++) {
      let x = random.range(-0.1, scene.wide + 0.1);
      let y = random.range(-0.1, scene.high + 0.1);
      const zone = scene.noise.at(x * 0.9 + 20, y * 0.9) * 0.5 + 0.5;
      const ink =
        palette.inks[
          Math.min(
            palette.inks.length - 1,
            Math.floor((zone + random.range(-0.16, 0.16)) * palette.inks.length + palette.inks.length) %
              palette.inks.length,
          )
        ];
      const points: number[] = [];
      for (let step = 0; step < steps; step++) {
        points.push(x, y);
        const angle = direction(x, y);
        x += Math.cos(angle) * 0.014;
        y += Math.sin(angle) * 0.014;
      }
      const wide = width * random.range(0.5, 1.2);
      const tone = mix(ink, random.chance(0.5) ? palette.light : palette.dark, random.next() ** 2 * 0.35);
      scene.fill(new Shape().stroke(points, wide, wide * 0.12, true), tone, { alpha: width < 0.01 ? 0.9 : 0.96 });
    }
  }
}
