import { dyes } from "../light/dyes";
import { paintBelow } from "../raster/below";
import { hex, mix, type Rgb } from "../raster/colour";
import { Field } from "../raster/field";
import { clamp01, smoothstep } from "../raster/noise";
import type { Scene } from "../scene";

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
  const tones = Array.from({ length: 33 }, (_, i) => scene.tone(colour, hill.depth, i / 32));
  const mist = 0.5 * hill.depth + (scene.has("fog") ? 0.35 : 0);
  const grain = 26 - hill.depth * 10;
  const strength = source.kind === "none" ? 0 : 1;
  const slopes = new Field(0, 0, scene.wide, 1, scene.canvas.cell(120));
  slopes.compute(
    (x) => (hill.top(x + 0.02) - hill.top(x - 0.02)) / 0.04,
    () => {},
  );
  paintBelow(scene.canvas, hill.top, bottom, (x, y, below, out) => {
    const slope = slopes.at(x, 0);
    const side = Math.max(-1, Math.min(1, (source.x - x) * 3));
    const texture = noise.at(x * grain, y * grain * 3.4) * 0.6 + noise.at(x * 4.1, y * 11) * 0.8;
    const shoulder = Math.exp(-below * 26) * 0.26 + Math.exp(-below * 200) * 0.12;
    const lit = clamp01(
      0.46 + slope * side * 1.1 * strength + shoulder + texture * 0.075 - smoothstep(0, 0.5, below) * 0.34,
    );
    const tone = tones[Math.round(lit * 32)];
    const fog = smoothstep(0.02, 0.26, below) * mist;
    for (let part = 0; part < 3; part++) out[part] = tone[part] + (light.haze[part] - tone[part]) * fog;
    return 1;
  });
}

/** Warms a colour towards the foreground, where more of the thing's own colour is seen. */
export function nearer(colour: Rgb, share: number): Rgb {
  return mix(colour, mix(colour, hex("#22362a"), 0.35), share);
}
