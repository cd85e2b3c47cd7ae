import { mix } from "../raster/colour";
import { Field } from "../raster/field";
import { softSpot } from "../raster/glow";
import { smoothstep } from "../raster/noise";
import { Shape } from "../raster/shape";
import type { Scene } from "../scene";

/** Falling rain: slanted strokes, finer and paler far away, and a veil. */
export function paintRain(scene: Scene): void {
  const random = scene.random.stream("rain");
  const slant = scene.has("wind", "storm") ? 0.42 : random.range(0.1, 0.2);
  const colour = mix(scene.light.haze, [1, 1, 1], 0.45);
  for (const [count, length, width, alpha] of [
    [420, 0.05, 0.0011, 0.2],
    [240, 0.09, 0.0017, 0.26],
    [90, 0.15, 0.0026, 0.3],
  ]) {
    const shape = new Shape();
    const total = Math.min(1600, count * scene.wide * scene.high);
    for (let i = 0; i < total; i++) {
      const [x, y] = [random.range(-0.1, 1.1) * scene.wide, random.range(-0.1, 1) * scene.high];
      const reach = length * random.range(0.6, 1.2);
      shape.polygon([x, y, x + width, y, x - slant * reach + width * 0.3, y + reach, x - slant * reach, y + reach]);
    }
    scene.fill(shape, colour, { alpha });
  }
}

/** Falling snow in three distances. */
export function paintSnow(scene: Scene): void {
  const random = scene.random.stream("snow");
  const white = mix([1, 1, 1], scene.light.lit, 0.25);
  for (const [count, size, alpha] of [
    [520, 0.0022, 0.75],
    [240, 0.004, 0.85],
    [64, 0.0085, 0.55],
    [14, 0.018, 0.28],
  ]) {
    const total = Math.min(2600, count * scene.wide * scene.high);
    for (let i = 0; i < total; i++) {
      const radius = size * random.range(0.6, 1.3) * 1.8;
      const [x, y] = [random.range(0, scene.wide), random.range(0, scene.high)];
      softSpot(scene.canvas, x, y, radius, radius * random.range(0.8, 1), white, alpha);
    }
  }
}

/** Banks of fog lying across the land, thickest about the horizon. */
export function paintFog(scene: Scene, thickness: number): void {
  const { canvas, noise, light, horizon } = scene;
  const { rgb, width, height, unit } = canvas;
  const colour = mix(light.haze, [1, 1, 1], 0.12 * (1 - light.darkness));
  const drifts = new Field(0, 0, scene.wide, scene.high, canvas.cell(120)).compute(
    (x, y) => 0.72 + noise.fbm(x * 1.7, y * 6.5, 3) * 0.75,
    () => canvas.worked(2000),
  );
  const drift = new Float32Array(width);
  for (let py = 0; py < height; py++) {
    const y = (py + 0.5) / unit;
    const away = (y - horizon) / (y < horizon ? 0.3 : 0.26);
    const bank = Math.exp(-away * away * 1.5) * thickness;
    if (bank < 0.003) continue;
    drifts.readRow(drift, 0, width, 0.5 / unit, 1 / unit, y);
    for (let px = 0, i = py * width * 3; px < width; px++, i += 3) {
      const share = Math.min(0.94, Math.max(0, bank * drift[px]));
      for (let part = 0; part < 3; part++) rgb[i + part] += (colour[part] - rgb[i + part]) * share;
    }
    canvas.worked(width);
  }
}

/** Two arcs opposite the sun. */
export function paintRainbow(scene: Scene): void {
  const { canvas, horizon, source } = scene;
  const { rgb, width, height, unit } = canvas;
  const place = scene.find("rainbow")?.place;
  const shift = place === "left" ? 0.25 : place === "right" ? 0.75 : source.x > scene.wide / 2 ? 0.4 : 0.6;
  const cx = shift * scene.wide;
  const cy = horizon + 0.1;
  const radius = Math.min(0.62, horizon * 0.95);
  const rows = Math.min(height, Math.ceil((horizon + 0.02) * unit));
  for (let py = 0, i = 0; py < rows; py++) {
    for (let px = 0; px < width; px++, i += 3) {
      const far = Math.hypot((px + 0.5) / unit - cx, (py + 0.5) / unit - cy);
      const t = (far - radius) / 0.075;
      if (t < -0.6 || t > 1.4) continue;
      const edge = smoothstep(-0.5, 0.2, t) * smoothstep(1.4, 0.8, t) * 0.48;
      const hue = (1 - Math.max(0, Math.min(1, t))) * 4.7;
      for (let part = 0; part < 3; part++) {
        const light = 0.56 + 0.5 * Math.cos(hue - part * 2.09);
        rgb[i + part] += (Math.min(1, light + rgb[i + part] * 0.45) - rgb[i + part]) * edge;
      }
    }
    canvas.worked(width);
  }
}

/** Streaks of moving air with leaves in them. */
export function paintWind(scene: Scene): void {
  const random = scene.random.stream("wind");
  const leaves = new Shape();
  const streaks = new Shape();
  for (let i = 0; i < 26; i++) {
    const [x, y] = [random.range(-0.1, 1) * scene.wide, random.range(0.15, 0.85) * scene.high];
    const reach = random.range(0.12, 0.34);
    if (i < 11)
      streaks.stroke(
        [x, y, x + reach * 0.5, y - 0.02, x + reach * 0.9, y, x + reach, y - 0.02, x + reach * 0.94, y - 0.032],
        0.0012,
        0.0032,
      );
    leaves.ellipse(x + reach, y + random.range(-0.08, 0.08), 0.011, 0.005, random.range(0, 3));
  }
  scene.fill(streaks, [1, 1, 1], { alpha: 0.4 });
  scene.fill(leaves, scene.tone([0.75, 0.5, 0.25], 0.1, 0.7), { alpha: 0.9 });
}
