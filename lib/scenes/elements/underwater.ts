import type { Layer } from "../layer";
import { dyes } from "../light/dyes";
import { paintBelow } from "../raster/below";
import { blendInto, hex, mix, type Rgb } from "../raster/colour";
import { glow } from "../raster/glow";
import { clamp01, smoothstep } from "../raster/noise";
import { Shape } from "../raster/shape";
import type { Scene } from "../scene";
import { drawFish } from "./swimmers";

/** Below the surface: shafts of light, a sandy floor, weed and coral, and the fish. */
export function underwaterLayers(scene: Scene): Layer[] {
  const random = scene.random.stream("underwater");
  scene.source = { x: scene.wide * random.range(0.3, 0.7), y: -0.2, radius: 0.05, kind: "none" };
  scene.horizon = scene.high * 0.84;
  const layers: Layer[] = [
    { weight: 4, draw: () => paintDepth(scene) },
    { weight: 2, draw: () => paintFloor(scene) },
    { weight: 2, draw: () => paintWeed(scene) },
  ];
  const mention = scene.find("fish");
  const count = Math.min(40, mention?.count ?? 1);
  const colour = mention?.colour ? dyes[mention.colour] : null;
  const flip = random.sign();
  const alone = count === 1;
  for (let i = 0; i < count; i++) {
    const size = alone ? 0.36 : (count > 6 ? 0.1 : 0.17) * random.range(0.75, 1.25);
    const column = (i + 0.5) / count + random.range(-0.06, 0.06);
    const aside = mention?.place === "left" ? 0.28 : mention?.place === "right" ? 0.72 : null;
    const x = (aside !== null ? aside + (column - 0.5) * 0.4 : alone ? 0.5 : 0.1 + column * 0.8) * scene.wide;
    const y = scene.high * (alone ? 0.55 : random.range(0.22, 0.74)) + size / 2;
    const spot = {
      x,
      y,
      size,
      depth: random.range(0, 0.3),
      flip: alone ? flip : random.chance(0.85) ? flip : -flip,
      random: random.stream(`fish ${i}`),
      colour,
    };
    layers.push({ weight: 0.5, draw: () => drawFish(scene, spot) });
  }
  layers.push({ weight: 1, draw: () => bubbles(scene) });
  return layers;
}

function paintDepth(scene: Scene): void {
  const { noise } = scene;
  const night = scene.light.darkness > 0.6;
  const named = scene.reading.colours[0] ?? scene.find("sea")?.colour;
  const tint = (colour: Rgb) => (named ? mix(colour, dyes[named], 0.6) : colour);
  const stops = [
    tint(hex(night ? "#3f7f9a" : "#9fe3dc")),
    tint(hex(night ? "#174a6d" : "#3aa6bd")),
    tint(hex(night ? "#0a2440" : "#14608c")),
    tint(hex("#0a2c55")),
  ];
  const light = tint(hex("#e6fff2"));
  scene.fill(new Shape().rect(0, 0, scene.wide, scene.high), (x, y, out) => {
    const t = clamp01(y / scene.high) * 2.999;
    const k = Math.floor(t);
    const f = t - k;
    const angle = (x - scene.source.x) / (y + 0.45);
    const shaft =
      smoothstep(0.05, 0.75, noise.fbm(angle * 4.2, 3 + y * 0.15, 3) + 0.18) * (1 - y / scene.high) ** 1.3 * 0.55;
    const ripple = y < 0.1 ? smoothstep(0.1, 0, y) * clamp01(0.5 + noise.fbm(x * 5, y * 22, 3)) * 0.5 : 0;
    for (let part = 0; part < 3; part++) {
      const water = stops[k][part] + (stops[k + 1][part] - stops[k][part]) * f;
      out[part] = water + (light[part] - water) * Math.min(0.9, shaft + ripple);
    }
    return 1;
  });
}

function paintFloor(scene: Scene): void {
  for (const [base, shade, phase] of [
    [0.8, 0.55, 3],
    [0.87, 0.3, 8],
    [0.93, 0, 14],
  ]) {
    const sand = mix(hex("#d8c79a"), hex("#1d5f84"), 0.35 + shade * 0.9);
    const dark = mix(sand, hex("#0c3556"), 0.5);
    paintBelow(
      scene.canvas,
      (x) => scene.high * base + scene.noise.fbm(x * 1.6 + phase, phase, 3) * 0.05,
      scene.high,
      (x, y, below, out) => {
        const net = smoothstep(0.72, 0.95, scene.noise.ridged(x * 5 + phase, y * 13, 2)) * 0.3;
        blendInto(out, sand, dark, clamp01(below * 4 - net + scene.noise.at(x * 40, y * 60) * 0.06));
        return 1;
      },
    );
  }
}

function paintWeed(scene: Scene): void {
  const random = scene.random.stream("weed");
  const corals = [hex("#e8657a"), hex("#f0a050"), hex("#b06ac0"), hex("#f2c8a0")];
  for (let i = 0; i < 34 * Math.max(1, scene.wide); i++) {
    const edge = random.chance(0.75)
      ? random.pick([0, 1]) * scene.wide + random.normal() * 0.12
      : random.range(0, scene.wide);
    const foot = scene.high * random.range(0.84, 1.02);
    const tall = random.range(0.08, 0.3);
    const sway = random.range(-0.06, 0.06);
    const shape = new Shape().stroke(
      [edge, foot, edge + sway, foot - tall * 0.4, edge - sway * 0.6, foot - tall * 0.7, edge + sway, foot - tall],
      0.022,
      0.004,
    );
    scene.fill(
      shape,
      mix(random.pick([hex("#2f7a5a"), hex("#3f9a6a"), hex("#1f5f5a")]), hex("#0f4a6a"), random.range(0, 0.5)),
    );
  }
  for (let i = 0; i < 7; i++) {
    const x = random.pick([0.1, 0.9]) * scene.wide + random.normal() * 0.1;
    const y = scene.high * random.range(0.9, 1);
    const shape = new Shape();
    for (let k = 0; k < 7; k++) {
      const angle = -Math.PI / 2 + (k - 3) * 0.3;
      const reach = random.range(0.05, 0.1);
      shape.stroke(
        [
          x,
          y,
          x + Math.cos(angle) * reach * 0.5,
          y + Math.sin(angle) * reach * 0.6,
          x + Math.cos(angle) * reach,
          y + Math.sin(angle) * reach,
        ],
        0.02,
        0.014,
      );
    }
    scene.fill(shape, mix(random.pick(corals), hex("#1a6a90"), 0.25));
  }
}

function bubbles(scene: Scene): void {
  const random = scene.random.stream("bubbles");
  for (let i = 0; i < 26; i++) {
    const [x, y, r] = [random.range(0, scene.wide), random.range(0.05, 0.8) * scene.high, random.range(0.004, 0.014)];
    scene.fill(new Shape().ellipse(x, y, r), [0.85, 0.98, 1], { alpha: 0.22 });
    glow(scene.canvas, x - r * 0.35, y - r * 0.35, r * 0.6, [1, 1, 1], 0.8);
  }
}
