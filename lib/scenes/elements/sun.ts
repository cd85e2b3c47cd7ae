import { dyes } from "../light/dyes";
import { blendInto, mix } from "../raster/colour";
import { glow } from "../raster/glow";
import { smoothstep } from "../raster/noise";
import { Shape } from "../raster/shape";
import type { Scene } from "../scene";

/** The disk of the sun or moon with its halo. */
export function paintSource(scene: Scene): void {
  const { source } = scene;
  if (source.kind === "sun") paintSun(scene);
  else if (source.kind !== "none") paintMoon(scene);
}

function paintSun(scene: Scene): void {
  const { canvas, light, source } = scene;
  const named = scene.find("sun")?.colour;
  const disk = named ? dyes[named] : light.disk;
  const rim = named ? dyes[named] : light.glow;
  glow(canvas, source.x, source.y, source.radius * 7, rim, 0.42 * light.bloom);
  glow(canvas, source.x, source.y, source.radius * 2.6, rim, 0.5);
  const low = scene.light.darkness > 0.2 ? 1 : 0.35;
  scene.fill(new Shape().ellipse(source.x, source.y, source.radius), (_x, y, out) => {
    const down = smoothstep(-0.7, 1.1, (y - source.y) / source.radius) * low;
    blendInto(out, disk, rim, down * 0.75);
    return 1;
  });
}

function paintMoon(scene: Scene): void {
  const { canvas, light, source, noise } = scene;
  const named = scene.find(source.kind === "moon" ? "moon" : "crescent")?.colour ?? scene.find("moon")?.colour;
  const disk = named ? dyes[named] : light.disk;
  const { x: cx, y: cy, radius } = source;
  glow(canvas, cx, cy, radius * 6, named ? disk : light.glow, 0.3);
  glow(canvas, cx, cy, radius * 1.9, named ? disk : light.glow, 0.45);
  const dark = mix(disk, light.haze, 0.42);
  scene.fill(new Shape().ellipse(cx, cy, radius), (x, y, out) => {
    const u = (x - cx) / radius;
    const v = (y - cy) / radius;
    if (source.kind === "crescent") {
      const far = Math.hypot(u - 0.42, v + 0.16);
      const share = smoothstep(0.88, 0.9 + 3 / (radius * canvas.unit), far);
      out.set(disk);
      return share;
    }
    const seas = smoothstep(0.02, 0.55, noise.fbm(u * 1.5 + 9, v * 1.5 + 4, 4) + 0.05);
    const craters = smoothstep(0.6, 0.8, noise.ridged(u * 2.4 + 3, v * 2.4, 2)) * 0.2;
    const limb = (u * u + v * v) ** 2 * 0.22;
    blendInto(out, disk, dark, Math.min(1, seas * 0.5 + craters * 0.5 + limb));
    return 1;
  });
}
