import type { Concept } from "../lexicon/vocabulary";
import type { Random } from "../random";
import { hex, mix, type Rgb } from "../raster/colour";
import { Shape } from "../raster/shape";
import type { Scene, Spot } from "../scene";
import { Pen } from "./pen";

/** A flower by name, or null: how its head looks on a stem of height 1. */
type Head = (pen: Pen, x: number, y: number, size: number, random: Random) => void;

const wild: readonly Rgb[] = [
  hex("#e9536b"),
  hex("#f4c84a"),
  hex("#f3f0ea"),
  hex("#9b6fd0"),
  hex("#ef8a4a"),
  hex("#6f93e0"),
];

const heads: Partial<Record<Concept, Head>> = {
  flower: (pen, x, y, size, random) => daisy(pen, x, y, size, pen.own(random.pick(wild)), hex("#f0b53a"), 9),
  sunflower: (pen, x, y, size) => daisy(pen, x, y, size * 1.5, pen.own(hex("#f4b821")), hex("#4b2f1d"), 17, 0.46),
  tulip: (pen, x, y, size, random) =>
    tulip(pen, x, y, size, pen.own(random.pick([hex("#d93a45"), hex("#f2b632"), hex("#e77fa6")]))),
  poppy: (pen, x, y, size) => poppy(pen, x, y, size, pen.own(hex("#dc3526"))),
  rose: (pen, x, y, size) => rose(pen, x, y, size, pen.own(hex("#c8283c"))),
  lavender: (pen, x, y, size, random) => spike(pen, x, y, size, pen.own(hex("#8463bd")), random),
};

/** A clump of flowers of one kind with stems and leaves. */
export function drawFlower(scene: Scene, spot: Spot, concept: Concept = "flower"): void {
  const pen = new Pen(scene, spot);
  const head = heads[concept] ?? heads.flower;
  const { random } = spot;
  const stems = concept === "sunflower" ? 1 : 3;
  for (let i = 0; i < stems; i++) {
    const lean = (i - (stems - 1) / 2) * 0.22 + random.range(-0.06, 0.06);
    const top = -random.range(0.72, 0.95);
    const stem = new Shape().stroke([lean * 0.3, 0.03, lean * 0.5, top * 0.5, lean, top], 0.035, 0.02);
    for (const side of [-1, 1]) {
      const y = top * random.range(0.3, 0.6);
      stem.blob([
        lean * 0.5,
        y,
        lean * 0.5 + side * 0.12,
        y - 0.1,
        lean * 0.5 + side * 0.22,
        y - 0.09,
        lean * 0.5 + side * 0.1,
        y - 0.01,
      ]);
    }
    pen.body(stem, hex("#4d7d3e"), { rim: 0.4 });
    head?.(pen, lean, top, concept === "sunflower" ? 0.17 : 0.14, random);
  }
}

/** A flower head alone, for meadows and vases (place and size in the pen's measure). */
export function drawHead(pen: Pen, concept: Concept, x: number, y: number, size: number, random: Random): void {
  (heads[concept] ?? heads.flower)?.(pen, x, y, size, random);
}

function daisy(
  pen: Pen,
  x: number,
  y: number,
  size: number,
  petal: Rgb,
  eye: Rgb,
  count: number,
  eyeSize = 0.34,
): void {
  for (const [turn, lit] of [
    [0, 0.5],
    [Math.PI / count, 0.86],
  ]) {
    const shape = new Shape();
    for (let i = 0; i < count; i++) {
      const angle = (i / count) * Math.PI * 2 + turn;
      const [cx, cy] = [x + Math.cos(angle) * size * 0.66, y + Math.sin(angle) * size * 0.6];
      shape.ellipse(cx, cy, size * 0.4, size * (2 / count) * 0.85, Math.atan2(Math.sin(angle) * 0.9, Math.cos(angle)));
    }
    pen.flat(shape, petal, lit);
  }
  pen.body(new Shape().ellipse(x, y, size * eyeSize, size * eyeSize * 0.94), eye, { rim: 0.3 });
}

function tulip(pen: Pen, x: number, y: number, size: number, petal: Rgb): void {
  const s = size * 1.15;
  const cup = [
    x - s * 0.5,
    y - s * 0.85,
    x - s * 0.58,
    y - s * 0.1,
    x,
    y + s * 0.3,
    x + s * 0.58,
    y - s * 0.1,
    x + s * 0.5,
    y - s * 0.85,
  ];
  pen.body(new Shape().blob([...cup, x, y - s * 0.5]), petal, { rim: 0.4 });
  pen.flat(
    new Shape().blob([
      x - s * 0.24,
      y + s * 0.1,
      x - s * 0.2,
      y - s * 0.6,
      x,
      y - s * 1.0,
      x + s * 0.2,
      y - s * 0.6,
      x + s * 0.24,
      y + s * 0.1,
    ]),
    petal,
    0.9,
  );
}

function poppy(pen: Pen, x: number, y: number, size: number, petal: Rgb): void {
  pen.flat(
    new Shape()
      .ellipse(x - size * 0.35, y - size * 0.2, size * 0.66, size * 0.6)
      .ellipse(x + size * 0.35, y - size * 0.2, size * 0.66, size * 0.6),
    petal,
    0.5,
  );
  pen.flat(new Shape().ellipse(x, y + size * 0.12, size * 0.78, size * 0.52), petal, 0.92);
  pen.flat(new Shape().ellipse(x, y - size * 0.08, size * 0.24, size * 0.2), hex("#241a1e"), 0.5);
}

function rose(pen: Pen, x: number, y: number, size: number, petal: Rgb): void {
  pen.body(new Shape().ellipse(x, y, size * 0.78, size * 0.74), petal, { rim: 0.5 });
  for (let i = 0; i < 9; i++) {
    const angle = i * 2.4;
    const away = size * (0.62 - i * 0.062);
    const arc: number[] = [];
    for (let k = 0; k <= 5; k++) {
      const a = angle + (k / 5) * 2.2;
      arc.push(x + Math.cos(a) * away, y + Math.sin(a) * away * 0.92);
    }
    pen.flat(new Shape().stroke(arc, size * 0.05, size * 0.13), petal, i % 2 ? 0.98 : 0.16, { alpha: 0.75 });
  }
}

function spike(pen: Pen, x: number, y: number, size: number, petal: Rgb, random: Random): void {
  const dark = new Shape();
  const light = new Shape();
  for (let i = 0; i < 16; i++) {
    const up = i / 15;
    const reach = size * (0.42 - up * 0.3);
    (i % 2 ? light : dark).ellipse(
      x + random.range(-reach, reach),
      y + size * 1.2 - up * size * 3,
      size * 0.17,
      size * 0.2,
    );
  }
  pen.flat(dark, petal, 0.4).flat(light, mix(petal, [1, 1, 1], 0.15), 0.9);
}

/** Blades of grass from a row of feet, bent by a common wind, light at the tips. */
export function drawBlades(
  scene: Scene,
  feet: (x: number) => number,
  options: { from: number; to: number; count: number; tall: number; depth: number; colour: Rgb; random: Random },
): void {
  const { random, tall, depth } = options;
  const wind = scene.has("wind") ? 0.7 : 0.25;
  for (const lit of [0.1, 0.34, 0.62, 0.92]) {
    const shape = new Shape();
    for (let i = 0; i < options.count / 4; i++) {
      const x = random.range(options.from, options.to);
      const height = tall * random.range(0.45, 1.1) * (0.7 + 0.3 * scene.noise.at(x * 7, lit * 9));
      const bend = height * (random.range(-0.35, 0.35) + wind);
      const y = feet(x) + height * 0.12;
      const wide = tall * random.range(0.03, 0.055);
      shape.polygon([
        x - wide / 2,
        y,
        x + bend * 0.3 - wide * 0.3,
        y - height * 0.55,
        x + bend,
        y - height,
        x + bend * 0.3 + wide * 0.4,
        y - height * 0.52,
        x + wide / 2,
        y,
      ]);
    }
    scene.fill(shape, scene.tone(options.colour, depth, lit));
  }
}

export function drawReed(scene: Scene, spot: Spot): void {
  const pen = new Pen(scene, spot);
  const { random } = spot;
  for (let i = 0; i < 9; i++) {
    const x = random.normal() * 0.22;
    const lean = random.range(-0.12, 0.16);
    const top = -random.range(0.6, 1);
    pen.flat(
      new Shape().stroke([x, 0.04, x + lean * 0.4, top * 0.5, x + lean, top], 0.02, 0.007),
      hex("#66753c"),
      random.range(0.2, 0.8),
    );
    if (i % 2 === 0)
      pen.body(
        new Shape().stroke([x + lean * 0.96, top + 0.02, x + lean * 1.04, top - 0.13], 0.05, 0.042, true),
        hex("#6d4527"),
      );
  }
}

export function drawMushroom(scene: Scene, spot: Spot): void {
  const pen = new Pen(scene, spot).shadow(0.5);
  pen.body(
    new Shape().blob([-0.12, 0.02, -0.09, -0.3, -0.11, -0.6, 0.11, -0.6, 0.09, -0.3, 0.14, 0.02]),
    hex("#efe6d6"),
  );
  const cap = new Shape().blob([-0.5, -0.5, -0.46, -0.74, -0.2, -0.97, 0.2, -0.97, 0.46, -0.74, 0.5, -0.5, 0, -0.56]);
  pen.body(cap, pen.own(hex("#cc3327")));
  const dots = new Shape()
    .ellipse(-0.2, -0.74, 0.07, 0.06)
    .ellipse(0.12, -0.84, 0.075, 0.055)
    .ellipse(0.3, -0.64, 0.055, 0.05)
    .ellipse(-0.36, -0.6, 0.04, 0.045);
  pen.flat(dots.ellipse(0.02, -0.64, 0.05, 0.04), hex("#fbf3e6"), 0.85);
}
