/**
 * Everything the painter has a name for. Languages map their words to these names; the scene decides what they look like.
 */
export const conceptsByKind = define({
  time: ["dawn", "morning", "day", "golden-hour", "sunset", "dusk", "night"],
  sky: ["sky", "sun", "moon", "crescent", "stars", "milky-way", "aurora", "comet", "clouds", "rainbow"],
  weather: ["rain", "snow", "fog", "storm", "lightning", "wind", "overcast"],
  space: ["planet", "rocket", "galaxy", "astronaut", "ufo", "space"],
  land: [
    "mountain",
    "hill",
    "desert",
    "dune",
    "volcano",
    "cliff",
    "canyon",
    "island",
    "beach",
    "meadow",
    "field",
    "road",
    "rock",
    "iceberg",
    "valley",
  ],
  water: ["sea", "wave", "lake", "river", "waterfall"],
  plant: [
    "forest",
    "tree",
    "pine",
    "palm",
    "birch",
    "oak",
    "cherry-tree",
    "bare-tree",
    "willow",
    "cactus",
    "flower",
    "sunflower",
    "tulip",
    "lavender",
    "poppy",
    "rose",
    "grass",
    "reed",
    "mushroom",
    "bamboo",
  ],
  building: [
    "city",
    "house",
    "village",
    "castle",
    "lighthouse",
    "bridge",
    "windmill",
    "tower",
    "temple",
    "torii",
    "church",
    "pyramid",
    "tent",
    "fence",
    "lamp",
  ],
  vehicle: ["boat", "sailboat", "balloon", "train", "kite", "plane", "car", "bicycle"],
  animal: [
    "bird",
    "cat",
    "dog",
    "horse",
    "deer",
    "whale",
    "fish",
    "fox",
    "wolf",
    "elephant",
    "rabbit",
    "owl",
    "swan",
    "butterfly",
    "bear",
    "dolphin",
    "sheep",
    "cow",
    "camel",
  ],
  figure: ["person", "couple", "child"],
  still: [
    "apple",
    "pear",
    "orange",
    "lemon",
    "grapes",
    "cherry",
    "banana",
    "vase",
    "cup",
    "teapot",
    "candle",
    "book",
    "bottle",
    "bowl",
    "table",
  ],
});

export type Kind = keyof typeof conceptsByKind;
export type Concept = (typeof conceptsByKind)[Kind][number];

export const concepts: readonly Concept[] = Object.values(conceptsByKind).flat();

export const colours = define([
  "red",
  "orange",
  "yellow",
  "gold",
  "green",
  "turquoise",
  "blue",
  "violet",
  "pink",
  "brown",
  "white",
  "grey",
  "black",
]);
export type Colour = (typeof colours)[number];

export const moods = define([
  "calm",
  "dark",
  "bright",
  "dreamy",
  "romantic",
  "lonely",
  "warm",
  "cold",
  "pastel",
  "neon",
  "vintage",
  "dramatic",
]);
export type Mood = (typeof moods)[number];

export const seasons = define(["spring", "summer", "autumn", "winter"]);
export type Season = (typeof seasons)[number];

export const places = define(["left", "right", "centre", "far", "near"]);
export type Place = (typeof places)[number];

export const relations = define(["over", "under", "behind", "before", "beside"]);
export type Relation = (typeof relations)[number];

export const sizes = define(["large", "small"]);
export type Size = (typeof sizes)[number];

/** Filters a prompt may ask for, by slug, and ways to compose an abstract picture. */
export const styles = define([
  "oil",
  "impressionist",
  "watercolour",
  "pencil",
  "charcoal",
  "ink-hatching",
  "engraving",
  "woodblock",
  "pop-art",
  "halftone",
  "comic",
  "stained-glass",
  "low-poly",
  "mosaic",
  "pixel-art",
  "duotone",
  "vaporwave",
]);
export type FilterStyle = (typeof styles)[number];

export const abstracts = define(["abstract", "geometric", "flowing", "cells", "circles", "stripes", "tiles", "layers"]);
export type AbstractStyle = (typeof abstracts)[number];

const kinds = new Map<string, Kind>();
for (const kind of kindNames()) for (const concept of conceptsByKind[kind]) kinds.set(concept, kind);

/** Which kind of thing a concept is. */
export function kindOf(concept: Concept): Kind {
  const kind = kinds.get(concept);
  if (!kind) throw new Error(`No kind for ${concept}`);
  return kind;
}

function kindNames(): readonly Kind[] {
  return [
    ...define(["time", "sky", "weather", "space", "land", "water", "plant", "building", "vehicle", "animal"]),
    ...define(["figure", "still"]),
  ];
}

/** Identity that keeps the names as literal types. */
function define<const T>(names: T): T {
  return names;
}
