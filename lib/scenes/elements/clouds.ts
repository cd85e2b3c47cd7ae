import { mix, type Rgb } from "../raster/colour";
import { Field } from "../raster/field";
import { clamp01, smoothstep } from "../raster/noise";
import type { Scene } from "../scene";

export type CloudKind = "wisps" | "heaps" | "deck" | "storm";

/** Clouds of a kind, `amount` 0..1, lit from where the sun or moon stands. */
export function paintClouds(scene: Scene, kind: CloudKind, amount: number): void {
  if (kind === "heaps") paintHeaps(scene, amount);
  else paintDeck(scene, kind, amount);
}

/** A layer seen in perspective: finer and flatter towards the horizon. */
function paintDeck(scene: Scene, kind: CloudKind, amount: number): void {
  const { canvas, noise, horizon, source } = scene;
  const random = scene.random.stream("cloud deck");
  const ox = random.range(0, 100);
  const stretch = kind === "storm" ? 1.5 : kind === "wisps" ? 4.4 : 2.6;
  const low = kind === "storm" ? -0.42 : 0.2 - amount * 0.32;
  const lean = random.range(-0.35, 0.35);
  const density = (x: number, y: number) => {
    const z = 1 / (0.16 + Math.max(0, (horizon - y) / horizon));
    const u = (x - scene.wide / 2) * z * 0.55 + ox + lean * y;
    const v = z * 1.25 * stretch * 0.5;
    const warp = noise.at(u * 1.3 + 5, v * 1.3) * 0.35;
    return noise.fbm(u + warp, v + warp * 0.5, 5, 0.52);
  };
  const cell = canvas.cell(300);
  const field = new Field(0, 0, scene.wide, horizon, cell).compute(density, () => canvas.worked(9000));
  const shadeAt = colours(scene);
  overSky(scene, (x, y, out) => {
    const here = field.at(x, y);
    const alpha = smoothstep(low, low + (kind === "storm" ? 0.75 : 0.5), here);
    if (alpha < 0.004) return 0;
    const dx = source.x - x;
    const dy = source.y - y;
    const far = Math.hypot(dx, dy) + 1e-6;
    const step = 0.03;
    const there = field.at(x + (dx / far) * step, y + (dy / far) * step);
    const edge = clamp01(0.52 + (here - there) * 2.6 - (here - low) * 0.45);
    const close = Math.exp(-far * 2.2) * 0.35;
    shadeAt(clamp01(edge + close), y, out);
    const thin = kind === "wisps" ? 0.72 : 0.94;
    return alpha * thin * smoothstep(1, 0.9, y / horizon);
  });
}

interface Heap {
  x: number;
  base: number;
  width: number;
  height: number;
}

/** Cumulus: flat feet, heaped heads, lit like bodies. */
function paintHeaps(scene: Scene, amount: number): void {
  const { canvas, noise, horizon, source } = scene;
  const heaps = layHeaps(scene, amount);
  const density = (x: number, y: number) => {
    let best = -1;
    for (const heap of heaps) {
      const dx = (x - heap.x) / heap.width;
      const up = (heap.base - y) / heap.height;
      if (dx < -1.3 || dx > 1.3 || up > 1.4 || up < -0.3) continue;
      const lobes = Math.sqrt(Math.max(0, 1 - dx * dx)) * (0.72 + 0.3 * Math.cos(dx * 7 + heap.x * 20));
      const value = up < 0 ? 0.5 + up * 4.5 - Math.abs(dx) * 0.35 : (lobes - up) * 1.1;
      best = Math.max(best, Math.min(value, (1 - Math.abs(dx)) * 1.3));
    }
    if (best < -0.75) return best;
    return best + (noise.billow(x * 5.5, y * 6.5, 4) - 0.5) * 0.85 + noise.at(x * 30, y * 30) * 0.05;
  };
  const field = new Field(0, 0, scene.wide, horizon, canvas.cell(400)).compute(density, () => canvas.worked(9000));
  const shadeAt = colours(scene);
  overSky(scene, (x, y, out) => {
    const here = field.at(x, y);
    const alpha = smoothstep(0.02, 0.2, here);
    if (alpha < 0.004) return 0;
    const e = 0.011;
    const gx = field.at(x + e, y) - field.at(x - e, y);
    const gy = field.at(x, y + e) - field.at(x, y - e);
    const steep = Math.hypot(gx, gy, 0.16);
    const far = Math.hypot(source.x - x, source.y - y) + 1e-6;
    const facing = -(gx * (source.x - x) + gy * (source.y - y - 0.25)) / (steep * far);
    const thick = smoothstep(0.15, 1, here);
    shadeAt(clamp01(0.62 + facing * 0.5 - thick * 0.3), y, out);
    return alpha * 0.97 * smoothstep(1, 0.93, y / horizon);
  });
}

function layHeaps(scene: Scene, amount: number): Heap[] {
  const random = scene.random.stream("heaps");
  const named = scene.find("clouds");
  const plain = Math.round((2 + amount * 4) * Math.max(1, scene.wide * 0.8));
  const count = named?.counted && named.count !== 3 ? named.count : plain;
  const heaps: Heap[] = [];
  for (let i = 0; i < Math.min(24, count); i++) {
    const near = ((i + random.next()) / count) ** 1.3;
    const width = 0.07 + near * random.range(0.14, 0.3);
    heaps.push({
      x: random.range(-0.05, 1.05) * scene.wide,
      base: scene.horizon * (0.93 - near * random.range(0.45, 0.72)),
      width,
      height: width * random.range(0.42, 0.78),
    });
  }
  return heaps;
}

/** From shadow to light, hazier near the horizon. */
function colours(scene: Scene): (lit: number, y: number, out: Float32Array) => void {
  const { light, horizon } = scene;
  const named = scene.colourOf("clouds", light.cloudLit);
  const lit = scene.find("clouds")?.colour ? mix(light.cloudLit, named, 0.6) : light.cloudLit;
  const table: Rgb[] = [];
  for (let i = 0; i <= 32; i++) table.push(mix(light.cloudShade, lit, i / 32));
  return (share, y, out) => {
    const colour = table[Math.round(share * 32)];
    const fog = smoothstep(0.45, 1, y / horizon) * 0.5;
    for (let part = 0; part < 3; part++) out[part] = colour[part] + (light.haze[part] - colour[part]) * fog;
  };
}

function overSky(scene: Scene, shade: (x: number, y: number, out: Float32Array) => number): void {
  const { rgb, width, height, unit } = scene.canvas;
  const out = new Float32Array(3);
  const rows = Math.min(height, Math.ceil(scene.horizon * unit));
  for (let py = 0, i = 0; py < rows; py++) {
    const y = (py + 0.5) / unit;
    for (let px = 0; px < width; px++, i += 3) {
      const alpha = shade((px + 0.5) / unit, y, out);
      if (alpha <= 0) continue;
      for (let part = 0; part < 3; part++) rgb[i + part] += (out[part] - rgb[i + part]) * alpha;
    }
    scene.canvas.worked(width * 3);
  }
}
