import { paintTreeLine } from "../elements/forest";
import { paintForeground } from "../elements/ground";
import { grassColour, type Hill, layHills, paintHill } from "../elements/hills";
import { paintMass } from "../elements/mass";
import { paintBeach } from "../elements/sand";
import { paintWater, waterColour } from "../elements/water";
import { paintWave } from "../elements/wave";
import type { Layer } from "../layer";
import { hex } from "../raster/colour";
import { smoothstep } from "../raster/noise";
import type { Scene } from "../scene";
import { type Cast, drawAll, onGround, onWater } from "./placing";

/** The far shore, the water with all it mirrors, what floats on it, and our own shore when something stands there. */
export function waterLayers(scene: Scene, cast: readonly Cast[]): Layer[] {
  const layers: Layer[] = [];
  farShore(scene, layers);
  headlands(scene, cast, layers);
  const storm = scene.has("storm", "lightning");
  const calm = scene.has("lake", "swan", "river", "bridge") || scene.reading.moods.includes("calm");
  const rough = scene.has("wave") || storm ? 0.85 : calm ? 0.1 : 0.42;
  const body = { top: scene.horizon, bottom: scene.high, rough, colour: waterColour(scene) };
  layers.push({ weight: 6, draw: () => paintWater(scene, body) });
  if (scene.has("wave")) layers.push({ weight: 2, draw: () => paintWave(scene) });
  const grounded = cast.filter(({ zone }) => zone === "near");
  const shored = grounded.length > 0 || scene.has("beach", "meadow", "grass", "field", "road");
  const floating = cast
    .filter(({ zone }) => zone === "water")
    .flatMap((one) => onWater(scene, one, shored ? scene.high * 0.84 : scene.high));
  layers.push(...drawAll(scene, floating));
  if (shored) ourShore(scene, grounded, layers);
  return layers;
}

function farShore(scene: Scene, layers: Layer[]): void {
  const random = scene.random.stream("far shore");
  const wooded = scene.has("forest", "pine");
  if (!scene.has("lake", "swan", "bridge", "river", "hill", "forest", "meadow", "pine")) return;
  const [far, close] = layHills(scene, 2, scene.horizon - 0.012, scene.horizon + 0.012, 0.9);
  const paintBoth = () => {
    for (const [hill, depth, tall] of [
      [far, 0.66, 0.035],
      [close, 0.42, 0.075],
    ] satisfies [Hill, number, number][]) {
      const row = { depth, top: (x: number) => Math.min(scene.horizon - 0.004, hill.top(x)) };
      paintTreeLine(scene, row, wooded ? tall * 1.5 : tall, wooded ? 1.7 : 0.8, random);
      paintHill(scene, row, scene.horizon + 0.004, grassColour(scene));
    }
  };
  layers.push({ weight: 3, draw: paintBoth });
}

/** Land reaching into the picture for every building that stands by the water. */
function headlands(scene: Scene, cast: readonly Cast[], layers: Layer[]): void {
  for (const one of cast.filter(({ zone }) => zone === "mid")) {
    if (one.thing.concept === "bridge") {
      layers.push(
        ...drawAll(
          scene,
          onGround(scene, one, () => scene.horizon, 0.22, 1),
        ),
      );
      continue;
    }
    const rocky = ["lighthouse", "castle", "torii"].includes(one.thing.concept);
    const middle = one.middle * scene.wide;
    const left = one.middle < 0.5;
    const reach = 0.24 + one.thing.size * one.thing.width * one.scale * 0.9;
    const [from, to] = left ? [-0.5, middle + reach] : [middle - reach, scene.wide + 0.5];
    const tall = rocky ? 0.085 : 0.045;
    const profile = (s: number) => {
      const end = left ? 1 - s : s;
      return tall * smoothstep(0, 0.3, end) + 0.012 * smoothstep(0, 0.1, end);
    };
    const top = (x: number) => scene.horizon - profile((x - from) / (to - from));
    layers.push({
      weight: 1.5,
      draw: () => {
        const capColour = scene.winter ? hex("#eef2f8") : hex("#6c9450");
        paintMass(scene, {
          from,
          to,
          profile,
          foot: scene.horizon + 0.003,
          depth: 0.3,
          colour: hex("#7a7068"),
          cap: rocky ? 0.03 : 0.05,
          capColour,
          strata: 0.3,
        });
      },
    });
    layers.push(
      ...drawAll(
        scene,
        onGround(scene, one, (x) => top(x) + 0.006, 0.26, 1),
      ),
    );
  }
}

function ourShore(scene: Scene, grounded: readonly Cast[], layers: Layer[]): void {
  const random = scene.random.stream("our shore");
  const lean = random.range(-0.12, 0.12);
  const shore: Hill = {
    depth: 0.03,
    top: (x) => scene.high * 0.855 + (x / scene.wide - 0.5) * lean + scene.noise.fbm(x * 1.6, 5, 3) * 0.03,
  };
  const sandy = scene.has("beach", "palm", "sea") && !scene.has("meadow", "grass", "flower", "fox", "deer");
  const sand = sandy || scene.has("beach");
  layers.push({
    weight: 2,
    draw: () => (sand ? paintBeach(scene, shore) : paintHill(scene, shore, scene.high, grassColour(scene))),
  });
  if (!sand) layers.push({ weight: 1, draw: () => paintForeground(scene, grassColour(scene)) });
  const stand = (x: number) => shore.top(x) + (sand ? 0.06 : 0.03);
  layers.push(
    ...drawAll(
      scene,
      grounded.flatMap((one) => onGround(scene, one, stand, 0.03, 0.95)),
    ),
  );
}
