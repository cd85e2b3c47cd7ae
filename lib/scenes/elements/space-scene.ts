import { castThings, drawAll } from "../landscape/placing";
import type { Layer } from "../layer";
import { dyes } from "../light/dyes";
import { hex, mix, oklch } from "../raster/colour";
import { Field } from "../raster/field";
import { glow } from "../raster/glow";
import { clamp01, smoothstep } from "../raster/noise";
import type { Scene } from "../scene";
import { paintPlanets } from "./planets";
import { paintComets, paintStars } from "./stars";
import { paintSource } from "./sun";

/** Beyond the air: nebulae, stars, planets, and whoever travels there. */
export function spaceLayers(scene: Scene): Layer[] {
  scene.horizon = scene.high * 1.02;
  const random = scene.random.stream("space");
  const kind = scene.has("sun") ? "sun" : scene.has("crescent") ? "crescent" : scene.has("moon") ? "moon" : "none";
  const place = scene.find("sun")?.place ?? scene.find("moon")?.place;
  const x = place === "left" ? 0.22 : place === "right" ? 0.78 : random.pick([0.2, 0.8]);
  scene.source = { x: x * scene.wide, y: scene.high * 0.24, radius: kind === "sun" ? 0.06 : 0.09, kind };
  const layers: Layer[] = [
    { weight: 6, draw: () => paintNebula(scene) },
    { weight: 1, draw: () => paintStars(scene, 1.3) },
  ];
  layers.push({ weight: 1, draw: () => paintSource(scene) });
  const planets = scene.count("planet", 2) || (scene.has("galaxy") ? 0 : 1);
  if (planets) layers.push({ weight: 2, draw: () => paintPlanets(scene, planets) });
  const comets = scene.count("comet", 1);
  if (comets) layers.push({ weight: 1, draw: () => paintComets(scene, comets) });
  const floating = castThings(scene).flatMap((cast) =>
    Array.from({ length: Math.min(9, cast.mention.count) }, (_, i) => {
      const size = cast.thing.size * cast.scale * (1 - i * 0.07);
      const middle = cast.mention.place ? cast.middle : i === 0 ? random.range(0.3, 0.7) : random.range(0.1, 0.9);
      const spot = {
        x: middle * scene.wide,
        y: scene.high * random.range(0.55, 0.85),
        size,
        depth: 0,
        flip: random.sign(),
        random: random.stream(`${i}`),
        colour: cast.mention.colour ? dyes[cast.mention.colour] : null,
      };
      return { thing: cast.thing, spot };
    }),
  );
  layers.push(...drawAll(scene, floating));
  return layers;
}

function paintNebula(scene: Scene): void {
  const { canvas, noise } = scene;
  const { rgb, width, height, unit } = canvas;
  const random = scene.random.stream("nebula");
  const named = scene.reading.colours[0] ?? scene.find("galaxy")?.colour;
  const hue = random.range(0, 360);
  const first = named ? dyes[named] : oklch(0.6, 0.17, hue);
  const second = named ? mix(dyes[named], hex("#ffd9b0"), 0.35) : oklch(0.68, 0.14, hue + random.range(60, 150));
  const dark = mix(hex("#04050f"), first, 0.07);
  const cell = canvas.cell(260);
  const ox = random.range(0, 50);
  const lean = random.range(-0.9, 0.9);
  const gas = new Field(0, 0, scene.wide, scene.high, cell).compute(
    (x, y) => {
      const warp = noise.fbm(x * 1.3 + ox, y * 1.3, 3);
      const band = Math.exp(-(((y - scene.high / 2 + (x - scene.wide / 2) * lean) / 0.42) ** 2));
      return (noise.fbm(x * 1.7 + warp * 1.3 + ox, y * 1.7 + warp, 5) * 0.75 + 0.32) * (0.3 + band);
    },
    () => canvas.worked(9000),
  );
  const lanes = new Field(0, 0, scene.wide, scene.high, cell).compute(
    (x, y) => noise.ridged(x * 1.8 + ox, y * 1.8 + 9, 4),
    () => canvas.worked(5000),
  );
  const [densities, veins] = [new Float32Array(width), new Float32Array(width)];
  for (let py = 0, i = 0; py < height; py++) {
    const y = (py + 0.5) / unit;
    gas.readRow(densities, 0, width, 0.5 / unit, 1 / unit, y);
    lanes.readRow(veins, 0, width, 0.5 / unit, 1 / unit, y);
    for (let px = 0; px < width; px++, i += 3) {
      const density = clamp01(densities[px]);
      const vein = veins[px];
      const bright = smoothstep(0.05, 0.85, density) * (1 - smoothstep(0.5, 0.9, vein) * 0.55);
      const tint = smoothstep(0.25, 0.75, density + (vein - 0.5) * 0.4);
      const hot = smoothstep(0.6, 1, density) * 0.35;
      for (let part = 0; part < 3; part++)
        rgb[i + part] = dark[part] + (first[part] + (second[part] - first[part]) * tint) * bright * 0.72 + hot;
    }
    canvas.worked(width * 2);
  }
  if (scene.has("galaxy")) spiral(scene);
}

/** A spiral seen aslant: thousands of soft points along two arms. */
function spiral(scene: Scene): void {
  const random = scene.random.stream("spiral");
  const [cx, cy, size] = [scene.wide * random.range(0.42, 0.58), scene.high * 0.46, 0.4];
  const tilt = random.range(-0.6, 0.6);
  const hue = random.range(200, 320);
  for (let i = 0; i < 1500; i++) {
    const away = random.next() ** 0.7;
    const angle = away * 7.2 + (i % 2) * Math.PI + random.normal() * 0.24;
    const u = Math.cos(angle) * away * size + random.normal() * 0.006;
    const v = Math.sin(angle) * away * size * 0.48;
    const colour = oklch(0.82 - away * 0.22, 0.06 + away * 0.09, hue + away * 50);
    const x = cx + u * Math.cos(tilt) - v * Math.sin(tilt);
    const y = cy + u * Math.sin(tilt) + v * Math.cos(tilt);
    glow(scene.canvas, x, y, random.range(0.004, 0.03), colour, 0.16 + (1 - away) * 0.15);
  }
  glow(scene.canvas, cx, cy, 0.24, hex("#fff0d0"), 0.75);
  glow(scene.canvas, cx, cy, 0.08, hex("#ffffff"), 0.8);
}
