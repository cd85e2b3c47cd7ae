import { rampIndex } from "../raster/ramp";
import type { Scene } from "../scene";

/** The graded sky with the light's bloom in the air; below the horizon the haze goes on. */
export function paintSky(scene: Scene): void {
  const { canvas, light, source, horizon } = scene;
  const { rgb, width, height, unit } = canvas;
  const { parts } = light.sky;
  const lifted = source.kind === "none" ? 0 : light.bloom;
  const wide = 1 / (0.55 * 0.55);
  const tight = 1 / (0.13 * 0.13);
  for (let py = 0, i = 0; py < height; py++) {
    const y = (py + 0.5) / unit;
    const grade = Math.min(1, y / horizon);
    const dy = (y - source.y) * 1.25;
    for (let px = 0; px < width; px++, i += 3) {
      const dx = ((px + 0.5) / unit - source.x) * 0.8;
      const far = dx * dx + dy * dy;
      const core = 1 + far * tight;
      const near = lifted * (0.34 / (1 + far * wide) + 0.5 / (core * Math.sqrt(core)));
      // The light also bends the gradient: the sky grows warmer and brighter towards it.
      const k = rampIndex(grade + near * 0.22 * (1 - grade));
      const bright = near * 0.62;
      for (let part = 0; part < 3; part++) {
        const base = parts[k + part];
        rgb[i + part] = base + (light.glow[part] - base) * Math.min(0.92, bright);
      }
    }
    canvas.worked(width);
  }
}
