import { mix } from "../raster/colour";
import { Field } from "../raster/field";
import { clamp01, smoothstep } from "../raster/noise";
import { evenRamp, rampIndex } from "../raster/ramp";
import { Shape } from "../raster/shape";
import type { Scene } from "../scene";
import type { Palette } from "./palettes";

/** Folded light: a warped field of colour with soft ridges, like silk or dunes from the air. */
export function paintMesh(scene: Scene, palette: Palette): void {
  const { canvas, noise } = scene;
  const random = scene.random.stream("mesh");
  const order = [palette.dark, ...palette.inks.slice(0, 3), palette.light];
  const { parts } = evenRamp(order);
  const ox = random.range(0, 40);
  const scale = random.range(0.55, 0.95);
  const turn = random.range(0, Math.PI);
  const folds = random.range(2.2, 4.2);
  const field = new Field(0, 0, scene.wide, scene.high, canvas.cell(300)).compute(
    (x, y) => {
      const u = (x * Math.cos(turn) + y * Math.sin(turn)) * scale;
      const v = (y * Math.cos(turn) - x * Math.sin(turn)) * scale;
      const a = noise.fbm(u * 1.2 + ox, v * 1.2, 3);
      const b = noise.fbm(u * 1.1 + 9 + a * 1.5, v * 1.1 + ox, 3);
      return u * 0.5 + a * 0.9 + b * 1.1;
    },
    () => canvas.worked(6000),
  );
  const disk = random.chance(0.6)
    ? { x: scene.wide * random.range(0.3, 0.7), y: scene.high * random.range(0.28, 0.5), r: random.range(0.14, 0.24) }
    : null;
  const shade = (x: number, y: number, lift: number, out: Float32Array) => {
    const value = field.at(x, y) * folds + lift;
    const fold = value - Math.floor(value);
    const tone = 0.5 + 0.5 * Math.sin(Math.floor(value) * 2.4 + ox) * 0.85;
    const soft = smoothstep(0, 0.9, fold);
    const k = rampIndex(clamp01(tone * 0.55 + soft * 0.5));
    const edge = Math.exp(-fold * 9) * 0.3;
    for (let part = 0; part < 3; part++) out[part] = parts[k + part] * (1 - edge);
    return 1;
  };
  scene.fill(new Shape().rect(0, 0, scene.wide, scene.high), (x, y, out) => shade(x, y, 0, out));
  if (!disk) return;
  scene.fill(new Shape().ellipse(disk.x, disk.y, disk.r), (x, y, out) => {
    shade(x, y, 0.47, out);
    const warm = mix(palette.light, palette.inks[0], clamp01((y - disk.y) / disk.r / 2 + 0.5));
    for (let part = 0; part < 3; part++) out[part] = out[part] * 0.25 + warm[part] * 0.75;
    return 1;
  });
}
