import type { Random } from "../random";
import { blendInto, hex } from "../raster/colour";
import { clamp01, smoothstep } from "../raster/noise";
import { Shape } from "../raster/shape";
import type { Scene, Spot } from "../scene";
import { waterfallAt } from "./ground";
import { type Mass, paintMass } from "./mass";
import { paintRange } from "./mountains";
import { Pen } from "./pen";

export function paintIslands(scene: Scene, count: number): void {
  const random = scene.random.stream("islands");
  const place = scene.find("island")?.place;
  for (let i = 0; i < Math.min(7, count); i++) {
    const centre = place === "left" ? 0.25 : place === "right" ? 0.75 : (i + random.range(0.3, 0.7)) / count;
    const wide = random.range(0.16, 0.3) * (count > 2 ? 0.8 : 1.3);
    const high = wide * random.range(0.28, 0.5);
    const peak = random.range(0.35, 0.65);
    const mass: Mass = {
      ...{ from: centre * scene.wide - wide, to: centre * scene.wide + wide, foot: scene.horizon, depth: 0.5 },
      profile: (s) => high * (Math.exp(-(((s - peak) / 0.2) ** 2)) + 0.35 * Math.sin(s * Math.PI)),
      ...{
        colour: hex("#7a7468"),
        cap: high * 0.75,
        capColour: scene.colourOf("island", scene.winter ? hex("#eef2f8") : hex("#4f7d4a")),
        strata: 0.3,
      },
    };
    paintMass(scene, mass);
  }
}

export function paintCliffs(scene: Scene): void {
  const random = scene.random.stream("cliffs");
  const place = scene.find("cliff")?.place;
  const left = place === "left" || (place !== "right" && scene.source.x > scene.wide / 2);
  const rock = scene.colourOf("cliff", random.pick([hex("#e4ddd0"), hex("#8a7f78"), hex("#a9805f")]));
  for (const [reach, tall, depth] of [
    [0.62, 0.2, 0.6],
    [0.36, 0.33, 0.32],
  ] satisfies [number, number, number][]) {
    const wide = reach * scene.wide;
    const fall = (s: number) => tall * (1 - smoothstep(0.86, 1, s)) * (0.86 + 0.14 * Math.cos(s * 5 + tall * 30));
    const [from, to] = left ? [-0.2, wide] : [scene.wide - wide, scene.wide + 0.2];
    const mass = {
      from,
      to,
      profile: left ? fall : (s: number) => fall(1 - s),
      foot: scene.horizon + 0.004,
      depth,
      colour: rock,
    };
    paintMass(scene, { ...mass, cap: 0.03, capColour: scene.winter ? hex("#f0f4fa") : hex("#6c9a4c"), strata: 0.45 });
  }
}

export function paintCanyon(scene: Scene, foot: number): void {
  const random = scene.random.stream("canyon");
  const rock = scene.colourOf("canyon", hex("#c06a3e"));
  for (const [depth, tall] of [
    [0.8, 0.16],
    [0.6, 0.26],
    [0.34, 0.36],
  ] satisfies [number, number][]) {
    for (let i = 0; i < 3; i++) {
      const wide = random.range(0.12, 0.3) * (1.3 - depth);
      const centre = depth < 0.5 ? random.pick([0.08, 0.92]) * scene.wide : ((i + random.next()) / 3) * scene.wide;
      const step = random.range(0.12, 0.25);
      const profile = (s: number) => {
        const edge = Math.min(s, 1 - s);
        return tall * (0.3 * smoothstep(0, 0.07, edge) + 0.7 * smoothstep(step, step + 0.04, edge));
      };
      paintMass(scene, {
        from: centre - wide,
        to: centre + wide,
        profile,
        foot,
        depth,
        colour: rock,
        cap: 0,
        capColour: rock,
        strata: 1,
      });
    }
  }
}

export function paintIcebergs(scene: Scene, count: number): void {
  const random = scene.random.stream("icebergs");
  for (let i = 0; i < Math.min(9, count); i++) {
    const wide = random.range(0.1, 0.24);
    const high = wide * random.range(0.6, 1);
    const x = ((i + random.range(0.25, 0.75)) / count) * scene.wide;
    const peaks = [random.range(0.2, 0.4), random.range(0.55, 0.8)];
    const profile = (s: number) =>
      high *
      Math.max(
        0.16 * Math.sin(s * 3.14),
        ...peaks.map((peak, k) => (1 - k * 0.35) * Math.max(0, 1 - Math.abs(s - peak) * 4.2)),
      );
    const ice = scene.colourOf("iceberg", hex("#bfe0ee"));
    paintMass(scene, {
      from: x - wide,
      to: x + wide,
      profile,
      foot: scene.horizon,
      depth: 0.25,
      colour: ice,
      cap: high * 0.16,
      capColour: hex("#ffffff"),
      strata: 0.25,
    });
  }
}

/** Water falling from a rocky step in the hills into a pool of mist. */
export function paintWaterfall(scene: Scene, foot: number): void {
  const random = scene.random.stream("waterfall");
  const x = waterfallAt(scene) * scene.wide;
  const high = Math.min(0.5, scene.horizon * 0.72);
  const rock = hex("#6b6660");
  const green = scene.winter ? hex("#eef2f8") : hex("#4f7d44");
  for (const side of [-1, 1]) {
    const [from, to] = side < 0 ? [-0.3, x + 0.03] : [x - 0.03, scene.wide + 0.3];
    const profile = (s: number) =>
      high * (1.04 - 0.16 * Math.abs((side < 0 ? 1 - s : s) - 0.1) + 0.05 * Math.sin(s * 17 + side));
    paintMass(scene, { from, to, profile, foot, depth: 0.3, colour: rock, cap: 0.045, capColour: green, strata: 0.1 });
  }
  const half = 0.05;
  const fall = new Shape().polygon([
    x - half * 0.8,
    foot - high,
    x + half * 0.8,
    foot - high,
    x + half * 1.35,
    foot + 0.012,
    x - half * 1.35,
    foot + 0.012,
  ]);
  const bright = scene.tone([0.96, 0.98, 1], 0.1, 1);
  const shade = scene.tone([0.62, 0.76, 0.86], 0.1, 0.5);
  scene.fill(fall, (px, py, out) => {
    const down = (py - foot + high) / high;
    const u = (px - x) / (0.8 + down * 0.55);
    const strand = scene.noise.fbm(u * 75, py * 2.2 - Math.abs(u) * 2, 3);
    blendInto(out, shade, bright, clamp01(0.55 + strand));
    return clamp01(0.8 + strand * 0.9) * (1 - smoothstep(0.9, 1.02, down) * 0.3);
  });
  for (let i = 0; i < 16; i++) {
    const spray = new Shape().ellipse(
      x + random.normal() * 0.055,
      foot - Math.abs(random.normal()) * 0.02,
      random.range(0.02, 0.045),
      random.range(0.012, 0.03),
    );
    scene.fill(spray, bright, { alpha: 0.2 });
  }
}

/** Boulders. */
export function drawRock(scene: Scene, spot: Spot): void {
  const pen = new Pen(scene, spot).shadow(1.2);
  const { random } = spot;
  const stone = pen.own(hex("#85827e"));
  const points: number[] = [];
  for (let i = 0; i < 9; i++) {
    const angle = Math.PI + (i / 8) * Math.PI;
    points.push(Math.cos(angle) * random.range(0.85, 1.1), Math.sin(angle) * random.range(0.7, 1));
  }
  pen.body(new Shape().polygon([...points, 0.9, 0.06, -0.9, 0.06]), stone);
  const side = scene.side(spot.x) * spot.flip;
  pen.flat(
    new Shape().polygon([side * 0.1, -0.86, side * 0.62, -0.62, side * 0.5, -0.1, side * 0.16, -0.3]),
    stone,
    0.85,
    { alpha: 0.55 },
  );
}

/** A far second range, used behind other land. */
export function paintFarRange(scene: Scene, random: Random, foot: number): void {
  const rock = random.pick([hex("#6d7488"), hex("#75706f")]);
  paintRange(scene, {
    name: "backdrop",
    foot,
    height: random.range(0.1, 0.2),
    depth: 0.84,
    peaks: 6,
    snow: scene.winter ? 0.4 : 2,
    rock,
    jagged: 0.7,
  });
}
