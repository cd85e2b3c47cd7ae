import type { Random } from "../random";
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
    leaves: 800,
  });
}

export function drawOak(scene: Scene, spot: Spot): void {
  const leaf = spot.colour ?? mix(foliage(scene), hex("#4f6b2c"), 0.5);
  grow(scene, spot, { bark: hex("#4d3c2e"), leaf, crown: [0.58, 0.32], middle: 0.66, trunk: 0.1, leaves: 1150 });
}

export function drawCherryTree(scene: Scene, spot: Spot): void {
  const leaf = spot.colour ?? hex("#f4a9c0");
  grow(scene, spot, { bark: hex("#4a3438"), leaf, crown: [0.56, 0.31], middle: 0.68, trunk: 0.075, leaves: 1200 });
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
    leaves: 540,
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
  const lumps = layLumps(growth, tips, spot.random.stream("lumps"));
  if (growth.leaf) leaves(pen, growth, lumps, { lit: 0.2, share: 1.3 });
  // Roots spread, so that the trunk grows out of the ground instead of standing on it.
  const root = growth.trunk;
  for (const side of [-1, 1])
    wood.limb([
      ...[0, -root * 3, root * 0.5, side * root * 0.22, -root * 1.3, root * 0.85],
      ...[side * root * 0.75, -root * 0.3, root * 0.55, side * root * 1.5, 0.004, root * 0.14],
    ]);
  pen.body(wood, growth.bark, { rim: 0.6 });
  if (!growth.leaf) {
    if (scene.winter)
      leaves(pen, { ...growth, leaf: hex("#eef3fa"), leaves: 70 }, lumps, { lit: 0.8, share: 1, size: 0.011 });
    return;
  }
  leaves(pen, growth, lumps, { lit: 0.44, share: 1.6, from: -0.55 });
  leaves(pen, growth, lumps, { lit: 0.7, share: 1.25, from: 0.05 });
  leaves(pen, growth, lumps, { lit: 1, share: 0.75, from: 0.5, size: 0.014 });
}

/** Where the crown bulges: x, y and radius of each lump, at the boughs' ends and about the crown's middle. */
function layLumps({ crown, middle, leaf }: Growth, tips: readonly number[], random: Random): number[] {
  const lumps: number[] = [];
  const [wide, high] = crown;
  for (let i = 0; i < 30; i++) {
    const tip = random.int(0, tips.length / 2 - 1) * 2;
    const angle = (i / 30) * Math.PI * 2 * 7 + random.range(-0.3, 0.3);
    const away = Math.sqrt(random.range(0.05, 0.72));
    const bough = !leaf || i % 2 === 0;
    lumps.push(
      bough ? tips[tip] : Math.cos(angle) * away * wide,
      bough ? tips[tip + 1] : -middle + Math.sin(angle) * away * high,
      leaf ? Math.min(wide, high) * random.range(0.28, 0.44) : 0.02,
    );
  }
  return lumps;
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
    [x, y - (level === 0 ? width * 0.7 : 0), mx, (y + ey) / 2, ex, ey],
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

interface Foliage {
  /** 0 shadow – 1 light. */
  lit: number;
  /** How many, as a share of the tree's leaves. */
  share: number;
  /** Only where a lump faces the light by more than this (−1..1). */
  from?: number;
  /** A leaf's radius. */
  size?: number;
}

/** Leaves of one tone on every lump of the crown. */
function leaves(pen: Pen, growth: Growth, lumps: readonly number[], { lit, share, from = -2, size = 0.019 }: Foliage) {
  const { scene, spot } = pen;
  const random = spot.random.stream(`leaves ${lit}`);
  const side = scene.side(spot.x) * spot.flip;
  const shape = new Shape();
  const count = growth.leaves * share;
  for (let i = 0; i < count; i++) {
    const lump = random.int(0, lumps.length / 3 - 1) * 3;
    const angle = random.range(0, Math.PI * 2);
    const away = Math.sqrt(random.next()) * 1.06;
    const [dx, dy] = [Math.cos(angle) * away, Math.sin(angle) * away];
    if (dx * side * 0.6 - dy * 0.8 < from) continue;
    const radius = size * random.range(0.65, 1.4);
    const [x, y] = [lumps[lump] + dx * lumps[lump + 2], lumps[lump + 1] + dy * lumps[lump + 2]];
    shape.ellipse(x, y, radius, radius * 0.7, random.range(0, 3));
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
