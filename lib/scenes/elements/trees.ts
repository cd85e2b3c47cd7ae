import { hex, mix, type Rgb } from "../raster/colour";
import { Shape } from "../raster/shape";
import type { Scene, Spot } from "../scene";
import { foliage, pineOutline } from "./forest";
import { Pen } from "./pen";

interface Growth {
  bark: Rgb;
  leaf: Rgb | null;
  /** Width and height of the crown as shares of the tree's height. */
  crown: readonly [number, number];
  /** Where the crown's middle is, as a share of the height. */
  middle: number;
  trunk: number;
  /** How far boughs spread: 1 as an oak, less for slender trees. */
  spread?: number;
  leaves: number;
}

/** A broad tree: trunk, boughs, and leaves in three tones from shadow to light. */
export function drawTree(scene: Scene, spot: Spot): void {
  const leaf = spot.colour ?? foliage(scene);
  grow(scene, spot, {
    bark: hex("#5a4636"),
    leaf: bare(scene) ? null : leaf,
    crown: [0.4, 0.33],
    middle: 0.66,
    trunk: 0.07,
    leaves: 150,
  });
}

export function drawOak(scene: Scene, spot: Spot): void {
  const leaf = spot.colour ?? mix(foliage(scene), hex("#4f6b2c"), 0.5);
  grow(scene, spot, { bark: hex("#4d3c2e"), leaf, crown: [0.58, 0.32], middle: 0.66, trunk: 0.1, leaves: 210 });
}

export function drawCherryTree(scene: Scene, spot: Spot): void {
  const leaf = spot.colour ?? hex("#f4a9c0");
  grow(scene, spot, { bark: hex("#4a3438"), leaf, crown: [0.56, 0.31], middle: 0.68, trunk: 0.075, leaves: 240 });
  const { random } = spot;
  const petals = new Shape();
  for (let i = 0; i < 40; i++) {
    const [x, y] = [spot.x + random.normal() * spot.size * 0.5, spot.y - random.next() * spot.size * 0.5];
    petals.ellipse(x, y, spot.size * random.range(0.004, 0.009), spot.size * 0.004, random.range(0, 3));
  }
  scene.fill(petals, scene.tone(mix(leaf, [1, 1, 1], 0.3), spot.depth, 0.8));
}

export function drawBirch(scene: Scene, spot: Spot): void {
  const autumn = scene.reading.season === "autumn" ? hex("#e2a83a") : hex("#9db54a");
  grow(scene, spot, {
    bark: hex("#ece8e0"),
    leaf: bare(scene) ? null : (spot.colour ?? autumn),
    spread: 0.5,
    crown: [0.24, 0.36],
    middle: 0.66,
    trunk: 0.042,
    leaves: 110,
  });
  const marks = new Shape();
  for (let i = 0; i < 9; i++) marks.rect(spot.random.range(-0.02, 0.004), -spot.random.range(0.05, 0.6), 0.018, 0.006);
  new Pen(scene, spot).flat(marks, hex("#2e2b2b"), 0.4);
}

export function drawBareTree(scene: Scene, spot: Spot): void {
  grow(scene, spot, {
    bark: spot.colour ?? hex("#3c332e"),
    leaf: null,
    crown: [0.42, 0.34],
    middle: 0.64,
    trunk: 0.075,
    leaves: 0,
  });
}

function bare(scene: Scene): boolean {
  return scene.winter;
}

function grow(scene: Scene, spot: Spot, growth: Growth): void {
  const pen = new Pen(scene, spot).shadow(growth.crown[0] * 1.2);
  const wood = new Shape();
  const tips: number[] = [];
  branch(
    wood,
    tips,
    spot,
    0,
    0,
    -Math.PI / 2 + spot.random.range(-0.05, 0.05),
    0.36,
    growth.trunk,
    0,
    growth.leaf ? 4 : 6,
    growth.spread ?? 1,
  );
  if (growth.leaf) leaves(pen, growth, tips, 0.2, 0, 0.04);
  pen.body(wood, growth.bark, { rim: 0.6 });
  if (!growth.leaf) {
    if (scene.winter)
      leaves(
        pen,
        { ...growth, leaf: hex("#eef3fa"), leaves: 40, crown: [growth.crown[0], growth.crown[1] * 0.9] },
        tips,
        0.8,
        0,
        0,
        0.014,
      );
    return;
  }
  leaves(pen, growth, tips, 0.42, 0.012, 0.01);
  leaves(pen, growth, tips, 0.66, 0.03, -0.02);
  leaves(pen, { ...growth, leaves: growth.leaves * 0.55 }, tips, 0.98, 0.07, -0.06, 0.024);
}

function branch(
  wood: Shape,
  tips: number[],
  spot: Spot,
  x: number,
  y: number,
  angle: number,
  length: number,
  width: number,
  level: number,
  levels: number,
  open: number,
): void {
  const bend = spot.random.range(-0.14, 0.14) * (level === 0 ? 0.35 : 1);
  const ex = x + Math.cos(angle + bend) * length;
  const ey = y + Math.sin(angle + bend) * length;
  const mx = (x + ex) / 2 + Math.cos(angle) * length * 0.06;
  wood.stroke(
    [x, y + (level === 0 ? 0.02 : 0), mx, (y + ey) / 2, ex, ey],
    width * (level === 0 ? 1.35 : 1),
    width * 0.62,
  );
  if (level >= levels) {
    tips.push(ex, ey);
    return;
  }
  if (level >= 2) tips.push(ex, ey);
  const forks = level < 2 ? 3 : 2;
  for (let i = 0; i < forks; i++) {
    const spread = (i / (forks - 1) - 0.5) * (level === 0 ? 1.5 : 1.15) * open + spot.random.range(-0.2, 0.2);
    branch(
      wood,
      tips,
      spot,
      ex,
      ey,
      angle + spread,
      length * spot.random.range(0.6, 0.74),
      width * 0.6,
      level + 1,
      levels,
      open,
    );
  }
}

/** Clumps of small leaves, shifted towards the light the brighter they are. */
function leaves(
  pen: Pen,
  growth: Growth,
  tips: readonly number[],
  lit: number,
  aside: number,
  up: number,
  size = 0.036,
): void {
  const { scene, spot } = pen;
  const random = spot.random.stream(`leaves ${lit}`);
  const side = scene.side(spot.x) * spot.flip;
  const shape = new Shape();
  for (let i = 0; i < growth.leaves; i++) {
    const angle = random.range(0, Math.PI * 2);
    const away = Math.sqrt(random.next()) * (lit > 0.6 ? 0.86 : 1);
    const tip = random.chance(0.35) && tips.length > 0 ? random.int(0, tips.length / 2 - 1) * 2 : -1;
    const lobe = 1 + 0.14 * Math.sin(angle * 5 + spot.x * 30);
    const x = tip >= 0 ? tips[tip] + random.normal() * 0.03 : Math.cos(angle) * away * growth.crown[0] * lobe;
    const y =
      tip >= 0
        ? tips[tip + 1] + random.normal() * 0.03
        : -growth.middle + Math.sin(angle) * away * growth.crown[1] * lobe;
    if (lit > 0.6 && y > -growth.middle + growth.crown[1] * 0.5) continue;
    const radius = size * random.range(0.6, 1.4);
    shape.ellipse(x + side * aside, y + up, radius, radius * 0.72, random.range(0, 3));
  }
  pen.flat(shape, growth.leaf ?? growth.bark, lit);
}

/** A single pine with shaded side, lit boughs and, in winter, snow on them. */
export function drawPine(scene: Scene, spot: Spot): void {
  const pen = new Pen(scene, spot).shadow(0.3);
  const shape = new Shape();
  pineOutline(shape, 0, 0, 1, spot.random.stream("pine"));
  pen.body(shape, spot.colour ?? hex("#2f5a43"), { rim: 0.8 });
  const random = spot.random.stream("boughs");
  const boughs = new Shape();
  const side = scene.side(spot.x) * spot.flip;
  for (let i = 0; i < 46; i++) {
    const down = random.range(0.1, 0.93);
    const reach = 0.19 * down;
    const x = random.range(scene.winter ? -0.9 : -0.2, 0.9) * reach * (scene.winter ? 1 : side);
    boughs.stroke(
      [x, -1 + down, x + side * 0.018, -1 + down + 0.014, x + side * 0.03, -1 + down + 0.035],
      0.012,
      0.002,
    );
  }
  pen.flat(boughs, scene.winter ? hex("#f2f6fc") : hex("#5b8a5a"), 0.9, { alpha: 0.8 });
}

export function drawPalm(scene: Scene, spot: Spot): void {
  const pen = new Pen(scene, spot).shadow(0.35);
  const lean = spot.random.range(0.08, 0.26);
  pen.body(new Shape().stroke([0, 0.01, lean * 0.25, -0.35, lean, -0.8], 0.055, 0.03), hex("#7d6248"));
  const { random } = spot;
  for (const back of [true, false]) {
    const fronds = new Shape();
    for (let i = 0; i < 7; i++) {
      const angle = (i / 6) * Math.PI * 1.25 - Math.PI * 1.125 + random.range(-0.15, 0.15);
      frond(fronds, lean, -0.8, angle, random.range(0.3, 0.42));
    }
    pen.body(fronds, spot.colour ?? (back ? hex("#2d5b40") : hex("#4d8a4c")), { rim: back ? 0 : 0.8 });
  }
  pen.flat(new Shape().ellipse(lean - 0.02, -0.77, 0.022).ellipse(lean + 0.022, -0.765, 0.02), hex("#5a3d26"), 0.4);
}

function frond(shape: Shape, x: number, y: number, angle: number, length: number): void {
  const spine: number[] = [];
  for (let i = 0; i <= 6; i++) {
    const t = i / 6;
    spine.push(x + Math.cos(angle) * length * t, y + Math.sin(angle) * length * t * 0.75 + t * t * length * 0.62);
  }
  shape.stroke(spine, 0.014, 0.003);
  for (let i = 1; i <= 6; i++) {
    const [sx, sy] = [spine[i * 2], spine[i * 2 + 1]];
    const reach = length * 0.3 * (1 - (i / 6) * 0.55);
    const out = Math.cos(angle) >= 0 ? 1 : -1;
    shape.polygon([sx - 0.012, sy, sx + 0.012, sy, sx + out * reach * 0.35, sy + reach]);
    shape.polygon([sx - 0.012, sy, sx + 0.012, sy, sx + out * reach * 0.8, sy + reach * 0.45]);
  }
}

export function drawWillow(scene: Scene, spot: Spot): void {
  const pen = new Pen(scene, spot).shadow(0.6);
  pen.body(new Shape().stroke([0, 0.02, 0.02, -0.3, -0.01, -0.62], 0.1, 0.06), hex("#5a4a38"));
  for (const [lit, count] of [
    [0.22, 46],
    [0.55, 40],
    [0.88, 22],
  ] satisfies [number, number][]) {
    const random = spot.random.stream(`willow ${lit}`);
    const shape = new Shape();
    for (let i = 0; i < count; i++) {
      const x = random.normal() * 0.26;
      const top = -0.97 + x * x * 1.6 + random.range(0, 0.06);
      const long = random.range(0.35, 0.78) * (1 - Math.abs(x) * 0.4);
      shape.stroke(
        [x * 0.7, top, x * 1.15, top + long * 0.4, x * 1.25 + 0.02, Math.min(-0.06, top + long)],
        0.042,
        0.008,
      );
    }
    pen.flat(shape, spot.colour ?? hex("#7d9a4a"), lit);
  }
}

export function drawCactus(scene: Scene, spot: Spot): void {
  const pen = new Pen(scene, spot).shadow(0.25);
  const shape = new Shape().stroke([0, 0.02, 0, -0.5, 0, -0.94], 0.15, 0.13);
  shape.stroke([0, -0.36, -0.16, -0.38, -0.24, -0.46, -0.25, -0.68], 0.1, 0.085);
  shape.stroke([0, -0.5, 0.15, -0.52, 0.22, -0.6, 0.225, -0.8], 0.095, 0.08);
  pen.body(shape, spot.colour ?? hex("#4b7a4f"));
  const ribs = new Shape();
  for (const x of [-0.035, 0, 0.035]) ribs.stroke([x, -0.04, x, -0.5, x * 0.8, -0.95], 0.008);
  pen.flat(ribs, hex("#2c5238"), 0.4, { alpha: 0.6 });
}

export function drawBamboo(scene: Scene, spot: Spot): void {
  const pen = new Pen(scene, spot).shadow(0.3);
  const { random } = spot;
  for (let i = 0; i < 7; i++) {
    const x = (i / 6 - 0.5) * 0.7 + random.range(-0.05, 0.05);
    const top = -random.range(0.78, 1.1);
    const lean = random.range(-0.06, 0.06);
    pen.body(new Shape().stroke([x, 0.03, x + lean * 0.3, top / 2, x + lean, top], 0.042, 0.024), hex("#7c9a48"), {
      rim: 0.5,
    });
    const joints = new Shape();
    const blades = new Shape();
    for (let j = 1; j < 8; j++) {
      const y = (top * j) / 8;
      joints.rect(x - 0.026 + lean * (j / 8), y, 0.052, 0.007);
      if (j < 3) continue;
      const out = random.sign();
      for (const drop of [0.02, 0.06, 0.1])
        blades.stroke(
          [x + lean * (j / 8), y, x + out * 0.08, y + drop * 0.4, x + out * random.range(0.13, 0.2), y + drop + 0.05],
          0.024,
          0.002,
        );
    }
    pen.flat(joints, hex("#46602c"), 0.35).flat(blades, spot.colour ?? hex("#5d8a3f"), random.range(0.35, 0.9));
  }
}
