import type { Layer } from "../layer";
import type { AbstractStyle } from "../lexicon/vocabulary";
import { hashText } from "../random";
import type { Scene } from "../scene";
import { paintFlow } from "./flow";
import { paintMesh } from "./mesh";
import { type Palette, paletteFor } from "./palettes";
import { paintLayers } from "./paper";
import { paintCells, paintTiles } from "./partitions";
import { paintCircles, paintGeometry, paintStripes } from "./shapes";

type Composition = "mesh" | Exclude<AbstractStyle, "abstract">;

const painters: Record<Composition, (scene: Scene, palette: Palette) => void> = {
  mesh: paintMesh,
  flowing: paintFlow,
  cells: paintCells,
  tiles: paintTiles,
  circles: paintCircles,
  geometric: paintGeometry,
  stripes: paintStripes,
  layers: paintLayers,
};

/** A picture without things: the prompt's style word chooses the composition, else its words and the seed do. */
export function abstractLayers(scene: Scene): Layer[] {
  const { abstracts, unknown, moods } = scene.reading;
  const random = scene.random.stream("abstract");
  const palette = paletteFor(scene, random.stream("palette"));
  const all: Composition[] = ["mesh", "flowing", "cells", "circles", "geometric", "stripes", "layers", "tiles"];
  const calm: Composition[] = ["mesh", "layers", "flowing"];
  const offered = moods.includes("calm") || moods.includes("dreamy") ? calm : all;
  const choice = offered[(hashText(unknown.join(" ")) + random.int(0, 7)) % offered.length];
  const kind = abstracts.find((style) => style !== "abstract") ?? choice;
  scene.source = { x: scene.wide * 0.3, y: 0.1, radius: 0.1, kind: "none" };
  return [{ weight: 10, draw: () => painters[kind](scene, palette) }];
}
