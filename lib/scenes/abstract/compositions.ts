import type { Layer } from "../layer";
import { hex, type Rgb } from "../raster/colour";
import { Shape } from "../raster/shape";
import type { Scene } from "../scene";

/** A first abstract picture: layered waves of paper. */
export function abstractLayers(scene: Scene): Layer[] {
  const random = scene.random.stream("abstract");
  const colours: Rgb[] = [hex("#f3e9d6"), hex("#e4b363"), hex("#ef6461"), hex("#313638"), hex("#3d7ea6")];
  const layers: Layer[] = [
    { weight: 1, draw: () => scene.fill(new Shape().rect(0, 0, scene.wide, scene.high), colours[0]) },
  ];
  for (let i = 0; i < 7; i++) {
    const base = scene.high * (0.15 + i * 0.12);
    const phase = random.range(0, 90);
    const colour = random.pick(colours);
    const points = [scene.wide + 0.1, scene.high + 0.1, -0.1, scene.high + 0.1];
    for (let x = -0.1; x <= scene.wide + 0.1; x += 0.04)
      points.push(x, base + scene.noise.fbm(x * 1.2 + phase, phase, 2) * 0.2);
    layers.push({ weight: 1, draw: () => scene.fill(new Shape().polygon(points), colour) });
  }
  return layers;
}
