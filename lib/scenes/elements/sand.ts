import { paintBelow } from "../raster/below";
import { hex } from "../raster/colour";
import { clamp01, smoothstep } from "../raster/noise";
import type { Scene } from "../scene";
import type { Hill } from "./hills";

/** A beach in the foreground: wet sand that mirrors, foam at the water's edge, dry ripples near us. */
export function paintBeach(scene: Scene, shore: Hill): void {
  const { noise, light } = scene;
  const sand = scene.colourOf("beach", scene.winter ? hex("#e9edf2") : hex("#e6cfa4"));
  const tones = Array.from({ length: 33 }, (_, i) => scene.tone(sand, 0.04, i / 32));
  const foam = scene.tone([0.98, 0.98, 0.97], 0.05, 0.95);
  paintBelow(
    scene.canvas,
    (x) => shore.top(x) - 0.012,
    scene.high,
    (x, y, below, out) => {
      const lace = noise.fbm(x * 9, y * 22, 3) * 0.012;
      const edge = below + lace;
      const wet = 1 - smoothstep(0.015, 0.09, edge);
      const dry = noise.at(x * 22, y * 60) * 0.05 + noise.at(x * 120, y * 140) * 0.05;
      const tone = tones[Math.round(clamp01(0.74 + dry - wet * 0.3 - below * 0.25) * 32)];
      const line =
        smoothstep(0.004, 0.008, edge) * smoothstep(0.019, 0.013, edge) +
        smoothstep(0.038, 0.041, edge) * smoothstep(0.046, 0.043, edge) * 0.45;
      for (let part = 0; part < 3; part++) {
        const ground = tone[part] + (light.haze[part] * 0.92 - tone[part]) * wet * 0.45;
        out[part] = ground + (foam[part] - ground) * Math.min(1, line) * 0.85;
      }
      return smoothstep(0.001, 0.009, edge);
    },
  );
}
