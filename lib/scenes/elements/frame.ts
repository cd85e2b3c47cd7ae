import { hex, mix } from "../raster/colour";
import { smoothstep } from "../raster/noise";
import { Shape } from "../raster/shape";
import type { Scene } from "../scene";
import { drawBlades } from "./flowers";
import { foliage, pineOutline } from "./forest";
import { grassColour } from "./hills";

/** Dark growth close to us at one or both sides: it frames an otherwise empty foreground and gives the view depth. */
export function paintFrame(scene: Scene): void {
  const random = scene.random.stream("frame");
  const first = scene.source.x < scene.wide / 2 ? 1 : -1;
  bank(scene);
  clump(scene, first, random.range(0.36, 0.56), random.int(3, 5));
  if (random.chance(0.7)) clump(scene, -first, random.range(0.16, 0.3), random.int(2, 4));
  const colour = mix(grassColour(scene), hex("#10201c"), 0.72);
  if (scene.winter) return;
  const feet = (x: number) => scene.high + 0.012 + scene.noise.at(x * 3, 5) * 0.014;
  drawBlades(scene, feet, {
    from: -0.05,
    to: scene.wide + 0.05,
    count: Math.min(1600, 420 * scene.wide),
    tall: 0.1,
    depth: 0,
    colour,
    random,
  });
}

/** A low dark bank along the lower edge. */
function bank(scene: Scene): void {
  const points = [scene.wide + 0.1, scene.high + 0.1, -0.1, scene.high + 0.1];
  for (let x = -0.1; x <= scene.wide + 0.1; x += 0.03) {
    const rise = Math.abs(x / scene.wide - 0.5) ** 1.6 * 0.16;
    points.push(x, scene.high - 0.05 - rise - scene.noise.fbm(x * 2.2, 31, 3) * 0.03);
  }
  const top = scene.tone(mix(grassColour(scene), hex("#16302a"), 0.45), 0.03, 0.42);
  const low = scene.tone(mix(grassColour(scene), hex("#0c1a18"), 0.75), 0, 0.12);
  scene.fill(new Shape().polygon(points), (_x, y, out) => {
    const down = smoothstep(scene.high - 0.12, scene.high, y);
    for (let part = 0; part < 3; part++) out[part] = top[part] + (low[part] - top[part]) * down;
    return 1;
  });
}

function clump(scene: Scene, side: number, tall: number, count: number): void {
  const random = scene.random.stream(`clump ${side}`);
  const edge = side > 0 ? scene.wide : 0;
  const leaf = scene.winter ? hex("#3f5664") : foliage(scene);
  for (let i = count - 1; i >= 0; i--) {
    const x = edge - side * (i * random.range(0.05, 0.085) - 0.01);
    const height = tall * (1 - i * 0.16) * random.range(0.85, 1.1);
    const shape = new Shape();
    pineOutline(shape, x, scene.high - 0.02, height, random);
    const tone = scene.tone(mix(leaf, hex("#12302e"), 0.5), 0.02 + i * 0.02, 0.3);
    const dark = scene.tone(mix(leaf, hex("#0d1f22"), 0.75), 0, 0.1);
    const rim = scene.tone(leaf, 0.05, 0.95);
    scene.fill(shape.at(scene.side(x) * 0.003, -0.002), rim, { alpha: 0.55 });
    scene.fill(shape, (_x, y, out) => {
      const down = smoothstep(scene.high - height, scene.high, y);
      for (let part = 0; part < 3; part++) out[part] = tone[part] + (dark[part] - tone[part]) * down;
      return 1;
    });
  }
}
