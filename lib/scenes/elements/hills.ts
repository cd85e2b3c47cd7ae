import { dyes } from "../light/dyes";
import { paintBelow } from "../raster/below";
import { hex, mix, type Rgb } from "../raster/colour";
import { Curve } from "../raster/curve";
import { smoothstep } from "../raster/noise";
import { type Scene, toneIndex } from "../scene";

/** One rolling range of hills: its outline serves whatever stands on it. */
export interface Hill {
  depth: number;
  top: (x: number) => number;
}

/** The colour of grassland this season. */
export function grassColour(scene: Scene): Rgb {
  if (scene.winter) return hex("#e4ebf3");
  const named = scene.find("meadow")?.colour ?? scene.find("grass")?.colour ?? scene.find("hill")?.colour;
  if (named) return dyes[named];
  switch (scene.reading.season) {
    case "spring":
      return hex("#7fb356");
    case "autumn":
      return hex("#b08a45");
    default:
      return scene.random.stream("grass").pick([hex("#6d9d4c"), hex("#7ba24f"), hex("#5c9460")]);
  }
}

/** Lays `count` outlines between the horizon and the bottom, farthest first. */
export function layHills(scene: Scene, count: number, from: number, to: number, swell = 1): Hill[] {
  const random = scene.random.stream("hills");
  const hills: Hill[] = [];
  for (let i = 0; i < count; i++) {
    const share = count === 1 ? 1 : i / (count - 1);
    const base = from + (to - from) * share ** 1.35;
    const high = (0.03 + share * 0.07) * swell;
    const phase = random.range(0, 90);
    const lean = random.range(-0.06, 0.06) * share;
    const wave = 0.75 + (1 - share) * 1.5;
    hills.push({
      depth: 0.62 * (1 - share) ** 0.9 + 0.02,
      top: (x) =>
        base - (scene.noise.fbm(x * wave + phase, phase, 3) * 1.3 + 0.25) * high + (x / scene.wide - 0.5) * lean,
    });
  }
  return hills;
}

/** Paints a hill of a colour: light on its shoulder, mist in the hollow, soft strokes of texture. */
export function paintHill(scene: Scene, hill: Hill, bottom: number, colour: Rgb): void {
  const { noise, light, source } = scene;
  const { width, unit } = scene.canvas;
  const { haze } = light;
  const tones = scene.tones(colour, hill.depth);
  const mist = 0.5 * hill.depth + (scene.has("fog") ? 0.35 : 0);
  const grain = 26 - hill.depth * 10;
  const strength = source.kind === "none" ? 0 : 1;
  const facing = Float32Array.from({ length: width }, (_, i) => {
    const x = (i + 0.5) / unit;
    const slope = (hill.top(x + 0.02) - hill.top(x - 0.02)) / 0.04;
    return slope * Math.max(-1, Math.min(1, (source.x - x) * 3)) * 1.1 * strength;
  });
  const reach = Math.max(0.1, scene.high - scene.horizon + 0.3);
  const shade = new Curve(
    0,
    reach,
    2048,
    (down) => 0.46 + Math.exp(-down * 26) * 0.26 + Math.exp(-down * 200) * 0.12 - smoothstep(0, 0.5, down) * 0.34,
  );
  const fogged = new Curve(0, reach, 512, (down) => smoothstep(0.02, 0.26, down) * mist);
  const texture = new Float32Array(width);
  paintBelow(scene.canvas, hill.top, bottom, ({ y, from, to, below, rgb }) => {
    texture.fill(0, from, to);
    noise.addRow(texture, from, to, (0.5 / unit) * grain, grain / unit, y * grain * 3.4, 0.045);
    noise.addRow(texture, from, to, (0.5 / unit) * 4.1, 4.1 / unit, y * 11, 0.06);
    for (let i = from, k = from * 3; i < to; i++, k += 3) {
      const t = toneIndex(shade.at(below[i]) + facing[i] + texture[i]);
      const fog = fogged.at(below[i]);
      rgb[k] = tones[t] + (haze[0] - tones[t]) * fog;
      rgb[k + 1] = tones[t + 1] + (haze[1] - tones[t + 1]) * fog;
      rgb[k + 2] = tones[t + 2] + (haze[2] - tones[t + 2]) * fog;
    }
  });
}

/** Warms a colour towards the foreground, where more of the thing's own colour is seen. */
export function nearer(colour: Rgb, share: number): Rgb {
  return mix(colour, mix(colour, hex("#22362a"), 0.35), share);
}
