import type { Concept } from "../lexicon/vocabulary";
import { dyes } from "../light/dyes";
import { hex, mix, type Rgb } from "../raster/colour";
import { Shape } from "../raster/shape";
import type { Scene } from "../scene";
import { drawBlades, drawFlower } from "./flowers";
import { grassColour, type Hill } from "./hills";

const blooms: Partial<Record<Concept, readonly Rgb[]>> = {
  poppy: [hex("#dc3526"), hex("#e8513a")],
  tulip: [hex("#d93a45"), hex("#f2b632"), hex("#e77fa6")],
  rose: [hex("#c8283c"), hex("#e7869c")],
  lavender: [hex("#8463bd"), hex("#a184d2")],
};
const mixed: readonly Rgb[] = [hex("#e9536b"), hex("#f4c84a"), hex("#f3f0ea"), hex("#9b6fd0"), hex("#ef8a4a")];

/** Flowers over the nearest ground: dots far away, heads with petals at our feet. */
export function paintMeadow(scene: Scene, ground: Hill, kinds: readonly Concept[]): void {
  const random = scene.random.stream("meadow");
  const kind = kinds[0] ?? "flower";
  const named = scene.find(kind)?.colour;
  const colours = named ? [dyes[named], mix(dyes[named], [1, 1, 1], 0.25)] : (blooms[kind] ?? mixed);
  const grass = grassColour(scene);
  for (let row = 0; row < 9; row++) {
    const near = row / 8;
    const sink = (x: number) => ground.top(x) + 0.015 + near ** 1.4 * (scene.high - ground.top(x)) * 0.92;
    const tall = 0.016 + near * 0.07;
    const count = Math.min(900, (150 - near * 70) * scene.wide);
    drawBlades(scene, sink, { from: -0.03, to: scene.wide + 0.03, count, tall, depth: 0.05, colour: grass, random });
    dots(scene, random.stream(`dots ${row}`), sink, {
      colours,
      tall,
      near,
      count: Math.min(500, (kinds.length > 0 ? 60 : 22) * scene.wide * (1.1 - near * 0.5)),
    });
    if (row % 3 === 2) heads(scene, random.stream(`heads ${row}`), sink, kind, tall * 1.5, named ? dyes[named] : null);
  }
}

function dots(
  scene: Scene,
  random: ReturnType<Scene["random"]["stream"]>,
  sink: (x: number) => number,
  options: { colours: readonly Rgb[]; tall: number; near: number; count: number },
): void {
  const { colours, tall } = options;
  const shapes = colours.map(() => [new Shape(), new Shape()]);
  for (let i = 0; i < options.count; i++) {
    const x = random.range(0, scene.wide);
    // Flowers gather in drifts.
    if (scene.noise.at(x * 2.6, options.near * 3) < random.range(-0.6, 0.35)) continue;
    const y = sink(x) - tall * random.range(0.55, 1.1);
    const radius = tall * random.range(0.13, 0.22);
    const [dark, light] = random.pick(shapes);
    dark.ellipse(x, y, radius, radius * 0.78);
    light.ellipse(x, y - radius * 0.22, radius * 0.66, radius * 0.48);
  }
  shapes.forEach(([dark, light], i) => {
    scene.fill(dark, scene.tone(colours[i], 0.05, 0.5));
    scene.fill(light, scene.tone(colours[i], 0.05, 1));
  });
}

function heads(
  scene: Scene,
  random: ReturnType<Scene["random"]["stream"]>,
  sink: (x: number) => number,
  kind: Concept,
  size: number,
  colour: Rgb | null,
): void {
  const count = Math.min(14, Math.round(5 * scene.wide));
  for (let i = 0; i < count; i++) {
    const x = ((i + random.range(0.1, 0.9)) / count) * scene.wide;
    const spot = {
      x,
      y: sink(x) + size * 0.1,
      size: size * random.range(0.8, 1.25),
      depth: 0.04,
      flip: random.sign(),
      random: random.stream(`${i}`),
      colour,
    };
    drawFlower(scene, spot, kind);
  }
}
