import { dyes } from "../light/dyes";
import type { Random } from "../random";
import { hex, mix, type Rgb } from "../raster/colour";
import { smoothstep } from "../raster/noise";
import { Shape } from "../raster/shape";
import type { Scene } from "../scene";
import type { Hill } from "./hills";

/** Rows of trees along a hill's crest, as one silhouette with mist at its feet. */
export function paintTreeLine(scene: Scene, hill: Hill, tall: number, density: number, random: Random): void {
  const shape = new Shape();
  const pines =
    scene.has("pine", "mountain", "snow") || (!scene.has("oak", "birch", "palm", "bamboo") && random.chance(0.6));
  for (let x = -tall; x < scene.wide + tall; x += (tall * random.range(0.16, 0.4)) / density) {
    const height = tall * random.range(0.5, 1.05) * (0.75 + 0.35 * scene.noise.at(x * 3, hill.depth * 50));
    const foot = hill.top(x) + tall * 0.12;
    if (pines) pineOutline(shape, x, foot, height, random);
    else crownOutline(shape, x, foot, height, random);
  }
  const green = foliage(scene);
  const top = scene.tone(green, hill.depth, 0.62);
  const low = scene.tone(green, hill.depth, 0.2);
  const mist = mix(low, scene.light.haze, 0.3 + hill.depth * 0.6);
  scene.fill(shape, (x, y, out) => {
    const down = (y - hill.top(x) + tall) / (tall * 1.15);
    const shade = mixAt(top, low, smoothstep(0, 0.7, down));
    for (let part = 0; part < 3; part++)
      out[part] = shade(part) + (mist[part] - shade(part)) * smoothstep(0.55, 1.1, down);
    return 1;
  });
}

function mixAt(a: Rgb, b: Rgb, share: number): (part: number) => number {
  return (part) => a[part] + (b[part] - a[part]) * share;
}

/** The colour of leaves this season. */
export function foliage(scene: Scene): Rgb {
  const named = scene.find("forest")?.colour ?? scene.find("tree")?.colour;
  if (named) return dyes[named];
  if (scene.reading.season === "autumn")
    return scene.random.stream("leaf").pick([hex("#b5622d"), hex("#c78a2e"), hex("#a2452c")]);
  if (scene.winter) return hex("#5d7480");
  return hex("#3a6647");
}

/** A pine's outline: tiers of boughs, each wider, each a little ragged. */
export function pineOutline(shape: Shape, x: number, foot: number, height: number, random: Random): void {
  const tiers = 7;
  const half = height * random.range(0.17, 0.23);
  const right: number[] = [];
  const left: number[] = [];
  for (let i = 0; i < tiers; i++) {
    const from = i / tiers;
    const to = (i + 1) / tiers;
    const y = foot - height * (1 - to * 0.94);
    const reach = half * (0.12 + to * 0.92) * random.range(0.86, 1.12);
    const inner = half * (0.05 + from * 0.62);
    const up = foot - height * (1 - from * 0.94) + height * 0.012;
    right.push(x + inner, up, x + reach, y + height * 0.014);
    left.push(x - inner, up, x - reach * random.range(0.9, 1.08), y + height * 0.014);
  }
  const points = [x, foot - height, ...right, x + half * 0.1, foot - height * 0.05, x + half * 0.1, foot];
  points.push(x - half * 0.1, foot, x - half * 0.1, foot - height * 0.05);
  for (let i = left.length - 2; i >= 0; i -= 2) points.push(left[i], left[i + 1]);
  shape.polygon(points);
}

function crownOutline(shape: Shape, x: number, foot: number, height: number, random: Random): void {
  shape.rect(x - height * 0.03, foot - height * 0.5, height * 0.06, height * 0.5);
  for (let i = 0; i < 5; i++) {
    const angle = (i / 5) * Math.PI * 2 + random.range(0, 1);
    const away = height * 0.17;
    shape.ellipse(
      x + Math.cos(angle) * away,
      foot - height * 0.62 + Math.sin(angle) * away,
      height * random.range(0.17, 0.26),
    );
  }
}
