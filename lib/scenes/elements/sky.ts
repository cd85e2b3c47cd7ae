import { Curve } from "../raster/curve";
import { rampIndex } from "../raster/ramp";
import type { Scene } from "../scene";

/** The graded sky with the light's bloom in the air; below the horizon the haze goes on. */
export function paintSky(scene: Scene): void {
  const { canvas, light, source, horizon } = scene;
  const { rgb, width, height, unit } = canvas;
  const { parts } = light.sky;
  const lifted = source.kind === "none" ? 0 : light.bloom;
  const bloom = new Curve(0, 3, 6144, (far) => {
    const core = 1 + far / (0.13 * 0.13);
    return lifted * (0.34 / (1 + far / (0.55 * 0.55)) + 0.5 / (core * Math.sqrt(core)));
  });
  const [red, green, blue] = light.glow;
  for (let py = 0, i = 0; py < height; py++) {
    const y = (py + 0.5) / unit;
    const grade = Math.min(1, y / horizon);
    const dy = (y - source.y) * 1.25;
    for (let px = 0; px < width; px++, i += 3) {
      const dx = ((px + 0.5) / unit - source.x) * 0.8;
      const near = bloom.at(dx * dx + dy * dy);
      // The light also bends the gradient: the sky grows warmer and brighter towards it.
      const k = rampIndex(grade + near * 0.22 * (1 - grade));
      const bright = Math.min(0.92, near * 0.62);
      rgb[i] = parts[k] + (red - parts[k]) * bright;
      rgb[i + 1] = parts[k + 1] + (green - parts[k + 1]) * bright;
      rgb[i + 2] = parts[k + 2] + (blue - parts[k + 2]) * bright;
    }
    canvas.worked(width);
  }
}
