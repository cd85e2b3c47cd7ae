import { hex, mix, type Rgb, shift } from "../raster/colour";
import { Curve } from "../raster/curve";
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
  const [wave, chop] = [new Float32Array(width), new Float32Array(width)];
  for (let py = first; py < last; py++) {
    const y = (py + 0.5) / unit;
    const t = (y - body.top) / reach;
    const z = 1 / (t * 0.93 + 0.07);
    const fx = 2.6 * z ** 0.8;
    const v = 9 * Math.log(z) + 3;
    wave.fill(0);
    chop.fill(0);
    noise.addRow(wave, 0, width, (fx * 0.5) / unit, fx / unit, v * 2.3, 1);
    noise.addRow(wave, 0, width, (fx * 1.35) / unit + 9, (fx * 2.7) / unit, v * 5.1, 0.5);
    noise.addRow(chop, 0, width, (fx * 2.75) / unit, (fx * 5.5) / unit, v * 9 + 4, 1);
    mirrorRow(scene, body, { py, t, first, wave, chop });
    if (source) glitterRow(rgb, py * width, unit, source, t, wave, chop);
    canvas.worked(width * 3);
  }
  shoreLine(scene, first);
}

/** A row of water: how far down it lies (0 at the shore – 1), where the water begins, and the waves in it. */
interface WaterRow {
  py: number;
  t: number;
  first: number;
  wave: Float32Array;
  chop: Float32Array;
}

/** What a row mirrors, with the depth's colour below. */
function mirrorRow(scene: Scene, body: WaterBody, { py, t, first, wave, chop }: WaterRow): void {
  const { rgb, width, unit } = scene.canvas;
  const { source, light } = scene;
  const { colour: deep, rough } = body;
  const { glow, haze } = light;
  const swing = (0.006 + t * 0.05) * (0.25 + rough * 1.6);
  const show = 0.94 - t * (0.34 + rough * 0.3);
  const stir = 0.3 + rough;
  const foam = (0.05 + rough * 0.16) * (0.3 + t);
  const middle = body.top - ((py + 0.5) / unit - body.top) * 0.92;
  const disk = (source.radius * 2.4) ** 2;
  for (let px = 0, i = py * width * 3; px < width; px++, i += 3) {
    const x = (px + 0.5) / unit;
    const from = middle - (wave[px] + chop[px] * 0.3) * swing;
    const sy = Math.min(first - 1, Math.round((from < 0 ? -from : from) * unit));
    const sx = Math.max(0, Math.min(width - 1, Math.round((x + chop[px] * swing * 0.22) * unit)));
    const s = (Math.max(0, sy) * width + sx) * 3;
    const away = (x - source.x) ** 2 + (from - source.y) ** 2;
    const near = away < disk ? smoothstep(2.4, 1, Math.sqrt(away) / source.radius) : 0;
    const keep = clamp01(show + (wave[px] * 0.16 + chop[px] * 0.07) * stir);
    const crest = smoothstep(0.55, 1.1, wave[px] + chop[px] * 0.35) * foam;
    for (let part = 0; part < 3; part++) {
      // The disk's image takes the light's colour, else it would turn grey over the deep.
      const seen = rgb[s + part];
      const mirrored = near > 0 ? seen + (Math.min(seen, glow[part] + 0.06) - seen) * near : seen;
      rgb[i + part] = deep[part] + (mirrored * 0.95 - deep[part]) * keep + haze[part] * crest;
    }
  }
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

function glitterRow(
  rgb: Float32Array,
  start: number,
  unit: number,
  path: Glitter,
  t: number,
  wave: Float32Array,
  chop: Float32Array,
): void {
  const width = path.spread * (0.35 + t * 1.5);
  const from = Math.max(0, Math.floor((path.x - width * 2.2) * unit));
  const to = Math.min(wave.length, Math.ceil((path.x + width * 2.2) * unit));
  const [red, green, blue] = path.colour;
  for (let px = from; px < to; px++) {
    const away = ((px + 0.5) / unit - path.x) / width;
    const near = bell.at(away);
    const spark = smoothstep(0.62 - near * 0.62, 1.0 - near * 0.3, wave[px] * 0.75 + chop[px] * 0.55 + 0.32);
    const share = Math.min(1, near * path.strength * (0.14 + spark * 1.05) * (1 - t * 0.35));
    const i = (start + px) * 3;
    rgb[i] += (red - rgb[i]) * share;
    rgb[i + 1] += (green - rgb[i + 1]) * share;
    rgb[i + 2] += (blue - rgb[i + 2]) * share;
  }
}

const bell = new Curve(-2.2, 2.2, 512, (away) => Math.exp(-away * away * 1.6));

/** A thin light line where water meets what lies behind. */
function shoreLine(scene: Scene, row: number): void {
  const { rgb, width, unit, height } = scene.canvas;
  const thick = Math.max(1, Math.round(0.0022 * unit));
  for (let py = row; py < Math.min(height, row + thick); py++) {
    for (let i = py * width * 3; i < (py + 1) * width * 3; i++) rgb[i] += (scene.light.haze[i % 3] - rgb[i]) * 0.35;
  }
}
