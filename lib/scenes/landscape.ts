import { paintCity } from "./elements/city";
import { type CloudKind, paintClouds } from "./elements/clouds";
import { paintDunes } from "./elements/desert";
import { foliage, paintTreeLine } from "./elements/forest";
import { grassColour, layHills, nearer, paintHill } from "./elements/hills";
import { paintMountains } from "./elements/mountains";
import { paintSky } from "./elements/sky";
import { paintAurora, paintComets, paintMilkyWay, paintStars } from "./elements/stars";
import { paintSource } from "./elements/sun";
import { paintWater, waterColour } from "./elements/water";
import type { Layer } from "./layer";
import { mix } from "./raster/colour";
import type { Scene } from "./scene";

/** The layers of an outdoor scene, farthest first. */
export function landscape(scene: Scene): Layer[] {
  placeLight(scene);
  const layers: Layer[] = [{ weight: 3, draw: () => paintSky(scene) }];
  skyLayers(scene, layers);
  const water = scene.has("sea", "lake", "island", "beach", "boat", "sailboat");
  const land = scene.has("mountain", "hill", "desert", "dune", "forest", "city");
  const fallback = scene.random.stream("fallback").pick(["mountains", "hills", "sea"] satisfies string[]);
  if (scene.has("mountain") || (!water && !land && fallback === "mountains")) {
    layers.push({ weight: 4, draw: () => paintMountains(scene, scene.horizon + 0.01) });
  }
  if (scene.has("forest") && water) layers.push({ weight: 2, draw: () => farForest(scene) });
  if (scene.has("city")) layers.push({ weight: 3, draw: () => paintCity(scene, scene.horizon + 0.004) });
  if (water || (!land && fallback === "sea")) {
    const rough = scene.has("lake") ? 0.08 : scene.has("storm", "wave") ? 0.9 : 0.4;
    const body = { top: scene.horizon, bottom: scene.high, rough, colour: waterColour(scene) };
    layers.push({ weight: 6, draw: () => paintWater(scene, body) });
  } else if (scene.has("desert", "dune")) layers.push({ weight: 5, draw: () => paintDunes(scene, scene.high) });
  else layers.push({ weight: 5, draw: () => hills(scene) });
  return layers;
}

function placeLight(scene: Scene): void {
  const random = scene.random.stream("composition");
  const water = scene.has("sea", "lake", "beach", "island");
  scene.horizon = scene.high * (water ? random.range(0.52, 0.62) : random.range(0.56, 0.66));
  const named = scene.find("sun") ?? scene.find("moon") ?? scene.find("crescent");
  const left = named?.place === "left" ? true : named?.place === "right" ? false : random.chance(0.5);
  const x = named?.place === "centre" ? 0.5 : left ? random.range(0.2, 0.36) : random.range(0.64, 0.8);
  const { name } = scene.light;
  const low = name === "sunset" || name === "dawn" || name === "golden-hour" || name === "dusk";
  const y = low ? random.range(0.78, 0.95) : random.range(0.22, 0.45);
  const night = name === "night" || name === "dusk";
  const kind = scene.has("moon")
    ? "moon"
    : scene.has("crescent")
      ? "crescent"
      : scene.has("sun") || !night
        ? "sun"
        : "none";
  const size = named?.size === "large" ? 2.2 : named?.size === "small" ? 0.6 : 1;
  scene.source = { x: x * scene.wide, y: y * scene.horizon, radius: (low ? 0.062 : 0.045) * size, kind };
  if (name === "storm" || name === "overcast") scene.source.kind = named ? scene.source.kind : "none";
}

function skyLayers(scene: Scene, layers: Layer[]): void {
  const night = scene.light.darkness > 0.8;
  if (scene.has("milky-way")) layers.push({ weight: 2, draw: () => paintMilkyWay(scene) });
  if (night || scene.has("stars")) layers.push({ weight: 1, draw: () => paintStars(scene) });
  if (scene.has("aurora")) layers.push({ weight: 3, draw: () => paintAurora(scene) });
  const comets = scene.count("comet", 1);
  if (comets) layers.push({ weight: 1, draw: () => paintComets(scene, comets) });
  layers.push({ weight: 1, draw: () => paintSource(scene) });
  const random = scene.random.stream("cloud choice");
  const storm = scene.has("storm", "rain", "lightning") || scene.light.name === "storm";
  const named = scene.has("clouds", "overcast");
  if (night && !named && !storm) return;
  const low = scene.light.darkness > 0.05;
  const kind: CloudKind = storm
    ? "storm"
    : low
      ? random.pick(["wisps", "deck", "heaps"])
      : random.pick(["heaps", "heaps", "wisps"]);
  const amount = storm ? 1 : named ? 0.85 : random.range(0.15, 0.5);
  layers.push({ weight: 4, draw: () => paintClouds(scene, kind, amount) });
}

function farForest(scene: Scene): void {
  const line = { depth: 0.5, top: () => scene.horizon - 0.005 };
  paintTreeLine(scene, line, 0.09, 1.4, scene.random.stream("far forest"));
}

function hills(scene: Scene): void {
  const grass = grassColour(scene);
  const wooded = scene.has("forest");
  const rows = layHills(scene, 5, scene.horizon, scene.high * 0.9);
  rows.forEach((hill, i) => {
    const colour = wooded ? mix(grass, foliage(scene), 0.6) : grass;
    const random = scene.random.stream(`trees ${i}`);
    if (wooded) paintTreeLine(scene, hill, 0.05 + 0.24 * (i / 4) ** 1.6, 1.3, random);
    paintHill(scene, hill, Math.min(scene.high, i === 4 ? scene.high : hill.top(0) + 0.5), nearer(colour, i / 4));
  });
}
