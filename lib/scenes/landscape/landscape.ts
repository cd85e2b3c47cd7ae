import { paintCity } from "../elements/city";
import { paintDunes } from "../elements/desert";
import { paintVolcano } from "../elements/fire";
import { paintForeground } from "../elements/ground";
import { grassColour, type Hill } from "../elements/hills";
import { paintCanyon, paintCliffs, paintIcebergs, paintIslands, paintWaterfall } from "../elements/landforms";
import { paintMountains } from "../elements/mountains";
import { paintFog, paintRain, paintSnow, paintWind } from "../elements/weather";
import type { Layer } from "../layer";
import { isPortrait } from "../portrait";
import type { Scene } from "../scene";
import { hasWater, placeLight } from "./composition";
import { landLayers } from "./land";
import { type Cast, castThings, drawAll, inAir, onGround } from "./placing";
import { skyLayers } from "./sky-layers";
import { waterLayers } from "./water-layers";

/** The layers of an outdoor scene, farthest first. */
export function landscape(scene: Scene): Layer[] {
  placeLight(scene);
  const cast = castThings(scene);
  alignSubject(scene, cast);
  const layers = skyLayers(scene);
  const flying = cast.filter(({ zone }) => zone === "air").flatMap((one) => inAir(scene, one));
  const air = drawAll(scene, flying);
  const wet = hasWater(scene) || fallbackIs(scene, "sea");
  // Far flyers come before the land so that mountains may hide them; large ones hang in front.
  backdrop(scene, layers);
  if (wet) layers.push(...air, ...waterLayers(scene, cast));
  else if (scene.has("desert", "dune", "pyramid", "cactus", "camel") && !scene.has("meadow", "forest"))
    layers.push(...air, ...desertLayers(scene, cast));
  else layers.push(...air, ...landLayers(scene, cast));
  weatherLayers(scene, layers);
  return layers;
}

/** Without land or water in the prompt the seed chooses the country. */
export function fallbackIs(scene: Scene, kind: "mountains" | "hills" | "sea"): boolean {
  const grounded = scene.reading.mentions.some(({ concept }) => groundConcepts.has(concept));
  if (grounded || isPortrait(scene.reading) || hasWater(scene)) return false;
  const standing = castThings(scene).some(({ zone }) => zone === "near" || zone === "mid");
  const choice = scene.random
    .stream("fallback")
    .pick(["mountains", "hills", "sea", "mountains", "sea"] satisfies string[]);
  return (standing && choice === "sea" ? "mountains" : choice) === kind;
}

const groundConcepts = new Set<string>([
  ...[
    "mountain",
    "hill",
    "desert",
    "dune",
    "volcano",
    "cliff",
    "canyon",
    "meadow",
    "field",
    "road",
    "valley",
    "forest",
  ],
  ...["city", "river", "waterfall", "village", "castle", "house", "train", "pyramid", "cactus"],
]);

/** One creature alone stands before the disk. */
function alignSubject(scene: Scene, cast: Cast[]): void {
  if (!isPortrait(scene.reading)) return;
  for (const one of cast) {
    if (one.mention.place === null) one.middle = scene.source.x / scene.wide;
    one.scale *= 1.35;
  }
}

function backdrop(scene: Scene, layers: Layer[]): void {
  const foot = scene.horizon + 0.01;
  const add = (weight: number, draw: () => void) => layers.push({ weight, draw });
  if (scene.has("mountain", "valley") || fallbackIs(scene, "mountains")) add(5, () => paintMountains(scene, foot));
  if (scene.has("volcano")) add(3, () => paintVolcano(scene, foot));
  if (scene.has("canyon")) add(4, () => paintCanyon(scene, foot));
  if (scene.has("city")) add(3, () => paintCity(scene, scene.horizon + 0.004));
  if (scene.has("cliff")) add(3, () => paintCliffs(scene));
  const islands = scene.count("island", 1);
  if (islands) add(2, () => paintIslands(scene, islands));
  const icebergs = scene.count("iceberg", 2);
  if (icebergs) add(2, () => paintIcebergs(scene, icebergs));
  if (scene.has("waterfall")) add(3, () => paintWaterfall(scene, scene.horizon + 0.02));
}

function desertLayers(scene: Scene, cast: readonly Cast[]): Layer[] {
  let dunes: Hill[] = [];
  const layers: Layer[] = [];
  const mid = cast.filter(({ zone }) => zone === "mid");
  const horizonLine = (x: number) => scene.horizon + 0.016 + scene.noise.at(x, 3) * 0.004;
  layers.push(
    ...drawAll(
      scene,
      mid.flatMap((one) => onGround(scene, one, horizonLine, 0.4, 0.9)),
    ),
  );
  layers.push({
    weight: 6,
    draw: () => {
      dunes = paintDunes(scene, scene.high);
    },
  });
  const near = cast.filter(({ zone }) => zone === "near" || zone === "water");
  layers.push({
    weight: 3,
    draw: () => {
      const top = (x: number) => Math.min(scene.high * 0.95, dunes[dunes.length - 1].top(x) + 0.03);
      for (const { thing, spot } of near.flatMap((one) => onGround(scene, one, top, 0.04, 0.95)))
        thing.draw(scene, spot);
    },
  });
  return layers;
}

function weatherLayers(scene: Scene, layers: Layer[]): void {
  const add = (weight: number, draw: () => void) => layers.push({ weight, draw });
  if (scene.has("fog")) add(2, () => paintFog(scene, 0.62));
  if (scene.has("grass", "meadow") && !scene.has("lavender", "field", "beach"))
    add(2, () => paintForeground(scene, grassColour(scene)));
  if (scene.has("rain", "storm")) add(2, () => paintRain(scene));
  if (scene.has("snow") && (!scene.has("mountain", "village", "pine") || scene.has("storm")))
    add(2, () => paintSnow(scene));
  if (scene.has("wind")) add(1, () => paintWind(scene));
}
