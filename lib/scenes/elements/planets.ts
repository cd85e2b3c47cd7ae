import { hex, mix, type Rgb } from "../raster/colour";
import { glow } from "../raster/glow";
import { clamp01, smoothstep } from "../raster/noise";
import { Shape } from "../raster/shape";
import type { Scene } from "../scene";

const skins: readonly (readonly [Rgb, Rgb, Rgb])[] = [
  [hex("#e8b07a"), hex("#b4623f"), hex("#f3dcb4")],
  [hex("#6fb2c9"), hex("#2d5b8c"), hex("#d8ecec")],
  [hex("#c78fb8"), hex("#6d4686"), hex("#f0d4dc")],
  [hex("#8fb87a"), hex("#3f6f6a"), hex("#e4e8c0")],
];

/** Great bodies in the sky, the largest with rings. */
export function paintPlanets(scene: Scene, count: number): void {
  const random = scene.random.stream("planets");
  const named = scene.find("planet");
  const dye = named?.colour ? scene.colourOf("planet", skins[0][0]) : null;
  for (let i = 0; i < Math.min(8, count); i++) {
    const first = i === 0;
    const radius =
      (first ? random.range(0.15, 0.21) : random.range(0.025, 0.075)) * (named?.size === "large" ? 1.5 : 1);
    const aside = named?.place === "left" ? 0.27 : named?.place === "right" ? 0.73 : random.pick([0.3, 0.68]);
    const x = (first ? aside : random.range(0.06, 0.94)) * scene.wide;
    const y = (first ? random.range(0.32, 0.45) : random.range(0.08, 0.8)) * scene.horizon;
    const skin = random.pick(skins);
    const colours: readonly [Rgb, Rgb, Rgb] = dye
      ? [dye, mix(dye, [0.1, 0.05, 0.15], 0.55), mix(dye, [1, 1, 1], 0.6)]
      : skin;
    paintPlanet(scene, {
      x,
      y,
      radius,
      colours,
      ringed: first,
      tilt: random.range(-0.5, 0.5),
      bands: random.chance(0.6),
    });
  }
}

interface Planet {
  x: number;
  y: number;
  radius: number;
  colours: readonly [Rgb, Rgb, Rgb];
  ringed: boolean;
  tilt: number;
  bands: boolean;
}

export function paintPlanet(scene: Scene, planet: Planet): void {
  const { x: cx, y: cy, radius, colours, tilt } = planet;
  glow(scene.canvas, cx, cy, radius * 1.9, colours[0], 0.3);
  if (planet.ringed) ring(scene, planet, false);
  const [cos, sin] = [Math.cos(tilt), Math.sin(tilt)];
  const night = mix(colours[1], [0.02, 0.02, 0.07], 0.78);
  scene.fill(new Shape().ellipse(cx, cy, radius), (x, y, out) => {
    const u = (x - cx) / radius;
    const v = (y - cy) / radius;
    const z = Math.sqrt(Math.max(0, 1 - u * u - v * v));
    const across = u * cos + v * sin;
    const up = v * cos - u * sin;
    const swirl = scene.noise.fbm(across * 1.6 + 5, up * 3 + 2, 4);
    const belt = planet.bands ? Math.sin(up * 13 + swirl * 3.4) * 0.5 + 0.5 : smoothstep(-0.2, 0.3, swirl);
    const cloud = smoothstep(0.2, 0.6, scene.noise.fbm(across * 2.5 + 30, up * 4.5, 4)) * 0.5;
    const lit = clamp01(-u * 0.62 - v * 0.42 + z * 0.66 + 0.06);
    const rim = (1 - z) ** 3 * 0.5 * lit;
    for (let part = 0; part < 3; part++) {
      const base = colours[1][part] + (colours[0][part] - colours[1][part]) * belt;
      const surface = base + (colours[2][part] - base) * cloud;
      out[part] = night[part] + (surface - night[part]) * smoothstep(0, 0.75, lit) + rim * colours[2][part];
    }
    return 1;
  });
  if (planet.ringed) ring(scene, planet, true);
}

function ring(scene: Scene, planet: Planet, front: boolean): void {
  const { x: cx, y: cy, radius, colours, tilt } = planet;
  const [cos, sin] = [Math.cos(tilt), Math.sin(tilt)];
  const outer = new Shape().ellipse(cx, cy, radius * 2.15, radius * 0.56, tilt);
  scene.fill(outer, (x, y, out) => {
    const u = ((x - cx) * cos + (y - cy) * sin) / radius;
    const v = ((y - cy) * cos - (x - cx) * sin) / (radius * 0.26);
    if (front ? v < 0 : v >= 0) return 0;
    const far = Math.hypot(u, v);
    const band = smoothstep(1.28, 1.34, far) * smoothstep(2.15, 2.05, far);
    const gap = 1 - smoothstep(0.05, 0.02, Math.abs(far - 1.78)) * 0.85;
    const groove = 0.72 + 0.28 * Math.sin(far * 44);
    out.set(colours[2]);
    return band * gap * groove * 0.8;
  });
}
