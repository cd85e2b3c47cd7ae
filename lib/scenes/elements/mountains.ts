import type { Random } from "../random";
import { paintBelow } from "../raster/below";
import { hex, mix, type Rgb } from "../raster/colour";
import { Field } from "../raster/field";
import { clamp01, smoothstep } from "../raster/noise";
import type { Scene } from "../scene";

interface Peak {
  x: number;
  height: number;
  width: number;
}

/** How a range of mountains is made. */
export interface Range {
  name: string;
  /** Where its feet stand (scene y). */
  foot: number;
  /** Height of its highest peak. */
  height: number;
  depth: number;
  peaks: number;
  /** Share of the height above which snow lies; above 1 none. */
  snow: number;
  rock: Rgb;
  jagged?: number;
}

/** The ranges a prompt's mountains stand in, farthest first. */
export function paintMountains(scene: Scene, foot: number): void {
  const random = scene.random.stream("mountains");
  const named = scene.find("mountain");
  const far = named?.place === "far";
  const near = named?.place === "near" || named?.size === "large";
  const tall = Math.min(
    scene.horizon * 0.8,
    (far ? 0.2 : near ? 0.5 : random.range(0.3, 0.46)) * Math.min(1.35, scene.high),
  );
  const snow = scene.winter ? 0.22 : scene.reading.season === "summer" ? 0.72 : random.range(0.45, 0.72);
  const rock = scene.colourOf("mountain", random.pick([hex("#6d7488"), hex("#75706f"), hex("#5f6f7f")]));
  const peaks = named?.counted && named.count > 3 ? named.count : 0;
  paintRange(scene, { name: "far", foot, height: tall * 0.62, depth: 0.86, peaks: 5, snow: snow * 0.9, rock });
  paintRange(scene, {
    name: "main",
    foot,
    height: tall,
    depth: far ? 0.8 : 0.6,
    peaks: peaks || random.int(2, 3),
    snow,
    rock,
  });
  const front: Rgb = mix(rock, hex("#3d5247"), 0.55);
  paintRange(scene, {
    name: "front",
    foot,
    height: tall * 0.3,
    depth: far ? 0.7 : 0.46,
    peaks: 5,
    snow: scene.winter ? 0.5 : 2,
    rock: front,
  });
}

/** One range: a ridge line, faces lit from the light's side, shaded on the other, snow above its line, mist at its feet. */
export function paintRange(scene: Scene, range: Range): void {
  const { noise, light } = scene;
  const random = scene.random.stream(`range ${range.name}`);
  const peaks = layPeaks(scene, range, random);
  const offset = random.range(0, 90);
  const jagged = range.jagged ?? 1;
  const coarse = (x: number) => {
    let best = 0;
    for (const peak of peaks) {
      const away = Math.abs(x - peak.x) / peak.width;
      if (away < 1) best = Math.max(best, peak.height * (1 - away) ** (1.05 + away * 0.3));
    }
    return best;
  };
  const rough = (x: number) =>
    (noise.fbm(x * 4.2 + offset, offset, 5) * 0.16 + Math.abs(noise.fbm(x * 13 + offset, 3, 3)) * 0.05) * jagged;
  const top = (x: number) => {
    const base = coarse(x + noise.at(x * 6 + offset, 1) * 0.02);
    return range.foot - Math.max(0.004, base + rough(x) * range.height * (0.35 + base / range.height));
  };
  const shade = facesOf(scene, range, coarse, offset);
  paintBelow(scene.canvas, top, range.foot + 0.01, (x, y, below, out) => {
    shade(x, y, below, out);
    const mist = smoothstep(0.35, 1.05, 1 - (range.foot - y) / range.height) * (0.35 + range.depth * 0.5);
    for (let part = 0; part < 3; part++) out[part] += (light.haze[part] - out[part]) * mist;
    return 1;
  });
}

function layPeaks(scene: Scene, range: Range, random: Random): Peak[] {
  const peaks: Peak[] = [];
  const place = scene.find("mountain")?.place;
  const lead = place === "left" ? 0.25 : place === "right" ? 0.75 : place === "centre" ? 0.5 : null;
  const main = lead ?? (scene.source.x < scene.wide / 2 ? random.range(0.55, 0.78) : random.range(0.22, 0.45));
  for (let i = 0; i < range.peaks; i++) {
    const first = i === 0;
    const spread = (i + 0.5 + random.range(-0.35, 0.35)) / range.peaks;
    const height = range.height * (first ? 1 : random.range(0.45, 0.82));
    peaks.push({
      x: (first && range.name !== "far" ? main : spread) * scene.wide,
      height,
      width: height * random.range(1.15, 1.8) + 0.12,
    });
  }
  return peaks;
}

function facesOf(scene: Scene, range: Range, coarse: (x: number) => number, offset: number) {
  const { noise, light, canvas } = scene;
  const side = scene.lightSide;
  const bare = Array.from({ length: 17 }, (_, i) => scene.tone(range.rock, range.depth, i / 16));
  const white = hex("#f4f6fb");
  const cool = mix(hex("#8fa3cc"), light.shade, 0.35);
  const snowy = Array.from({ length: 17 }, (_, i) =>
    scene.tone(mix(cool, white, i / 16), range.depth * 0.9, 0.35 + (i / 16) * 0.65),
  );
  const top = range.foot - range.height * 1.35;
  const area = () => new Field(-0.1, top, scene.wide + 0.2, range.foot - top, canvas.cell(330));
  const done = () => canvas.worked(9000);
  const ridges = area().compute(
    (x, y) => noise.ridged(x * 6.5 + offset, y * 4.6 + noise.at(x * 9, y * 9) * 0.06, 4),
    done,
  );
  const bends = area().compute((x, y) => noise.fbm(x * 7 + offset, y * 5, 3), done);
  const slopes = new Field(-0.4, 0, scene.wide + 0.8, 1, canvas.cell(200));
  slopes.compute((x) => (coarse(x + 0.012) - coarse(x - 0.012)) / 0.024, done);
  return (x: number, y: number, below: number, out: Float32Array) => {
    const drop = Math.min(1, below / range.height);
    const bend = bends.at(x, y);
    const slope = slopes.at(x + bend * (0.02 + drop * 0.3), 0);
    const fine = ridges.at(x, y) - ridges.at(x + 0.013 * side, y - 0.007);
    const face = smoothstep(0.18, 0.74, 0.45 - slope * side * 0.4 + fine * 2.4);
    const lit = clamp01(face * 0.94 + 0.03 - drop * 0.12);
    const up = (range.foot - y) / range.height;
    const line = range.snow + bend * 0.26 - fine * 0.9 - (1 - lit) * 0.05;
    const snow = smoothstep(line - 0.02, line + 0.03, up);
    const a = bare[Math.round(lit * 16)];
    const b = snowy[Math.round(lit * 16)];
    for (let part = 0; part < 3; part++) out[part] = a[part] + (b[part] - a[part]) * snow;
  };
}
