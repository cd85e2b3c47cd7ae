import { isPortrait } from "../portrait";
import type { Mention } from "../reading";
import type { Scene } from "../scene";

/** Whether there is open water. */
export function hasWater(scene: Scene): boolean {
  return (
    scene.has(
      "sea",
      "wave",
      "lake",
      "island",
      "beach",
      "boat",
      "sailboat",
      "swan",
      "whale",
      "dolphin",
      "iceberg",
      "lighthouse",
      "bridge",
    ) && !scene.has("desert")
  );
}

/** Sets the horizon and the light: where seeds and the prompt's places put them. */
export function placeLight(scene: Scene): void {
  const random = scene.random.stream("composition");
  const { name, darkness } = scene.light;
  const portrait = isPortrait(scene.reading);
  const open = scene.find("sky") || scene.find("clouds") ? 0.1 : 0;
  scene.horizon =
    scene.high * (open + (hasWater(scene) ? random.range(0.5, 0.6) : portrait ? 0.7 - open : random.range(0.52, 0.64)));
  const sun = scene.find("sun");
  const named = sun ?? scene.find("moon") ?? scene.find("crescent");
  const low = ["sunset", "dawn", "golden-hour"].includes(name) || (name === "dusk" && !scene.has("moon", "crescent"));
  const x = across(named, random.chance(0.5), random.range(0.2, 0.36), random.range(0.44, 0.56), random.chance(0.25));
  const y = low ? random.range(0.74, 0.93) : random.range(0.2, 0.42);
  const size = named?.size === "large" ? 2.1 : named?.size === "small" ? 0.6 : 1;
  const radius = (low ? random.range(0.055, 0.085) : 0.046) * size;
  scene.source = { x: x * scene.wide, y: y * scene.horizon, radius, kind: sourceKind(scene, darkness) };
  if (portrait && scene.source.kind !== "none") {
    const radius = Math.min(0.23, scene.horizon * 0.3) * (named?.size === "large" ? 1.15 : 1);
    scene.source = {
      ...scene.source,
      x: across(named, random.chance(0.5), 0.36, 0.5, random.chance(0.5)) * scene.wide,
      y: scene.horizon - radius * 0.55,
      radius,
    };
  }
  if (named?.relation?.kind === "under") scene.source.y = scene.horizon * 0.97;
}

function across(named: Mention | undefined, left: boolean, aside: number, middle: number, central: boolean): number {
  if (named?.place === "left") return aside * 0.8;
  if (named?.place === "right") return 1 - aside * 0.8;
  if (named?.place === "centre") return 0.5;
  if (central) return middle;
  return left ? aside : 1 - aside;
}

function sourceKind(scene: Scene, darkness: number): Scene["source"]["kind"] {
  const { absent } = scene.reading;
  if (scene.has("sun")) return "sun";
  if (scene.has("crescent")) return "crescent";
  if (scene.has("moon")) return "moon";
  const clear =
    scene.light.name !== "storm" && scene.light.name !== "overcast" && !scene.has("rain", "storm", "overcast");
  if (darkness < 0.55) return clear && !absent.includes("sun") ? "sun" : "none";
  if (absent.includes("moon") || scene.has("milky-way", "aurora", "stars", "comet", "galaxy")) return "none";
  return scene.random.stream("moon").chance(0.6) || isPortrait(scene.reading) ? "moon" : "none";
}
