import { drawBlades } from "../elements/flowers";
import { foliage, paintTreeLine } from "../elements/forest";
import { paintFrame } from "../elements/frame";
import { banksAt, courseShape, layCourse, layRiver, paintField, paintRiver, paintRoad } from "../elements/ground";
import { grassColour, type Hill, layHills, nearer, paintHill } from "../elements/hills";
import { paintMeadow } from "../elements/meadow";
import type { Layer } from "../layer";
import type { Concept } from "../lexicon/vocabulary";
import { isPortrait } from "../portrait";
import { hex, mix, type Rgb } from "../raster/colour";
import type { Scene } from "../scene";

import { type Cast, onGround, type Placed } from "./placing";

const crops: Partial<Record<Concept, { colours: readonly Rgb[]; earth: Rgb }>> = {
  lavender: { colours: [hex("#8a68c4"), hex("#7a58b6")], earth: hex("#8c8a52") },
  sunflower: { colours: [hex("#e9b52c"), hex("#d9a526")], earth: hex("#4f6d30") },
  tulip: { colours: [hex("#d9434c"), hex("#eeb83a"), hex("#e58ab0"), hex("#f1ebe0")], earth: hex("#5d7a3c") },
  field: { colours: [hex("#dcb45a"), hex("#d0a64c")], earth: hex("#a8803c") },
};

/** Hills, forests, fields, rivers and roads, with what stands on them. */
export function landLayers(scene: Scene, cast: readonly Cast[]): Layer[] {
  const layers: Layer[] = [];
  const flat = scene.has("river", "road", "waterfall") || cropOf(scene) !== null;
  const portrait = isPortrait(scene.reading);
  const rows = layHills(
    scene,
    portrait ? 4 : 5,
    scene.horizon + 0.004,
    scene.high * (portrait ? 0.8 : 0.88),
    flat ? 0.45 : scene.has("hill") ? 1.5 : 1,
  );
  const last = rows.length - 1;
  const plane: Hill = {
    depth: 0.03,
    top: (x) => planeTop(scene) + scene.noise.at(x * 1.1, 8) * (scene.has("waterfall") ? 0.004 : 0.012),
  };
  rows.forEach((hill, i) => {
    if (flat && i > 1) return;
    layers.push({ weight: 2, draw: () => paintRow(scene, rows, i, flat && i === 1) });
    const standing = cast.filter(({ zone }) =>
      zone === "mid" ? i === Math.min(2, last - 1) || (flat && i === 1) : false,
    );
    if (standing.length > 0) layers.push(...things(scene, standing, hill, 1));
  });
  if (flat) layers.push({ weight: 5, draw: () => paintPlane(scene, plane) });
  const ground = flat ? lowered(scene, plane) : rows[last];
  const near = cast.filter(
    ({ zone, thing }) =>
      (zone === "near" || zone === "water") && !carpet(scene, thing.concept) && thing.concept !== cropOf(scene),
  );
  const carpets = cast.filter(({ thing }) => carpet(scene, thing.concept));
  const blooming = !cropOf(scene) && (carpets.length > 0 || scene.has("meadow") || scene.reading.season === "spring");
  if (blooming)
    layers.push({
      weight: 3,
      draw: () =>
        paintMeadow(
          scene,
          ground,
          carpets.map(({ thing }) => thing.concept),
        ),
    });
  layers.push(...things(scene, near, ground, 1));
  if (!flat && !scene.winter) layers.push({ weight: 2, draw: () => tufts(scene, rows[last], portrait) });
  if (near.length === 0 && !blooming && !portrait && !design(scene))
    layers.push({ weight: 2, draw: () => paintFrame(scene) });
  return layers;
}

function design(scene: Scene): boolean {
  return cropOf(scene) !== null;
}

/** Flowers in number grow as a carpet rather than one by one. */
function carpet(scene: Scene, concept: Concept): boolean {
  const mention = scene.find(concept);
  if (!mention || !["flower", "poppy", "tulip", "lavender", "rose", "sunflower"].includes(concept)) return false;
  if (concept === "sunflower") return false;
  return mention.counted && (mention.count === 3 || mention.count > 6);
}

function cropOf(scene: Scene): Concept | null {
  if (scene.has("lavender")) return "lavender";
  for (const concept of ["sunflower", "tulip"] satisfies Concept[]) {
    if (scene.has(concept) && (scene.has("field", "windmill") || scene.find(concept)?.counted)) return concept;
  }
  return scene.has("field") ? "field" : null;
}

function paintRow(scene: Scene, rows: readonly Hill[], i: number, open: boolean): void {
  const hill = rows[i];
  const last = rows.length - 1;
  const wooded = scene.has("forest");
  const share = i / last;
  const grass = grassColour(scene);
  const random = scene.random.stream(`trees ${i}`);
  const sparse = !wooded && i > 0 && i < last && random.chance(0.55) && !scene.has("snow");
  if (wooded && i < last) paintTreeLine(scene, hill, 0.05 + 0.24 * share ** 1.4, 1.5, random);
  else if (sparse) paintTreeLine(scene, hill, 0.025 + share * 0.045, 0.34, random);
  const colour = wooded ? mix(grass, foliage(scene), 0.55) : grass;
  const bottom = i === last || open ? scene.high : lowest(scene, rows[i + 1]) + 0.02;
  paintHill(scene, hill, bottom, nearer(colour, share));
}

/** Where flat land begins: at a waterfall's foot, else behind two low hills. */
function planeTop(scene: Scene): number {
  return scene.horizon + (scene.high - scene.horizon) * (scene.has("waterfall") ? 0.02 : 0.2);
}

function paintPlane(scene: Scene, plane: Hill): void {
  const crop = cropOf(scene);
  const design = crop ? crops[crop] : undefined;
  const dye = crop && scene.find(crop)?.colour ? [scene.colourOf(crop, hex("#d0a64c"))] : null;
  if (design) paintField(scene, plane, dye ?? design.colours, design.earth);
  else paintHill(scene, plane, scene.high, grassColour(scene));
  const top = planeTop(scene) + 0.006;
  if (scene.has("river", "waterfall")) paintRiver(scene, layRiver(scene, top));
  if (scene.has("road")) {
    const course = layCourse(scene, top, 0.2);
    paintRoad(
      scene,
      scene.has("river") ? { ...course, at: (s) => [course.at(s)[0] + 0.3 * s, course.at(s)[1]] } : course,
    );
    if (!design) verges(scene, course.top);
  }
}

function verges(scene: Scene, top: number): void {
  const shape = courseShape(scene, layCourse(scene, top, 0.2), 1.02);
  const random = scene.random.stream("verges");
  const points = shape.contours[0];
  for (let i = 0; i < points.length; i += 6) {
    const y = points[i + 1];
    const near = (y - top) / (scene.high - top);
    if (near < 0.06 || near > 1) continue;
    const tall = 0.012 + near * 0.055;
    drawBlades(scene, () => y, {
      from: points[i] - tall,
      to: points[i] + tall,
      count: 24,
      tall,
      depth: 0.08,
      colour: grassColour(scene),
      random,
    });
  }
}

function lowered(scene: Scene, plane: Hill): Hill {
  return { depth: 0.04, top: (x) => plane.top(x) + (scene.high - scene.horizon) * 0.46 };
}

function things(scene: Scene, cast: readonly Cast[], ground: Hill, zoom: number): Layer[] {
  const placed = cast
    .flatMap((one) => onGround(scene, one, ground.top, Math.max(0.02, ground.depth * 0.8), zoom))
    .map((one) => ashore(scene, one));
  placed.sort((a, b) => a.spot.y - a.spot.size * 0.001 - (b.spot.y - b.spot.size * 0.001));
  return placed.map(({ thing, spot }) => ({ weight: 0.6, draw: () => thing.draw(scene, spot) }));
}

/** Nothing that walks stands in the river: it comes to the bank that has more room. */
function ashore(scene: Scene, placed: Placed): Placed {
  const { thing, spot } = placed;
  if (!scene.has("river", "waterfall") || thing.zone !== "near") return placed;
  const [left, right] = banksAt(scene, layRiver(scene, planeTop(scene) + 0.006), spot.y);
  const half = spot.size * thing.width * 0.42;
  if (spot.x + half < left || spot.x - half > right) return placed;
  const x = left > scene.wide - right ? left - half : right + half;
  return { thing, spot: { ...spot, x } };
}

/** The lowest y of a hill's outline: below it the hill behind is hidden. */
function lowest(scene: Scene, hill: Hill): number {
  let low = 0;
  for (let i = 0; i <= 60; i++) low = Math.max(low, hill.top((i / 60) * scene.wide));
  return low;
}

/** Tufts on the nearest crest tie what stands there to the ground. */
function tufts(scene: Scene, hill: Hill, dense: boolean): void {
  const random = scene.random.stream("tufts");
  const colour = mix(grassColour(scene), hex("#27382a"), 0.3);
  const count = Math.min(1500, (dense ? 520 : 260) * scene.wide);
  drawBlades(scene, (x) => hill.top(x) + 0.012, {
    from: -0.05,
    to: scene.wide + 0.05,
    count,
    tall: 0.036,
    depth: hill.depth,
    colour,
    random,
  });
}
