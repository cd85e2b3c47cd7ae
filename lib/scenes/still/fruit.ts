import type { Concept } from "../lexicon/vocabulary";
import { hex, mix, type Rgb, shift } from "../raster/colour";
import { clamp01, smoothstep } from "../raster/noise";
import { Shape } from "../raster/shape";
import { extent, type Scene, type Spot } from "../scene";

const fruits: readonly Concept[] = ["apple", "pear", "orange", "lemon", "grapes", "cherry", "banana"];

export function isFruit(concept: Concept): boolean {
  return fruits.includes(concept);
}

/** A round thing: shadow, half tone, light, bounced light and a highlight, with strokes of the brush. */
export function round(
  scene: Scene,
  shape: Shape,
  colours: { deep: Rgb; plain: Rgb; light: Rgb; blush?: Rgb },
  gloss = 0.5,
): void {
  const [left, top, right, bottom] = extent(shape);
  const side = scene.source.x < scene.wide / 2 ? -1 : 1;
  const ramp = Array.from({ length: 33 }, (_, i) => {
    const t = i / 32;
    return t < 0.55 ? mix(colours.deep, colours.plain, t / 0.55) : mix(colours.plain, colours.light, (t - 0.55) / 0.45);
  });
  const { noise } = scene;
  scene.fill(shape, (x, y, out) => {
    const u = ((x - left) / (right - left)) * 2 - 1;
    const v = ((y - top) / (bottom - top)) * 2 - 1;
    const z = Math.sqrt(Math.max(0.02, 1 - Math.min(1, u * u * 0.94 + v * v * 0.94)));
    const brush = noise.at(x * 26 + y * 14, y * 30) * 0.05 + noise.at(x * 80, y * 70) * 0.025;
    const facing = u * side * 0.58 - v * 0.5 + z * 0.62;
    const bounce = smoothstep(0.5, 1, v) * 0.16;
    const lit = clamp01(0.4 + facing * 0.55 + bounce + brush);
    const tone = ramp[Math.round(lit * 32)];
    const mark = Math.exp(-(((u - side * 0.38) / 0.16) ** 2) - ((v + 0.46) / 0.13) ** 2) * gloss;
    const blush = colours.blush ? clamp01(0.4 - u * side * 0.4 + noise.fbm(u * 1.6, v * 1.4, 2) * 0.9) * 0.6 : 0;
    for (let part = 0; part < 3; part++) {
      const skin = tone[part] + (colours.blush ? (colours.blush[part] * (0.45 + lit * 0.6) - tone[part]) * blush : 0);
      out[part] = skin + (1 - skin) * mark;
    }
    return 1;
  });
}

/** Shadow, middle and light of a colour. */
export function modelled(colour: Rgb): { deep: Rgb; plain: Rgb; light: Rgb } {
  return {
    deep: shift(mix(colour, [0.16, 0.08, 0.2], 0.55), -0.1),
    plain: colour,
    light: shift(mix(colour, [1, 0.95, 0.8], 0.35), 0.08),
  };
}

export function drawFruit(scene: Scene, spot: Spot, concept: Concept): void {
  const at = (shape: Shape) => shape.at(spot.x, spot.y, spot.size, spot.flip);
  const paint = (shape: Shape, colour: Rgb, gloss = 0.5, blush?: Rgb) =>
    round(scene, at(shape), { ...modelled(spot.colour ?? colour), blush: spot.colour ? undefined : blush }, gloss);
  const stem = (points: number[]) => scene.fill(at(new Shape().stroke(points, 0.05, 0.035)), hex("#4d3424"));
  switch (concept) {
    case "apple":
      paint(
        new Shape().blob([
          -0.5, -0.5, -0.4, -0.86, -0.12, -0.93, 0, -0.87, 0.14, -0.93, 0.42, -0.85, 0.5, -0.5, 0.32, -0.1, 0.1, 0,
          -0.1, 0, -0.32, -0.1,
        ]),
        hex("#c3322c"),
        0.55,
        spot.random.chance(0.6) ? hex("#d9b444") : undefined,
      );
      scene.fill(at(new Shape().ellipse(0.01, -0.87, 0.13, 0.035)), hex("#4a1c1c"), { alpha: 0.5 });
      stem([0, -0.86, 0.03, -0.98, 0.09, -1.06]);
      scene.fill(at(new Shape().blob([0.07, -1.0, 0.2, -1.1, 0.36, -1.06, 0.22, -0.97])), hex("#55803a"));
      break;
    case "pear":
      paint(
        new Shape().blob([
          -0.1, -0.94, -0.17, -0.7, -0.32, -0.46, -0.37, -0.22, -0.22, -0.02, 0, 0.01, 0.22, -0.02, 0.37, -0.22, 0.32,
          -0.46, 0.17, -0.7, 0.1, -0.94, 0, -0.98,
        ]),
        hex("#b9b04a"),
        0.4,
        hex("#c9783c"),
      );
      stem([0, -0.96, 0.02, -1.04, 0.07, -1.1]);
      break;
    case "orange":
      paint(new Shape().ellipse(0, -0.5, 0.52, 0.5), hex("#ea8220"), 0.4);
      scene.fill(at(new Shape().ellipse(0.06, -0.86, 0.05, 0.03)), hex("#6b7a34"));
      break;
    case "lemon":
      paint(
        new Shape().blob([
          -0.72, -0.48, -0.55, -0.62, -0.3, -0.9, 0.1, -0.97, 0.46, -0.78, 0.6, -0.6, 0.74, -0.5, 0.6, -0.36, 0.4, -0.1,
          0, 0, -0.36, -0.1, -0.56, -0.34,
        ]),
        hex("#f0cc34"),
        0.45,
      );
      break;
    case "banana":
      for (const [turn, lift] of [
        [-0.16, 0.1],
        [0, 0],
      ]) {
        paint(
          new Shape()
            .blob([
              -0.95, -0.8, -0.8, -0.4, -0.4, -0.1, 0.2, -0.02, 0.8, -0.24, 1.02, -0.48, 0.9, -0.5, 0.4, -0.36, -0.1,
              -0.42, -0.52, -0.66, -0.82, -0.94,
            ])
            .at(0, -lift, 1, 1, turn),
          hex("#eec63e"),
          0.3,
        );
      }
      break;
    case "cherry":
      stem([-0.3, -0.5, -0.1, -0.9, 0.12, -1.15]);
      stem([0.32, -0.5, 0.24, -0.9, 0.12, -1.15]);
      for (const x of [-0.33, 0.34]) paint(new Shape().ellipse(x, -0.32, 0.34, 0.32), hex("#b3202e"), 0.75);
      break;
    default:
      bunch(scene, spot);
  }
}

function bunch(scene: Scene, spot: Spot): void {
  const colour = spot.colour ?? spot.random.pick([hex("#5a2f66"), hex("#7f9a44"), hex("#47305c")]);
  scene.fill(
    new Shape().stroke([0.02, -0.8, 0.06, -1, 0.16, -1.12], 0.05, 0.035).at(spot.x, spot.y, spot.size, spot.flip),
    hex("#5a4028"),
  );
  for (let row = 0; row < 6; row++) {
    const count = row < 2 ? 4 + row : 6 - row;
    for (let i = 0; i < count; i++) {
      const x = (i - (count - 1) / 2) * 0.21 + spot.random.range(-0.04, 0.04) + row * 0.03;
      const berry = new Shape().ellipse(x, -0.82 + row * 0.145 + spot.random.range(-0.02, 0.02), 0.125);
      round(
        scene,
        berry.at(spot.x, spot.y, spot.size, spot.flip),
        modelled(shift(colour, spot.random.range(-0.04, 0.05))),
        0.6,
      );
    }
  }
}
