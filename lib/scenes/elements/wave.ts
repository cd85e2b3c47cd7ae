import { blendInto, hex, mix } from "../raster/colour";
import { clamp01, smoothstep } from "../raster/noise";
import { Shape } from "../raster/shape";
import type { Scene } from "../scene";

/** One great breaking wave in the manner of the woodblock masters: a hollow face with bands, a crest of foam fingers. */
export function paintWave(scene: Scene): void {
  const random = scene.random.stream("great wave");
  const left = (scene.find("wave")?.place ?? (scene.source.x > scene.wide / 2 ? "left" : "right")) !== "right";
  const scale = Math.min(0.72, scene.high * 0.62);
  const x0 = left ? 0 : scene.wide;
  const flip = left ? 1 : -1;
  const foot = scene.high + 0.02;
  const outline = new Shape().blob([
    ...[-0.5, 0.05, -0.4, -0.42, -0.12, -0.86, 0.24, -1.06, 0.58, -1.0, 0.8, -0.8, 0.84, -0.62],
    ...[0.68, -0.76, 0.5, -0.76, 0.4, -0.58, 0.44, -0.36, 0.68, -0.17, 1.05, -0.09, 1.5, -0.12, 1.7, 0.05, 0.6, 0.1],
  ]);
  const placed = outline.at(x0, foot, scale, flip);
  const deep = scene.tone(scene.colourOf("wave", hex("#1f4f7d")), 0.04, 0.45);
  const bright = scene.tone(mix(scene.colourOf("wave", hex("#2f7fa8")), hex("#8fd0d8"), 0.45), 0.04, 1);
  const foam = scene.tone(hex("#fbf8f0"), 0.03, 0.95);
  scene.fill(placed, (x, y, out) => {
    const u = ((x - x0) * flip) / scale;
    const v = (foot - y) / scale;
    // Bands follow the curl: rings about the hollow.
    const ring = Math.hypot((u - 0.62) * 0.9, v - 0.5);
    const band = Math.sin(ring * 44 + scene.noise.fbm(u * 3, v * 3, 2) * 3);
    const lit = clamp01(0.25 + v * 0.5 + smoothstep(0.1, 0.7, band) * 0.38 - smoothstep(0.45, 0.2, ring) * 0.35);
    blendInto(out, deep, bright, lit);
    return 1;
  });
  const crest = new Shape();
  const line = [
    -0.3, -0.6, -0.12, -0.86, 0.08, -1.0, 0.24, -1.06, 0.42, -1.05, 0.58, -1.0, 0.7, -0.92, 0.8, -0.8, 0.84, -0.64,
  ];
  for (let i = 0; i < line.length - 2; i += 2) {
    for (let k = 0; k < 9; k++) {
      const t = k / 9;
      const [x, y] = [line[i] + (line[i + 2] - line[i]) * t, line[i + 1] + (line[i + 3] - line[i + 1]) * t];
      const along = i / line.length;
      const radius = 0.02 + along * 0.03;
      crest.ellipse(
        x + random.normal() * 0.012,
        y + random.range(0, 0.05 + along * 0.05),
        radius * random.range(0.6, 1.2),
      );
      if (along > 0.35 && k % 3 === 0)
        crest.stroke(
          [x, y, x + 0.05, y + 0.06, x + 0.07 + random.range(0, 0.04), y + 0.13, x + 0.03, y + 0.17],
          0.04,
          0.006,
        );
      if (k % 4 === 0)
        crest.ellipse(x + random.range(0, 0.25), y - random.range(0.01, 0.14), random.range(0.004, 0.01));
    }
  }
  const wash = new Shape();
  for (let i = 0; i < 70; i++)
    wash.ellipse(
      random.range(0.3, 1.6),
      -random.range(0.02, 0.14),
      random.range(0.01, 0.03),
      random.range(0.006, 0.014),
    );
  scene.fill(wash.at(x0, foot, scale, flip), foam, { alpha: 0.65 });
  scene.fill(crest.at(x0 + 0.006 * flip, foot + 0.012, scale, flip), mix(foam, deep, 0.4));
  scene.fill(crest.at(x0, foot, scale, flip), foam);
}
