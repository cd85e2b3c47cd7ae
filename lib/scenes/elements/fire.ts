import { hex, mix } from "../raster/colour";
import { glow } from "../raster/glow";
import { clamp01 } from "../raster/noise";
import { Shape } from "../raster/shape";
import type { Scene } from "../scene";
import { paintMass } from "./mass";
import { warmLight } from "./pen";

/** A cone with fire in its mouth, lava on its flank and a plume above. */
export function paintVolcano(scene: Scene, foot: number): void {
  const random = scene.random.stream("volcano");
  const place = scene.find("volcano")?.place;
  const x = (place === "left" ? 0.3 : place === "right" ? 0.7 : random.range(0.42, 0.58)) * scene.wide;
  const high = Math.min(0.42, scene.horizon * 0.62);
  const mouth = foot - high;
  for (let i = 0; i < 60; i++) {
    const up = i / 59;
    const [px, py] = [
      x + up * up * 0.25 + random.normal() * (0.02 + up * 0.075),
      mouth + 0.01 - up * 0.36 + random.normal() * 0.02,
    ];
    const warm = mix(hex("#ff8a3c"), mix(scene.light.cloudShade, hex("#4a4148"), 0.6), clamp01(up * 3.2));
    scene.fill(new Shape().ellipse(px, py, 0.025 + up * 0.075), warm, { alpha: 0.3 });
  }
  glow(scene.canvas, x, mouth, 0.3, hex("#ff7a2a"), 0.8);
  const rock = scene.colourOf("volcano", hex("#574c50"));
  const profile = (s: number) => {
    const away = Math.abs(s - 0.5) * 2;
    return high * Math.min(1 - 0.02 * Math.cos(s * 90), Math.max(0, 1.16 * (1 - away) ** 1.45 + 0.02));
  };
  paintMass(scene, {
    from: x - high * 1.6,
    to: x + high * 1.6,
    profile,
    foot,
    depth: 0.42,
    colour: rock,
    cap: 0,
    capColour: rock,
    strata: 0.1,
  });
  const lava = new Shape().ellipse(x, mouth + 0.006, 0.05, 0.009);
  for (const drift of [-0.05, 0.02, 0.07]) {
    lava.stroke(
      [
        x + drift * 0.5,
        mouth,
        x + drift * 0.8 + 0.01,
        mouth + high * 0.2,
        x + drift * 1.4,
        mouth + high * random.range(0.4, 0.65),
      ],
      0.014,
      0.003,
    );
  }
  scene.fill(lava, hex("#ffb04a"));
  glow(scene.canvas, x, mouth + 0.03, 0.12, hex("#ff8a2e"), 0.9);
}

/** A bolt from the clouds with the flash around it. */
export function paintLightning(scene: Scene, count: number): void {
  const random = scene.random.stream("lightning");
  for (let bolt = 0; bolt < Math.min(5, count); bolt++) {
    let x = random.range(0.2, 0.8) * scene.wide;
    const [from, to] = [scene.horizon * random.range(0.12, 0.3), scene.horizon];
    const points = [x, from];
    const twigs = new Shape();
    for (let i = 1; i <= 11; i++) {
      x += random.normal() * 0.025;
      const y = from + ((to - from) * i) / 11;
      points.push(x, y);
      if (random.chance(0.4))
        twigs.stroke(
          [x, y, x + random.normal() * 0.06, y + 0.05, x + random.normal() * 0.1, y + 0.1],
          0.004,
          0.001,
          true,
        );
    }
    glow(scene.canvas, x, (from + to) / 2, 0.5, hex("#cdbfff"), 0.35);
    for (let i = 0; i < points.length; i += 2) glow(scene.canvas, points[i], points[i + 1], 0.06, hex("#d8d0ff"), 0.3);
    scene.fill(new Shape().stroke(points, 0.009, 0.003, true), hex("#fdfbff"));
    scene.fill(twigs, hex("#f0eaff"), { alpha: 0.8 });
    glow(scene.canvas, x, to, 0.2, warmLight, 0.3);
  }
}
