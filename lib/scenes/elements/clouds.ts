import { mix } from "../raster/colour";
import { Field } from "../raster/field";
import { clamp01, smoothstep } from "../raster/noise";
import { evenRamp, rampIndex } from "../raster/ramp";
import type { Scene } from "../scene";
import { fogAt, layHeaps, paintHeap } from "./cumulus";

export type CloudKind = "wisps" | "heaps" | "deck" | "storm";

/** Clouds of a kind, `amount` 0..1, lit from where the sun or moon stands. */
export function paintClouds(scene: Scene, kind: CloudKind, amount: number): void {
  const tints = cloudTints(scene);
  if (kind !== "heaps") paintDeck(scene, kind, amount, tints);
  else for (const heap of layHeaps(scene, amount)) paintHeap(scene, heap, tints);
}

/** A layer seen in perspective: finer and flatter towards the horizon. */
function paintDeck(scene: Scene, kind: CloudKind, amount: number, tints: Float32Array): void {
  const { canvas, light, horizon } = scene;
  const { rgb, width, height, unit } = canvas;
  const { haze } = light;
  const storm = kind === "storm";
  const low = storm ? -0.42 : 0.2 - amount * 0.32;
  const thin = kind === "wisps" ? 0.72 : 0.94;
  const { density, lights } = deckFields(scene, kind, low);
  const [here, lit] = [new Float32Array(width), new Float32Array(width)];
  const rows = Math.min(height, Math.ceil(horizon * unit));
  for (let py = 0, i = 0; py < rows; py++) {
    const y = (py + 0.5) / unit;
    density.readRow(here, 0, width, 0.5 / unit, 1 / unit, y);
    lights.readRow(lit, 0, width, 0.5 / unit, 1 / unit, y);
    const fog = fogAt(scene, y);
    const strength = thin * smoothstep(1, 0.9, y / horizon);
    for (let px = 0; px < width; px++, i += 3) {
      const alpha = smoothstep(low, low + (storm ? 0.75 : 0.5), here[px]) * strength;
      if (alpha < 0.003) continue;
      const k = rampIndex(lit[px]);
      for (let part = 0; part < 3; part++) {
        const colour = tints[k + part] + (haze[part] - tints[k + part]) * fog;
        rgb[i + part] += (colour - rgb[i + part]) * alpha;
      }
    }
    canvas.worked(width * 2);
  }
}

/** How thick a deck is and how much light each part of it takes, 0..1. */
function deckFields(scene: Scene, kind: CloudKind, low: number): { density: Field; lights: Field } {
  const { canvas, noise, horizon, source } = scene;
  const random = scene.random.stream("cloud deck");
  const ox = random.range(0, 100);
  const stretch = kind === "storm" ? 1.5 : kind === "wisps" ? 4.4 : 2.6;
  const lean = random.range(-0.35, 0.35);
  const area = () => new Field(0, 0, scene.wide, horizon, canvas.cell(300));
  const done = () => canvas.worked(4000);
  const density = area().compute((x, y) => {
    const z = 1 / (0.16 + Math.max(0, (horizon - y) / horizon));
    const u = (x - scene.wide / 2) * z * 0.55 + ox + lean * y;
    const v = z * 1.25 * stretch * 0.5;
    const warp = noise.at(u * 1.3 + 5, v * 1.3) * 0.35;
    return noise.fbm(u + warp, v + warp * 0.5, 5, 0.52);
  }, done);
  const step = 0.03;
  const lights = area().compute((x, y) => {
    const dx = source.x - x;
    const dy = source.y - y;
    const far = Math.hypot(dx, dy) + 1e-6;
    const here = density.at(x, y);
    const there = density.at(x + (dx / far) * step, y + (dy / far) * step);
    const edge = clamp01(0.52 + (here - there) * 2.6 - (here - low) * 0.45);
    return clamp01(edge + Math.exp(-far * 2.2) * 0.35);
  }, done);
  return { density, lights };
}

/** A ramp's parts from shadow to light. */
function cloudTints(scene: Scene): Float32Array {
  const { light } = scene;
  const named = scene.find("clouds")?.colour;
  const lit = named ? mix(light.cloudLit, scene.colourOf("clouds", light.cloudLit), 0.6) : light.cloudLit;
  return evenRamp([light.cloudShade, mix(light.cloudShade, lit, 0.5), lit]).parts;
}
