import { drawHead } from "../elements/flowers";
import { Pen } from "../elements/pen";
import type { Concept } from "../lexicon/vocabulary";
import { dyes } from "../light/dyes";
import { hex, mix, type Rgb, shift } from "../raster/colour";
import { Shape } from "../raster/shape";
import type { Scene, Spot } from "../scene";
import { drawFruit, modelled, round } from "./fruit";

const glazes: readonly Rgb[] = [hex("#3f6f8f"), hex("#e4dccb"), hex("#7a4a3c"), hex("#4f7a6a"), hex("#c98a4a")];

/** Vases, cups, pots, candles, books, bottles and bowls. */
export function drawVessel(scene: Scene, spot: Spot, concept: Concept): void {
  const glaze = spot.colour ?? spot.random.pick(glazes);
  const at = (shape: Shape) => shape.at(spot.x, spot.y, spot.size, spot.flip);
  const paint = (shape: Shape, colour = glaze, gloss = 0.55) => round(scene, at(shape), modelled(colour), gloss);
  const mouth = (x: number, y: number, rx: number, ry: number, colour: Rgb) =>
    scene.fill(at(new Shape().ellipse(x, y, rx, ry)), colour);
  switch (concept) {
    case "cup":
      paint(new Shape().ellipse(0, -0.03, 0.78, 0.1), shift(glaze, 0.04), 0.1);
      scene.fill(
        at(new Shape().stroke([0.4, -0.72, 0.72, -0.72, 0.66, -0.36, 0.34, -0.26], 0.1, 0.09)),
        shift(glaze, -0.08),
      );
      paint(
        new Shape().blob([
          -0.5, -0.92, -0.46, -0.45, -0.28, -0.08, 0, -0.03, 0.28, -0.08, 0.46, -0.45, 0.5, -0.92, 0, -0.97,
        ]),
      );
      mouth(0, -0.92, 0.5, 0.1, shift(glaze, 0.1));
      mouth(0, -0.905, 0.43, 0.075, hex("#3d2416"));
      steam(scene, spot);
      break;
    case "teapot":
      scene.fill(
        at(new Shape().stroke([-0.5, -0.66, -0.84, -0.62, -0.8, -0.26, -0.46, -0.2], 0.1, 0.08)),
        shift(glaze, -0.1),
      );
      paint(new Shape().stroke([0.4, -0.32, 0.66, -0.44, 0.86, -0.76], 0.22, 0.08));
      paint(
        new Shape().blob([
          -0.52, -0.42, -0.36, -0.74, 0, -0.8, 0.36, -0.74, 0.52, -0.42, 0.36, -0.06, 0, 0, -0.36, -0.06,
        ]),
      );
      paint(
        new Shape().blob([-0.26, -0.75, -0.12, -0.88, 0.12, -0.88, 0.26, -0.75, 0, -0.72]).ellipse(0, -0.93, 0.07),
        shift(glaze, 0.03),
      );
      break;
    case "candle":
      paint(new Shape().rect(-0.1, -0.82, 0.2, 0.84), spot.colour ?? hex("#f1e6cc"), 0.2);
      scene.fill(at(new Shape().stroke([0, -0.82, 0.005, -0.88], 0.016)), hex("#2c221e"));
      paint(new Shape().ellipse(0, 0, 0.2, 0.05), hex("#b08a4a"), 0.4);
      break;
    case "book":
      drawBooks(scene, spot);
      break;
    case "bottle":
      paint(
        new Shape().blob([
          -0.055, -0.98, -0.06, -0.72, -0.15, -0.58, -0.165, -0.3, -0.155, 0, 0, 0.02, 0.155, 0, 0.165, -0.3, 0.15,
          -0.58, 0.06, -0.72, 0.055, -0.98,
        ]),
        spot.colour ?? hex("#2f4a34"),
        0.8,
      );
      scene.fill(at(new Shape().rect(-0.158, -0.42, 0.316, 0.24)), hex("#e6dabd"), { alpha: 0.9 });
      scene.fill(at(new Shape().rect(-0.062, -1.0, 0.124, 0.12)), hex("#7a2a2e"));
      break;
    case "bowl":
      for (const [x, y, kind] of [
        [-0.5, -0.62, "orange"],
        [0.02, -0.7, "apple"],
        [0.52, -0.62, "lemon"],
        [-0.22, -0.55, "pear"],
        [0.28, -0.52, "orange"],
      ] satisfies [number, number, Concept][]) {
        drawFruit(
          scene,
          {
            ...spot,
            x: spot.x + x * spot.size,
            y: spot.y + y * spot.size + spot.size * 0.22,
            size: spot.size * 0.82,
            colour: null,
          },
          kind,
        );
      }
      paint(new Shape().blob([-1.12, -0.66, -0.9, -0.28, -0.42, -0.02, 0.42, -0.02, 0.9, -0.28, 1.12, -0.66, 0, -0.5]));
      break;
    default:
      drawVase(scene, spot, glaze);
  }
}

function drawVase(scene: Scene, spot: Spot, glaze: Rgb): void {
  const pen = new Pen(scene, spot);
  const kinds: Concept[] = ["sunflower", "tulip", "rose", "poppy", "lavender", "flower"];
  const kind = kinds.find((concept) => scene.has(concept)) ?? "flower";
  const { random } = spot;
  const colour = scene.find(kind)?.colour;
  const flowers = new Pen(scene, { ...spot, colour: colour ? dyes[colour] : null });
  const named = scene.find(kind);
  const count = named?.counted && named.count !== 3 ? Math.min(15, named.count) : 8;
  const heads = Array.from({ length: count }, (_, i) => {
    const angle = -Math.PI / 2 + (count === 1 ? 0 : (i / (count - 1) - 0.5) * 2.1) + random.range(-0.1, 0.1);
    const reach = random.range(0.3, 0.52) * (i % 2 ? 1 : 0.8);
    return [Math.cos(angle) * reach, -0.62 + Math.sin(angle) * reach];
  });
  const stems = new Shape();
  for (const [x, y] of heads) {
    stems.stroke([x * 0.12, -0.45, x * 0.4, (y - 0.55) / 2, x, y], 0.018, 0.012);
    stems.blob([
      x * 0.4,
      y * 0.5 - 0.3,
      x * 0.7 + 0.07,
      y * 0.5 - 0.36,
      x * 0.9 + 0.1,
      y * 0.5 - 0.33,
      x * 0.6 + 0.04,
      y * 0.5 - 0.28,
    ]);
  }
  pen.body(stems, hex("#55803f"), { rim: 0.2 });
  for (const [x, y] of heads) drawHead(flowers, kind, x, y, kind === "sunflower" ? 0.085 : 0.095, random);
  const body = new Shape().blob([
    -0.09, -0.57, -0.07, -0.48, -0.2, -0.32, -0.21, -0.16, -0.12, 0, 0.12, 0, 0.21, -0.16, 0.2, -0.32, 0.07, -0.48,
    0.09, -0.57, 0, -0.56,
  ]);
  const vase = scene.find("vase")?.colour;
  round(scene, pen.placed(body), modelled(vase ? dyes[vase] : glaze), 0.6);
  pen.flat(
    new Shape().rect(-0.205, -0.27, 0.41, 0.022).rect(-0.212, -0.2, 0.424, 0.01),
    mix(glaze, [1, 1, 1], 0.6),
    0.8,
    { alpha: 0.45 },
  );
}

function drawBooks(scene: Scene, spot: Spot): void {
  const covers: readonly Rgb[] = [hex("#8f2f2c"), hex("#2f4f6d"), hex("#4a6a48"), hex("#c08a3a")];
  const count = scene.find("book")?.counted ? 1 : 3;
  for (let i = 0; i < count; i++) {
    const wide = 2.1 - i * 0.2 + spot.random.range(-0.1, 0.1);
    const x = spot.random.range(-0.12, 0.12);
    const y = -i * 0.62;
    const at = (shape: Shape) => shape.at(spot.x, spot.y, spot.size, spot.flip);
    const cover = spot.colour ?? covers[(i + spot.random.int(0, 3)) % covers.length];
    round(scene, at(new Shape().rect(x - wide, y - 0.6, wide * 2, 0.6)), modelled(cover), 0.1);
    scene.fill(
      at(new Shape().rect(x - wide + 0.12, y - 0.5, wide * 2 - 0.12, 0.4)),
      scene.tone(hex("#efe4ca"), 0, 0.75),
    );
    const lines = new Shape();
    for (let k = 1; k < 5; k++) lines.rect(x - wide + 0.12, y - 0.5 + k * 0.08, wide * 2 - 0.12, 0.014);
    scene.fill(at(lines), hex("#8a7a5c"), { alpha: 0.5 });
    scene.fill(at(new Shape().rect(x - wide, y - 0.6, 0.14, 0.6)), shift(cover, -0.05));
  }
}

function steam(scene: Scene, spot: Spot): void {
  for (const drift of [-0.16, 0.02, 0.2]) {
    const points: number[] = [];
    for (let i = 0; i <= 6; i++) points.push(drift + Math.sin(i * 1.2 + drift * 9) * 0.07 * (i / 3), -1.05 - i * 0.15);
    scene.fill(new Shape().stroke(points, 0.1, 0.02).at(spot.x, spot.y, spot.size), [1, 1, 1], { alpha: 0.13 });
    scene.fill(new Shape().stroke(points, 0.05, 0.01).at(spot.x, spot.y, spot.size), [1, 1, 1], { alpha: 0.13 });
  }
}
