import type { Random } from "../random";
import { Field } from "../raster/field";
import { clamp01, smoothstep } from "../raster/noise";
import { rampIndex } from "../raster/ramp";
import type { Scene } from "../scene";

/** A heaped cloud: where its middle and its flat foot are, half its width, its height. */
export interface Heap {
  x: number;
  base: number;
  width: number;
  height: number;
  puffs: readonly Puff[];
}

/** One of the balls a heap is made of, in scene units. */
interface Puff {
  x: number;
  y: number;
  radius: number;
}

/** Small flat ones near the horizon, larger ones above, none before the sun or moon; farthest first. */
export function layHeaps(scene: Scene, amount: number): Heap[] {
  const random = scene.random.stream("heaps");
  const named = scene.find("clouds");
  const plain = Math.round((2.4 + amount * 4) * Math.max(1, scene.wide * 0.8));
  const count = Math.min(24, named?.counted && named.count !== 3 ? named.count : plain);
  const lanes = random.shuffle(Array.from({ length: count }, (_, i) => i));
  const heaps: Heap[] = [];
  for (let i = 0; i < count; i++) {
    const near = ((i + random.range(0.3, 1)) / count) ** 1.2;
    const width = 0.05 + near * random.range(0.13, 0.27);
    const height = width * random.range(0.5, 0.72) * (0.45 + near * 0.55);
    const base = scene.horizon * (0.9 - near * random.range(0.4, 0.62));
    const x = besideSource(
      scene,
      ((lanes[i] + random.range(0.15, 0.85)) / count) * scene.wide,
      base - height / 2,
      width,
    );
    const puffs = layPuffs({ x, base, width, height }, 0.5 + near * 0.5, random.stream(`puffs ${i}`));
    heaps.push({ x, base, width, height, puffs });
  }
  return heaps;
}

/** Moves a cloud aside that would half hide the disk: a cut disk looks like a mistake. */
function besideSource({ source }: Scene, x: number, y: number, width: number): number {
  const room = source.radius * 1.5 + width;
  if (source.kind === "none" || Math.abs(y - source.y) > source.radius * 1.5 + width * 0.5) return x;
  if (Math.abs(x - source.x) > room) return x;
  return source.x + (x < source.x ? -room : room);
}

/** A row of balls along the foot, a second on top of it, and a crown; far clouds show fewer. */
function layPuffs({ x, base, width, height }: Omit<Heap, "puffs">, detail: number, random: Random): Puff[] {
  const puffs: Puff[] = [];
  const summit = random.range(-0.35, 0.35);
  const rise = (u: number) => Math.max(0, 1 - ((u - summit) / (1 + Math.abs(summit))) ** 2);
  for (const [row, most, reach] of [
    [0, 8, 0.84],
    [0.36, 7, 0.74],
    [0.68, 5, 0.48],
  ]) {
    const count = Math.round(most * detail);
    for (let i = 0; i < count; i++) {
      const u = summit * row + ((i + random.range(0.2, 0.8)) / count - 0.5) * 2 * reach;
      const tall = rise(u);
      const radius =
        (height * (0.23 + 0.17 * tall) * random.range(0.75, 1.3) * (1 - row * 0.2)) / (0.35 + detail * 0.65);
      const y = base - radius * 0.45 - row * height * tall * random.range(0.7, 1.05);
      puffs.push({ x: x + u * width, y, radius });
    }
  }
  return puffs;
}

/** Paints one heap: balls melted together, their rims frayed, lit as bodies, dissolving at the foot. */
export function paintHeap(scene: Scene, heap: Heap, tints: Float32Array): void {
  const { canvas, light, horizon } = scene;
  const { rgb, width, height, unit } = canvas;
  const { haze } = light;
  const { cover, lights } = heapFields(scene, heap);
  const left = Math.max(0, Math.floor((heap.x - heap.width * 1.4) * unit));
  const right = Math.min(width, Math.ceil((heap.x + heap.width * 1.4) * unit));
  const top = Math.max(0, Math.floor((heap.base - heap.height * 1.6) * unit));
  const bottom = Math.min(height, Math.ceil(Math.min(heap.base + heap.height * 0.3, horizon) * unit));
  if (left >= right) return;
  const [alphas, lit] = [new Float32Array(width), new Float32Array(width)];
  for (let py = top; py < bottom; py++) {
    const y = (py + 0.5) / unit;
    cover.readRow(alphas, left, right, 0.5 / unit, 1 / unit, y);
    lights.readRow(lit, left, right, 0.5 / unit, 1 / unit, y);
    const fog = fogAt(scene, y);
    for (let px = left, i = (py * width + left) * 3; px < right; px++, i += 3) {
      const alpha = alphas[px];
      if (alpha < 0.003) continue;
      const k = rampIndex(lit[px]);
      for (let part = 0; part < 3; part++) {
        const colour = tints[k + part] + (haze[part] - tints[k + part]) * fog;
        rgb[i + part] += (colour - rgb[i + part]) * alpha;
      }
    }
    canvas.worked(right - left);
  }
}

/** How much of the haze lies before clouds at a height: they fade towards the horizon. */
export function fogAt(scene: Scene, y: number): number {
  return smoothstep(0.45, 1, y / scene.horizon) * 0.5;
}

/** How much each place is covered, and how much light it takes, 0..1. */
function heapFields(scene: Scene, heap: Heap): { cover: Field; lights: Field } {
  const { canvas, noise, source } = scene;
  const { base, height } = heap;
  const cell = canvas.cell(Math.max(260, Math.min(800, 52 / height)));
  const area = () => new Field(heap.x - heap.width * 1.4, base - height * 1.6, heap.width * 2.8, height * 1.9, cell);
  const done = () => canvas.worked(3000);
  const fine = 2.4 / height;
  /** How far inside the balls a place is, frayed by noise: 0 at the rim, 1 in a ball's middle. */
  const inside = area().compute((x, y) => {
    if (melted(heap.puffs, x, y) < -0.4) return -0.5;
    const u = x + noise.fbm(x * fine, y * fine, 3) * height * 0.11;
    const v = y + noise.fbm(x * fine + 40, y * fine, 3) * height * 0.11;
    return melted(heap.puffs, u, v);
  }, done);
  const cover = area().compute((x, y) => {
    const foot = (base - y) / height + noise.fbm(x * fine * 0.6, 7, 2) * 0.1;
    return smoothstep(0.03, 0.26, inside.at(x, y)) * smoothstep(-0.08, 0.24, foot) * 0.97;
  }, done);
  const e = height * 0.06;
  // A low light shines through rather than upon: heaps then show as one soft body, not as many.
  const relief = 0.42 - 0.24 * smoothstep(0, 0.35, scene.light.darkness);
  const lights = area().compute((x, y) => {
    const here = inside.at(x, y);
    if (here < -0.3) return 0.5;
    const gx = inside.at(x + e, y) - inside.at(x - e, y);
    const gy = inside.at(x, y + e) - inside.at(x, y - e);
    const dx = source.x - x;
    // Light also falls from the sky above, whatever the sun's height.
    const dy = source.y - y - 0.35;
    const far = Math.hypot(dx, dy) + 1e-6;
    const facing = -(gx * dx + gy * dy) / far / Math.hypot(gx, gy, 0.22);
    const up = clamp01((base - y) / height);
    const close = Math.exp(-Math.hypot(dx, source.y - y) * 3) * (1 - smoothstep(0, 0.5, here)) * 0.4;
    return clamp01(0.44 + facing * relief + (up - 0.35) * 0.46 + close);
  }, done);
  return { cover, lights };
}

/** The balls' heights, smoothly joined (a polynomial maximum after Inigo Quilez, 2013). */
function melted(puffs: readonly Puff[], x: number, y: number): number {
  let height = -0.5;
  for (const puff of puffs) {
    const dx = (x - puff.x) / puff.radius;
    const dy = (y - puff.y) / puff.radius;
    const own = 1 - (dx * dx + dy * dy);
    if (own < -0.5) continue;
    const blend = Math.max(0, 0.3 - Math.abs(own - height)) / 0.3;
    height = Math.max(own, height) + blend * blend * 0.075;
  }
  return height;
}
