import { type CloudKind, paintClouds } from "../elements/clouds";
import { paintLightning } from "../elements/fire";
import { paintPlanets } from "../elements/planets";
import { paintSky } from "../elements/sky";
import { paintAurora, paintComets, paintMilkyWay, paintStars } from "../elements/stars";
import { paintSource } from "../elements/sun";
import { paintRainbow } from "../elements/weather";
import type { Layer } from "../layer";
import type { Scene } from "../scene";

/** Everything behind the land, farthest first. */
export function skyLayers(scene: Scene): Layer[] {
  const layers: Layer[] = [];
  const add = (weight: number, draw: () => void) => layers.push({ weight, draw });
  add(3, () => paintSky(scene));
  const night = scene.light.darkness > 0.8;
  if (scene.has("milky-way", "galaxy", "space")) add(2, () => paintMilkyWay(scene));
  const wanted = scene.has("stars", "milky-way", "galaxy", "space");
  if ((night && !scene.reading.absent.includes("stars")) || wanted) add(1, () => paintStars(scene, night ? 1 : 0.7));
  if (scene.has("aurora")) add(3, () => paintAurora(scene));
  const comets = scene.count("comet", 1);
  if (comets) add(1, () => paintComets(scene, comets));
  const planets = scene.count("planet", 1);
  if (planets) add(1, () => paintPlanets(scene, planets));
  if (!(planets && !scene.has("sun", "moon"))) add(1, () => paintSource(scene));
  addClouds(scene, add);
  if (scene.has("rainbow")) add(1, () => paintRainbow(scene));
  const bolts = scene.count("lightning", 1) || (scene.has("storm") && scene.random.stream("bolt").chance(0.4) ? 1 : 0);
  if (bolts) add(1, () => paintLightning(scene, bolts));
  return layers;
}

function addClouds(scene: Scene, add: (weight: number, draw: () => void) => void): void {
  const random = scene.random.stream("cloud choice");
  const { darkness, name } = scene.light;
  const storm = scene.has("storm", "rain", "lightning", "overcast") || name === "storm";
  const named = scene.has("clouds");
  if (scene.reading.absent.includes("clouds")) return;
  if (storm) {
    add(4, () => paintClouds(scene, "storm", scene.has("overcast") ? 1.4 : 1));
    return;
  }
  if (darkness > 0.8 && !named) return;
  const low = darkness > 0.05;
  const kinds: CloudKind[] = low ? ["wisps", "deck", "deck", "heaps"] : ["heaps", "heaps", "wisps", "deck"];
  const kind = named
    ? random.pick(low ? (["deck", "heaps"] satisfies CloudKind[]) : (["heaps"] satisfies CloudKind[]))
    : random.pick(kinds);
  const amount = named ? 0.95 : random.range(0.15, 0.55);
  add(4, () => paintClouds(scene, kind, amount));
}
