import { mix } from "../raster/colour";
import { evenRamp, rampAt } from "../raster/ramp";
import { Shape } from "../raster/shape";
import type { Scene } from "../scene";
import type { Palette } from "./palettes";

/** Sheets of cut paper, each with its shadow on the one below, graded from far to near. */
export function paintLayers(scene: Scene, palette: Palette): void {
  const random = scene.random.stream("paper");
  const order = [palette.light, palette.inks[0], palette.inks[1], palette.inks[2], palette.dark];
  const graded = evenRamp(order);
  const count = random.int(7, 10);
  const deep = random.chance(0.45);
  scene.fill(new Shape().rect(0, 0, scene.wide, scene.high), rampAt(graded, 0));
  if (!deep) {
    const sun = new Shape().ellipse(
      scene.wide * random.range(0.3, 0.7),
      scene.high * random.range(0.2, 0.34),
      random.range(0.1, 0.19),
    );
    scene.fill(sun, mix(palette.inks[3] ?? palette.inks[0], palette.light, 0.15));
  }
  for (let i = 1; i < count; i++) {
    const share = i / (count - 1);
    const shape = deep ? opening(scene, random.range(0, 90), share) : sheet(scene, random.range(0, 90), share);
    for (let soft = 0; soft < 5; soft++) {
      const lift = 0.004 + soft * 0.004;
      scene.fill(shape.at(deep ? lift * 0.5 : 0, deep ? lift : -lift), [0.05, 0.03, 0.08], { alpha: 0.085 });
    }
    const colour = rampAt(graded, share);
    const bright = mix(colour, [1, 1, 1], 0.1);
    scene.fill(shape, (x, y, out) => {
      const paper = scene.noise.at(x * 60, y * 60) * 0.012 + scene.noise.at(x * 190, y * 190) * 0.012;
      const grade = (1 - y / scene.high) * 0.8;
      for (let part = 0; part < 3; part++) out[part] = colour[part] + (bright[part] - colour[part]) * grade + paper;
      return 1;
    });
  }
}

function sheet(scene: Scene, phase: number, share: number): Shape {
  const base = scene.high * (0.26 + share * 0.66);
  const points = [scene.wide + 0.1, scene.high + 0.1, -0.1, scene.high + 0.1];
  for (let x = -0.1; x <= scene.wide + 0.1; x += 0.02)
    points.push(x, base + scene.noise.fbm(x * 1.1 + phase, phase, 2) * 0.2 * scene.high);
  return new Shape().polygon(points);
}

/** A sheet with a hole, each smaller: one looks into a tunnel of paper. */
function opening(scene: Scene, phase: number, share: number): Shape {
  const [cx, cy] = [scene.wide / 2, scene.high / 2];
  const rim: number[] = [];
  for (let i = 0; i < 160; i++) {
    const angle = (i / 160) * Math.PI * 2;
    const wobble = 1 + scene.noise.fbm(Math.cos(angle) * 1.1 + phase, Math.sin(angle) * 1.1 + phase, 2) * 0.5;
    const reach = (0.1 + share * 0.5) * wobble;
    rim.push(cx + Math.cos(angle) * reach * scene.wide, cy + Math.sin(angle) * reach * scene.high);
  }
  return new Shape().rect(-0.2, -0.2, scene.wide + 0.4, scene.high + 0.4).hole(rim);
}
