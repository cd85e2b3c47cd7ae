import { kindOf } from "../lexicon/vocabulary";
import { paintBelow } from "../raster/below";
import { blendInto, hex, mix, type Rgb } from "../raster/colour";
import { clamp01, smoothstep } from "../raster/noise";
import { rampIndex } from "../raster/ramp";
import { Shape } from "../raster/shape";
import { type Scene, toneIndex } from "../scene";
import { drawBlades } from "./flowers";
import type { Hill } from "./hills";

/** Rows of a crop running to a vanishing point: wheat, lavender, tulips, sunflowers. */
export function paintField(scene: Scene, plane: Hill, colours: readonly Rgb[], earth: Rgb): void {
  const { noise, light } = scene;
  const random = scene.random.stream("field");
  const vx = scene.wide * random.range(0.3, 0.7);
  const vy = scene.horizon - 0.02;
  const tones = [...colours, earth].map((colour) => scene.tones(colour, 0.05));
  const soil = tones.length - 1;
  const { width, unit } = scene.canvas;
  const { haze } = light;
  const [tufts, crumbs] = [new Float32Array(width), new Float32Array(width)];
  paintBelow(scene.canvas, plane.top, scene.high, ({ y, from, to, below, rgb }) => {
    const near = Math.max(0.004, y - vy);
    const perPixel = 3.1 / near / unit;
    const start = ((0.5 / unit - vx) / near) * 3.1 + 400;
    tufts.fill(0, from, to);
    crumbs.fill(0, from, to);
    noise.addRow(tufts, from, to, start * 2.5, perPixel * 2.5, 26 * Math.log(near), 0.5);
    noise.addRow(crumbs, from, to, 27.5 / unit, 55 / unit, y * 80, 0.5);
    for (let i = from, k = from * 3; i < to; i++, k += 3) {
      const row = start + i * perPixel;
      const lane = Math.floor(row);
      const across = row - lane;
      const tuft = tufts[i] + crumbs[i];
      const crop = smoothstep(0.12, 0.24, across + tuft * 0.09) * smoothstep(0.9, 0.78, across + tuft * 0.09);
      const side = scene.source.x * unit < i + 0.5 ? 1 - across : across;
      const tone = tones[crop > 0.5 ? lane % colours.length : soil];
      const t = toneIndex(0.24 + crop * (0.3 + side * 0.3) + tuft * 0.22);
      const fog = smoothstep(0.24, 0, below[i]) * 0.5;
      rgb[k] = tone[t] + (haze[0] - tone[t]) * fog;
      rgb[k + 1] = tone[t + 1] + (haze[1] - tone[t + 1]) * fog;
      rgb[k + 2] = tone[t + 2] + (haze[2] - tone[t + 2]) * fog;
    }
  });
}

/** Where a waterfall falls, as a share of the width: the river below begins there. */
export function waterfallAt(scene: Scene): number {
  const place = scene.find("waterfall")?.place;
  return place === "left" ? 0.27 : place === "right" ? 0.73 : scene.random.stream("waterfall at").range(0.4, 0.6);
}

/** The line of a road or river over flat land: centre and half width at a share 0 (far) – 1 (near). */
export interface Course {
  top: number;
  at: (share: number) => readonly [number, number];
}

export function layCourse(scene: Scene, top: number, near: number): Course {
  const random = scene.random.stream("course");
  const place = scene.find("road")?.place ?? scene.find("river")?.place;
  // Those who come to the water stand away from the light (see the cast): it flows on the other side of them.
  const beside = scene.source.x < scene.wide / 2 ? 0.25 : 0.75;
  const between = hasCompany(scene) ? beside : random.range(0.42, 0.62);
  const aim = scene.has("waterfall")
    ? waterfallAt(scene)
    : place === "left"
      ? 0.25
      : place === "right"
        ? 0.75
        : between;
  const swing = random.range(0.14, 0.24) * random.sign();
  const phase = random.range(0, 1);
  const narrow = scene.has("waterfall") ? 0.16 : 0.02;
  return {
    top,
    at: (share) => {
      const z = share ** 1.7;
      const bend = Math.sin((1 - share) * 5.2 + phase) * swing * (0.16 + share * 0.84) * (1 - share * 0.3);
      return [scene.wide * (aim + (0.5 - aim) * share * 0.3) + bend, near * (narrow + z * (1 - narrow))];
    },
  };
}

/** A river's line; narrower where somebody stands by it. */
export function layRiver(scene: Scene, top: number): Course {
  return layCourse(scene, top, hasCompany(scene) ? 0.22 : 0.34);
}

/** The river's left and right bank at a height of the picture. */
export function banksAt(scene: Scene, course: Course, y: number): readonly [number, number] {
  const share = clamp01((y - course.top) / (scene.high + 0.02 - course.top)) ** (1 / 1.5);
  const [x, half] = course.at(share);
  return [x - half * 1.1, x + half * 1.1];
}

function hasCompany(scene: Scene): boolean {
  return (
    scene.has("river") && scene.reading.mentions.some(({ concept }) => ["animal", "figure"].includes(kindOf(concept)))
  );
}

export function courseShape(scene: Scene, course: Course, widen = 1): Shape {
  const left: number[] = [];
  const right: number[] = [];
  for (let i = 0; i <= 60; i++) {
    const share = i / 60;
    const y = course.top + (scene.high + 0.02 - course.top) * share ** 1.5;
    const [x, half] = course.at(share);
    left.push(x - half * widen, y);
    right.push(y, x + half * widen);
  }
  return new Shape().polygon([...left, ...right.reverse()]);
}

export function paintRoad(scene: Scene, course: Course): void {
  const dust = scene.colourOf("road", scene.has("city", "car") ? hex("#6a6870") : hex("#c9ae86"));
  const verge = mix(dust, hex("#57663a"), 0.5);
  scene.fill(courseShape(scene, course, 1.16), scene.tone(verge, 0.1, 0.4), { alpha: 0.7 });
  const light = scene.tone(dust, 0.08, 0.85);
  const dark = scene.tone(dust, 0.08, 0.4);
  scene.fill(courseShape(scene, course), (x, y, out) => {
    const grain = scene.noise.at(x * 40, y * 90) * 0.3 + scene.noise.at(x * 6, y * 16) * 0.3;
    blendInto(out, dark, light, clamp01(0.6 + grain));
    return 1;
  });
}

/** A river mirrors the sky above its banks. */
export function paintRiver(scene: Scene, course: Course): void {
  const { light, noise } = scene;
  const bank = scene.tone(hex("#6b6448"), 0.1, 0.25);
  scene.fill(courseShape(scene, course, 1.13), bank, { alpha: 0.3 });
  scene.fill(courseShape(scene, course, 1.05), bank, { alpha: 0.55 });
  const { parts } = light.sky;
  const dye = scene.find("river")?.colour ? scene.colourOf("river", hex("#3f7f9a")) : null;
  const [threshold, strength, reach] = light.darkness > 0.5 ? [0.12, 0.75, 0.16] : [0.5, 0.32, 0.3];
  let [row, path] = [Number.NaN, 0];
  scene.fill(courseShape(scene, course), (x, y, out) => {
    const down = (y - course.top) / (scene.high - course.top);
    const z = 1 / (down + 0.08);
    const wave = noise.at(x * 5 * z ** 0.6, 14 * Math.log(z)) + noise.at(x * 12 * z ** 0.6, 30 * Math.log(z)) * 0.5;
    const k = rampIndex(1 - down * 0.95 + wave * 0.07);
    if (y !== row) {
      row = y;
      // The light's path lies where the water comes nearest to standing below it.
      const [left, right] = banksAt(scene, course, y);
      path = Math.max(left * 0.65 + right * 0.35, Math.min(left * 0.35 + right * 0.65, scene.source.x));
    }
    const spark = smoothstep(threshold, 1, wave) * strength * Math.exp(-(((x - path) / reach) ** 2));
    for (let part = 0; part < 3; part++) {
      const sky = dye ? parts[k + part] * 0.45 + dye[part] * 0.5 : parts[k + part] * 0.93;
      out[part] = sky + (light.glow[part] - sky) * spark;
    }
    return 1;
  });
}

/** Grass along the lower edge, darker and larger the nearer it is. */
export function paintForeground(scene: Scene, colour: Rgb): void {
  const random = scene.random.stream("foreground");
  for (const [row, tall, depth] of [
    [0.95, 0.055, 0.06],
    [1.0, 0.085, 0.02],
    [1.05, 0.12, 0],
  ]) {
    const feet = (x: number) => scene.high * row + scene.noise.at(x * 3, row * 9) * 0.012;
    const dark = mix(colour, hex("#1d2a22"), (row - 0.9) * 3);
    const count = Math.min(2600, 330 * scene.wide);
    drawBlades(scene, feet, { from: -0.05, to: scene.wide + 0.05, count, tall, depth, colour: dark, random });
  }
}
