import { hex, mix, type Rgb, shift } from "../raster/colour";
import { clamp01, smoothstep } from "../raster/noise";
import type { Scene } from "../scene";

/** How water lies: where it begins, how it moves, what colour its depth has. */
export interface WaterBody {
  top: number;
  bottom: number;
  /** 0 a mirror – 1 a storm. */
  rough: number;
  colour: Rgb;
}

/** The depth colour of sea or lake in this light. */
export function waterColour(scene: Scene): Rgb {
  const { light } = scene;
  const named = scene.find("sea")?.colour ? "sea" : scene.find("lake")?.colour ? "lake" : "river";
  const own = scene.colourOf(named, hex("#2a6d86"));
  const sky: Rgb = [light.sky.parts[0], light.sky.parts[1], light.sky.parts[2]];
  const base = mix(sky, own, scene.find(named)?.colour ? 0.75 : 0.42);
  return shift(mix(base, light.shade, light.darkness * 0.5), -0.06 - light.darkness * 0.04, 1.05);
}

/**
 * Paints water over the picture from `top` to `bottom`: what stands above the shore is mirrored, stirred by waves
 * that grow towards us, deeper colour shows below our feet, and the light leaves a path of glitter.
 */
export function paintWater(scene: Scene, body: WaterBody): void {
  const { canvas, noise } = scene;
  const { rgb, width, height, unit } = canvas;
  const source = glitterOf(scene);
  const first = Math.max(0, Math.round(body.top * unit));
  const last = Math.min(height, Math.ceil(body.bottom * unit));
  const reach = Math.max(0.05, body.bottom - body.top);
  const deep = body.colour;
  for (let py = first; py < last; py++) {
    const y = (py + 0.5) / unit;
    const t = (y - body.top) / reach;
    const z = 1 / (t * 0.93 + 0.07);
    const fx = 2.6 * z ** 0.8;
    const v = 9 * Math.log(z) + 3;
    const swing = (0.006 + t * 0.05) * (0.25 + body.rough * 1.6);
    const show = 0.94 - t * (0.34 + body.rough * 0.3);
    for (let px = 0, i = py * width * 3; px < width; px++, i += 3) {
      const x = (px + 0.5) / unit;
      const wave = noise.at(x * fx, v * 2.3) + noise.at(x * fx * 2.7 + 9, v * 5.1) * 0.5;
      const chop = noise.at(x * fx * 5.5, v * 9 + 4);
      const from = body.top - (y - body.top) * 0.92 - (wave * swing + chop * swing * 0.3);
      const sy = Math.max(0, Math.min(first - 1, Math.round(Math.abs(from) * unit)));
      const sx = Math.max(0, Math.min(width - 1, Math.round((x + chop * swing * 0.22) * unit)));
      const s = (sy * width + sx) * 3;
      const round = Math.hypot(x - scene.source.x, from - scene.source.y) / scene.source.radius;
      const disk = smoothstep(2.4, 1, round);
      const keep = clamp01(show + (wave * 0.16 + chop * 0.07) * (0.3 + body.rough));
      const crest = smoothstep(0.55, 1.1, wave + chop * 0.35) * (0.05 + body.rough * 0.16) * (0.3 + t);
      for (let part = 0; part < 3; part++) {
        // The disk's image takes the light's colour, else it would turn grey over the deep.
        const seen = rgb[s + part];
        const mirrored = (seen + (Math.min(seen, scene.light.glow[part] + 0.06) - seen) * disk) * 0.95;
        rgb[i + part] = deep[part] + (mirrored - deep[part]) * keep + scene.light.haze[part] * crest;
      }
      if (source) glitter(rgb, i, source, x, t, wave, chop);
    }
    canvas.worked(width * 4);
  }
  shoreLine(scene, first);
}

interface Glitter {
  x: number;
  strength: number;
  colour: Rgb;
  /** How wide the path is: the higher the light stands, the wider. */
  spread: number;
}

function glitterOf(scene: Scene): Glitter | null {
  const { source, light, horizon } = scene;
  if (source.kind === "none" || source.y > horizon + source.radius) return null;
  const low = clamp01(source.y / horizon);
  const colour = mix(light.glow, light.disk, 0.35);
  return {
    x: source.x,
    strength: 0.75 * (0.45 + low * 0.55) * Math.max(0.45, light.bloom),
    colour,
    spread: 0.07 + (1 - low) * 0.2,
  };
}

function glitter(rgb: Float32Array, i: number, path: Glitter, x: number, t: number, wave: number, chop: number): void {
  const width = path.spread * (0.35 + t * 1.5);
  const away = (x - path.x) / width;
  if (away < -2.2 || away > 2.2) return;
  const near = Math.exp(-away * away * 1.6);
  const spark = smoothstep(0.62 - near * 0.62, 1.0 - near * 0.3, wave * 0.75 + chop * 0.55 + 0.32);
  const share = Math.min(1, near * path.strength * (0.14 + spark * 1.05) * (1 - t * 0.35));
  for (let part = 0; part < 3; part++) rgb[i + part] += (path.colour[part] - rgb[i + part]) * share;
}

/** A thin light line where water meets what lies behind. */
function shoreLine(scene: Scene, row: number): void {
  const { rgb, width, unit, height } = scene.canvas;
  const thick = Math.max(1, Math.round(0.0022 * unit));
  for (let py = row; py < Math.min(height, row + thick); py++) {
    for (let i = py * width * 3; i < (py + 1) * width * 3; i++) rgb[i] += (scene.light.haze[i % 3] - rgb[i]) * 0.35;
  }
}
