import { paintBelow } from "../raster/below";
import { hex } from "../raster/colour";
import { Field } from "../raster/field";
import { smoothstep } from "../raster/noise";
import { type Scene, toneIndex } from "../scene";
import type { Hill } from "./hills";

/** A beach in the foreground: wet sand that mirrors, foam at the water's edge, dry ripples near us. */
export function paintBeach(scene: Scene, shore: Hill): void {
  const { noise, light } = scene;
  const sand = scene.colourOf("beach", scene.winter ? hex("#e9edf2") : hex("#e6cfa4"));
  const tones = scene.tones(sand, 0.04);
  const foam = scene.tone([0.98, 0.98, 0.97], 0.05, 0.95);
  const { canvas } = scene;
  const { width, unit } = canvas;
  const { haze } = light;
  const waterline = (x: number) => shore.top(x) - 0.012;
  const ripples = new Field(0, scene.horizon, scene.wide, scene.high - scene.horizon, canvas.cell(220)).compute(
    (x, y) => noise.fbm(x * 9, y * 22, 3) * 0.012,
    () => canvas.worked(2000),
  );
  const [lace, grain] = [new Float32Array(width), new Float32Array(width)];
  paintBelow(canvas, waterline, scene.high, ({ y, from, to, below, rgb, alpha }) => {
    ripples.readRow(lace, from, to, 0.5 / unit, 1 / unit, y);
    grain.fill(0, from, to);
    noise.addRow(grain, from, to, 11 / unit, 22 / unit, y * 60, 0.05);
    noise.addRow(grain, from, to, 60 / unit, 120 / unit, y * 140, 0.05);
    for (let i = from, k = from * 3; i < to; i++, k += 3) {
      const edge = below[i] + lace[i];
      const wet = 1 - smoothstep(0.015, 0.09, edge);
      const t = toneIndex(0.74 + grain[i] - wet * 0.3 - below[i] * 0.25);
      const line =
        smoothstep(0.004, 0.008, edge) * smoothstep(0.019, 0.013, edge) +
        smoothstep(0.038, 0.041, edge) * smoothstep(0.046, 0.043, edge) * 0.45;
      const white = Math.min(1, line) * 0.85;
      for (let part = 0; part < 3; part++) {
        const ground = tones[t + part] + (haze[part] * 0.92 - tones[t + part]) * wet * 0.45;
        rgb[k + part] = ground + (foam[part] - ground) * white;
      }
      alpha[i] *= smoothstep(0.001, 0.009, edge);
    }
  });
}
