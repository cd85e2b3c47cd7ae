import type { Layer } from "../layer";
import type { Concept } from "../lexicon/vocabulary";
import { kindOf } from "../lexicon/vocabulary";
import { dyes } from "../light/dyes";
import { hex, mix, type Rgb, shift } from "../raster/colour";
import { sineOfTurns } from "../raster/curve";
import { Field } from "../raster/field";
import { glow, softSpot } from "../raster/glow";
import { smoothstep } from "../raster/noise";
import { evenRamp, rampIndex } from "../raster/ramp";
import { Shape } from "../raster/shape";
import type { Scene, Spot } from "../scene";
import { drawFruit, isFruit } from "./fruit";
import { drawVessel } from "./vessels";

/** One thing on the table. */
interface Piece {
  concept: Concept;
  spot: Spot;
  width: number;
}

const sizes: Partial<Record<Concept, readonly [number, number]>> = {
  ...{ apple: [0.17, 0.19], pear: [0.24, 0.17], orange: [0.16, 0.18], lemon: [0.13, 0.18], grapes: [0.22, 0.24] },
  ...{ cherry: [0.13, 0.14], banana: [0.15, 0.34], vase: [0.46, 0.24], cup: [0.16, 0.24], teapot: [0.25, 0.36] },
  ...{ candle: [0.36, 0.09], book: [0.08, 0.36], bottle: [0.48, 0.15], bowl: [0.17, 0.4] },
};

/** A table by a window: wall, cloth, things with form and cast shadows, all lit from one side. */
export function stillLife(scene: Scene): Layer[] {
  const random = scene.random.stream("still");
  const side = random.sign();
  const night = scene.light.darkness > 0.5 || (scene.has("candle") && !scene.has("day", "morning"));
  const table = scene.high * random.range(0.6, 0.68);
  scene.horizon = table;
  scene.source = { x: side < 0 ? -0.3 : scene.wide + 0.3, y: 0.1, radius: 0.05, kind: "none" };
  const pieces = arrange(scene, table);
  const layers: Layer[] = [{ weight: 4, draw: () => paintWall(scene, table, side, night) }];
  layers.push({ weight: 3, draw: () => paintTable(scene, table, side, night) });
  layers.push({ weight: 1, draw: () => castShadows(scene, pieces, side) });
  for (const piece of pieces) layers.push({ weight: 2, draw: () => drawPiece(scene, piece) });
  if (scene.has("candle")) layers.push({ weight: 1, draw: () => candleLight(scene, pieces) });
  return layers;
}

function arrange(scene: Scene, table: number): Piece[] {
  const random = scene.random.stream("arrange");
  const wanted: { concept: Concept; colour: Rgb | null; aside: number | null }[] = [];
  for (const mention of scene.reading.mentions) {
    const flower = ["flower", "tulip", "sunflower", "rose", "lavender", "poppy"].includes(mention.concept);
    const concept = flower ? "vase" : mention.concept;
    if ((kindOf(concept) !== "still" && !flower) || concept === "table") continue;
    if (flower && (scene.has("vase") || wanted.some((one) => one.concept === "vase"))) continue;
    const colour = mention.colour && !flower ? dyes[mention.colour] : null;
    const aside = mention.place === "left" ? 0.22 : mention.place === "right" ? 0.78 : null;
    const count = concept === "bowl" ? 1 : Math.min(12, mention.count);
    for (let i = 0; i < count; i++) wanted.push({ concept, colour, aside });
  }
  if (wanted.length === 0) wanted.push({ concept: "vase", colour: null, aside: null });
  if (wanted.length === 1 && scene.has("bowl"))
    for (const concept of ["apple", "pear", "lemon"] satisfies Concept[])
      wanted.push({ concept, colour: null, aside: null });
  const tall = wanted.filter(({ concept }) => !isFruit(concept));
  const low = wanted.filter(({ concept }) => isFruit(concept));
  const zoom = Math.min(tall.length > 0 ? 1.08 : 1.35, 1.5 / Math.sqrt(Math.max(1, wanted.length * 0.45)));
  const row = (list: typeof wanted, back: number): Piece[] => {
    const widths = list.map(({ concept }) => (sizes[concept]?.[1] ?? 0.2) * zoom);
    const total = widths.reduce((sum, width) => sum + width * 1.08, 0);
    const fit = Math.min(1, (scene.wide * 0.9) / total);
    const lean = back ? random.range(-0.06, 0.06) : random.range(-0.12, 0.12);
    let x = scene.wide / 2 - (total * fit) / 2 + lean * Math.max(0, scene.wide - total * fit);
    return list.map(({ concept, colour, aside }, i) => {
      const width = widths[i] * 1.08 * fit;
      const at = aside === null ? x + width / 2 : aside * scene.wide + (i - (list.length - 1) / 2) * width;
      x += width;
      const y = table + (back ? 0.055 : 0.15) + random.range(-0.02, 0.03);
      const size = (sizes[concept]?.[0] ?? 0.2) * zoom * random.range(0.95, 1.06);
      const spot = { x: at, y, size, depth: 0, flip: random.sign(), random: random.stream(`${concept} ${i}`), colour };
      return { concept, spot, width: widths[i] };
    });
  };
  return [...row(random.shuffle(tall), 1), ...row(random.shuffle(low), tall.length > 0 ? 0 : 0)].sort(
    (a, b) => a.spot.y - b.spot.y,
  );
}

function paintWall(scene: Scene, table: number, side: number, night: boolean): void {
  const random = scene.random.stream("wall");
  const plain = random.pick([hex("#6f7f78"), hex("#8a6f62"), hex("#5d6b80"), hex("#a08c6a"), hex("#7d5f66")]);
  const named = scene.reading.colours[0];
  const wall = named ? mix(plain, dyes[named], 0.75) : plain;
  const dark = shift(wall, night ? -0.36 : -0.24);
  const bright = shift(wall, night ? -0.08 : 0.16);
  const { noise } = scene;
  const slant = random.range(0.3, 0.5);
  const pane = random.range(0.16, 0.22);
  const { parts } = evenRamp([dark, mix(dark, bright, 0.5), bright]);
  const strokes = new Field(0, 0, scene.wide, table + 0.02, scene.canvas.cell(160)).compute(
    (x, y) => noise.fbm(x * 5 + y, y * 3, 3) * 0.16,
    () => scene.canvas.worked(1500),
  );
  scene.fill(new Shape().rect(0, 0, scene.wide, table + 0.02), (x, y, out) => {
    const across = side < 0 ? x / scene.wide : 1 - x / scene.wide;
    const brush = strokes.at(x, y) + noise.at(x * 34, y * 46) * 0.035;
    let lit = 0.62 - across * 0.42 + brush - (y / table - 0.5) * 0.16;
    // Window light falls on the wall in panes.
    const u = across - 0.3 - (y / table - 0.5) * -slant * 0.4;
    const v = y / table - 0.16 - across * slant * 0.5;
    const inside =
      smoothstep(0, 0.02, u) *
      smoothstep(pane * 2.2, pane * 2.2 - 0.02, u) *
      smoothstep(0, 0.02, v) *
      smoothstep(0.56, 0.54, v);
    const bars = smoothstep(0.008, 0.016, Math.abs(u - pane * 1.1)) * smoothstep(0.008, 0.016, Math.abs(v - 0.28));
    if (!night) lit += inside * bars * 0.3;
    const k = rampIndex(lit);
    out[0] = parts[k];
    out[1] = parts[k + 1];
    out[2] = parts[k + 2];
    return 1;
  });
}

function paintTable(scene: Scene, table: number, side: number, night: boolean): void {
  const random = scene.random.stream("table");
  const wood = scene.colourOf("table", random.pick([hex("#9a6a42"), hex("#7d5238"), hex("#d9cdb8"), hex("#b58a5c")]));
  const { parts } = evenRamp([shift(wood, night ? -0.34 : -0.2, 0.9), shift(wood, night ? 0 : 0.12)]);
  const { noise } = scene;
  scene.fill(new Shape().rect(0, table, scene.wide, scene.high - table), (x, y, out) => {
    const across = side < 0 ? x / scene.wide : 1 - x / scene.wide;
    const down = (y - table) / (scene.high - table);
    const grain = noise.fbm(x * 2.2, y * 46, 3) * 0.16 + sineOfTurns((y + noise.at(x * 2, y * 6) * 0.02) * 23.9) * 0.03;
    const k = rampIndex(0.72 - across * 0.34 - down * 0.26 + grain);
    out[0] = parts[k];
    out[1] = parts[k + 1];
    out[2] = parts[k + 2];
    return 1;
  });
  scene.fill(new Shape().rect(0, table, scene.wide, 0.006), shift(wood, 0.14), { alpha: 0.6 });
}

function castShadows(scene: Scene, pieces: readonly Piece[], side: number): void {
  for (const piece of pieces) castShadow(scene, piece, side);
}

function castShadow(scene: Scene, { spot, width, concept }: Piece, side: number): void {
  const dark: Rgb = [0.09, 0.06, 0.08];
  const away = -side * width;
  softSpot(
    scene.canvas,
    spot.x + away * 0.42,
    spot.y - 0.004,
    width * (concept === "bottle" || concept === "vase" ? 1.15 : 0.95),
    width * 0.2,
    dark,
    0.5,
  );
  softSpot(scene.canvas, spot.x + away * 0.05, spot.y, width * 0.56, width * 0.12, dark, 0.75);
}

function drawPiece(scene: Scene, { concept, spot }: Piece): void {
  if (isFruit(concept)) drawFruit(scene, spot, concept);
  else drawVessel(scene, spot, concept);
}

function candleLight(scene: Scene, pieces: readonly Piece[]): void {
  for (const { concept, spot } of pieces) {
    if (concept !== "candle") continue;
    const y = spot.y - spot.size * 0.9;
    glow(scene.canvas, spot.x, y, 0.75, hex("#ffb35a"), 0.4);
    glow(scene.canvas, spot.x, y, 0.22, hex("#ffd08a"), 0.55);
    scene.fill(
      new Shape().blob([0, -1, 0.32, -0.3, 0, 0.15, -0.32, -0.3]).at(spot.x, y, spot.size * 0.12),
      hex("#fff3c4"),
    );
  }
}
