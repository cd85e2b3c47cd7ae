import type { Random } from "../random";
import { type GroundShader, paintBelow } from "../raster/below";
import { hex, mix, type Rgb } from "../raster/colour";
import { Curve } from "../raster/curve";
import { Field } from "../raster/field";
import { clamp01, smoothstep } from "../raster/noise";
import { evenRamp, rampIndex } from "../raster/ramp";
import { type Scene, toneIndex } from "../scene";

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
  const { haze } = light;
  const shade = facesOf(scene, range, coarse, offset);
  paintBelow(scene.canvas, top, range.foot + 0.01, (row) => {
    shade(row);
    const { y, from, to, rgb } = row;
    const mist = smoothstep(0.35, 1.05, 1 - (range.foot - y) / range.height) * (0.35 + range.depth * 0.5);
    for (let k = from * 3; k < to * 3; k += 3) {
      for (let part = 0; part < 3; part++) rgb[k + part] += (haze[part] - rgb[k + part]) * mist;
    }
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

/** Lit and shaded faces with snow on them: what a row of rock looks like, before the mist. */
function facesOf(scene: Scene, range: Range, coarse: (x: number) => number, offset: number): GroundShader {
  const { light, canvas, noise } = scene;
  const { width, unit } = canvas;
  const side = scene.lightSide;
  const bare = scene.tones(range.rock, range.depth);
  const white = hex("#f4f6fb");
  const cool = mix(hex("#8fa3cc"), light.shade, 0.35);
  const snowy = evenRamp(
    Array.from({ length: 9 }, (_, i) => scene.tone(mix(cool, white, i / 8), range.depth * 0.9, 0.35 + (i / 8) * 0.65)),
  ).parts;
  const { bends, reliefs } = relief(scene, range, offset);
  const slopes = new Curve(
    -0.4,
    scene.wide + 0.4,
    Math.round((scene.wide + 0.8) * 200),
    (x) => (coarse(x + 0.012) - coarse(x - 0.012)) / 0.024,
  );
  const [bend, fine, grain] = [new Float32Array(width), new Float32Array(width), new Float32Array(width)];
  // What is near shows its gullies and grit, what is far only its faces.
  const crisp = 1 - range.depth;
  return ({ y, from, to, below, rgb }) => {
    bends.readRow(bend, from, to, 0.5 / unit, 1 / unit, y);
    reliefs.readRow(fine, from, to, 0.5 / unit, 1 / unit, y);
    grain.fill(0, from, to);
    noise.addRow(grain, from, to, 14 / unit + offset, 28 / unit, y * 19, 0.06 + crisp * 0.1);
    noise.addRow(grain, from, to, 35 / unit + offset, 70 / unit, y * 44, 0.04 + crisp * 0.1);
    noise.addRow(grain, from, to, 85 / unit + offset, 170 / unit, y * 110, crisp * 0.12);
    const up = (range.foot - y) / range.height;
    for (let i = from, k = from * 3; i < to; i++, k += 3) {
      const drop = Math.min(1, below[i] / range.height);
      const slope = slopes.at((i + 0.5) / unit + bend[i] * (0.02 + drop * 0.3));
      const face = smoothstep(0.18, 0.74, 0.45 - slope * side * 0.4 + fine[i] * 2.4 + grain[i] * 0.9);
      const lit = clamp01(face * 0.94 + 0.03 - drop * 0.12);
      const line = range.snow + bend[i] * 0.26 - fine[i] * 0.9 - grain[i] * 0.55 - (1 - lit) * 0.05;
      const snow = smoothstep(line - 0.02, line + 0.03, up);
      const a = toneIndex(lit);
      const b = rampIndex(lit);
      for (let part = 0; part < 3; part++) rgb[k + part] = bare[a + part] + (snowy[b + part] - bare[a + part]) * snow;
    }
  };
}

/** How the faces bend, and how crags on them turn to the light. */
function relief(scene: Scene, range: Range, offset: number): { bends: Field; reliefs: Field } {
  const { noise, canvas } = scene;
  const side = scene.lightSide;
  const top = range.foot - range.height * 1.35;
  // Far ranges lie in the haze: what they are made of is seen less sharply.
  const area = () =>
    new Field(-0.1, top, scene.wide + 0.2, range.foot - top, canvas.cell(range.depth > 0.7 ? 180 : 260));
  const done = () => canvas.worked(4000);
  const ridges = area().compute(
    (x, y) => noise.ridged(x * 6.5 + offset, y * 4.6 + noise.at(x * 9, y * 9) * 0.06, 4),
    done,
  );
  const reliefs = area().compute((x, y) => ridges.at(x, y) - ridges.at(x + 0.013 * side, y - 0.007), done);
  const bends = new Field(-0.1, top, scene.wide + 0.2, range.foot - top, canvas.cell(120)).compute(
    (x, y) => noise.fbm(x * 7 + offset, y * 5, 3),
    done,
  );
  return { bends, reliefs };
}
