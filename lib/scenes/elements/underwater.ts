import type { Layer } from "../layer";
import { dyes } from "../light/dyes";
import { paintBelow } from "../raster/below";
import { hex, mix, type Rgb } from "../raster/colour";
import { Field } from "../raster/field";
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
  const { noise, canvas } = scene;
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
  const { rgb, width, height, unit } = canvas;
  const shafts = new Field(0, 0, scene.wide, scene.high, canvas.cell(240)).compute(
    (x, y) => {
      const angle = (x - scene.source.x) / (y + 0.45);
      const shaft = smoothstep(0.05, 0.75, noise.fbm(angle * 4.2, 3 + y * 0.15, 3) + 0.18);
      return shaft * (1 - y / scene.high) ** 1.3 * 0.55;
    },
    () => canvas.worked(3000),
  );
  const surface = new Field(0, 0, scene.wide, 0.1, canvas.cell(400)).compute(
    (x, y) => smoothstep(0.1, 0, y) * clamp01(0.5 + noise.fbm(x * 5, y * 22, 3)) * 0.5,
    () => canvas.worked(3000),
  );
  const [shaft, ripple] = [new Float32Array(width), new Float32Array(width)];
  for (let py = 0, i = 0; py < height; py++) {
    const y = (py + 0.5) / unit;
    const t = clamp01(y / scene.high) * 2.999;
    const water = mix(stops[Math.floor(t)], stops[Math.floor(t) + 1], t - Math.floor(t));
    shafts.readRow(shaft, 0, width, 0.5 / unit, 1 / unit, y);
    if (y < 0.12) surface.readRow(ripple, 0, width, 0.5 / unit, 1 / unit, y);
    for (let px = 0; px < width; px++, i += 3) {
      const share = Math.min(0.9, shaft[px] + ripple[px]);
      for (let part = 0; part < 3; part++) rgb[i + part] = water[part] + (light[part] - water[part]) * share;
    }
    canvas.worked(width);
  }
}

function paintFloor(scene: Scene): void {
  for (const [base, shade, phase] of [
    [0.8, 0.55, 3],
    [0.87, 0.3, 8],
    [0.93, 0, 14],
  ]) {
    const sand = mix(hex("#d8c79a"), hex("#1d5f84"), 0.35 + shade * 0.9);
    const dark = mix(sand, hex("#0c3556"), 0.5);
    const top = (x: number) => scene.high * base + scene.noise.fbm(x * 1.6 + phase, phase, 3) * 0.05;
    const { canvas, noise } = scene;
    const { width, unit } = canvas;
    const nets = new Field(0, scene.high * 0.7, scene.wide, scene.high * 0.3, canvas.cell(260)).compute(
      (x, y) => noise.ridged(x * 5 + phase, y * 13, 2),
      () => canvas.worked(2000),
    );
    const [net, grain] = [new Float32Array(width), new Float32Array(width)];
    paintBelow(canvas, top, scene.high, ({ y, from, to, below, rgb }) => {
      nets.readRow(net, from, to, 0.5 / unit, 1 / unit, y);
      grain.fill(0, from, to);
      noise.addRow(grain, from, to, 20 / unit, 40 / unit, y * 60, 0.06);
      for (let i = from, k = from * 3; i < to; i++, k += 3) {
        const share = clamp01(below[i] * 4 - smoothstep(0.72, 0.95, net[i]) * 0.3 + grain[i]);
        for (let part = 0; part < 3; part++) rgb[k + part] = sand[part] + (dark[part] - sand[part]) * share;
      }
    });
  }
}

function paintWeed(scene: Scene): void {
  const random = scene.random.stream("weed");
  const greens = [hex("#2f7a5a"), hex("#3f9a6a"), hex("#1f5f5a")];
  for (let i = 0; i < 12 * Math.max(1, scene.wide); i++) {
    const root = random.chance(0.75)
      ? random.pick([0.03, 0.97]) * scene.wide + random.normal() * 0.1
      : random.range(0, scene.wide);
    const foot = scene.high * random.range(0.88, 1.02);
    const near = (foot / scene.high - 0.88) / 0.14;
    const colour = mix(random.pick(greens), hex("#0f4a6a"), 0.55 * (1 - near));
    const drift = random.range(-0.3, 0.3);
    for (let blade = 0; blade < 4; blade++) {
      const tall = random.range(0.09, 0.24) * (0.7 + near * 0.5);
      const x = root + random.normal() * 0.012;
      const lean = tall * (drift + random.range(-0.22, 0.22));
      const wave = tall * random.range(0.05, 0.1) * random.sign();
      const shape = new Shape().limb([
        ...[x, foot, 0.012, x + lean * 0.2 + wave, foot - tall * 0.33, 0.02],
        ...[x + lean * 0.55 - wave, foot - tall * 0.68, 0.015, x + lean, foot - tall, 0.002],
      ]);
      scene.fill(shape, mix(colour, hex("#8fd08a"), random.range(0, 0.16)));
    }
  }
  const corals = [hex("#e8657a"), hex("#f0a050"), hex("#b06ac0"), hex("#f2c8a0")];
  for (let i = 0; i < 7; i++) {
    const x = random.pick([0.1, 0.9]) * scene.wide + random.normal() * 0.1;
    const y = scene.high * random.range(0.92, 1.02);
    const shape = new Shape();
    coralBranch(shape, random, x, y, -Math.PI / 2, random.range(0.03, 0.045), 0.018, 0);
    scene.fill(shape, mix(random.pick(corals), hex("#1a6a90"), 0.3));
  }
}

/** A fan of branches, each forking into two or three shorter ones. */
function coralBranch(
  shape: Shape,
  random: Scene["random"],
  x: number,
  y: number,
  angle: number,
  length: number,
  width: number,
  level: number,
): void {
  const ex = x + Math.cos(angle) * length;
  const ey = y + Math.sin(angle) * length;
  shape.stroke([x, y, ex, ey], width, width * 0.74, true);
  if (level === 3) return;
  const forks = level === 0 ? 3 : 2;
  for (let i = 0; i < forks; i++) {
    const turn = (i / (forks - 1) - 0.5) * (level === 0 ? 1.5 : 0.95) + random.range(-0.16, 0.16);
    coralBranch(shape, random, ex, ey, angle + turn, length * random.range(0.7, 0.95), width * 0.76, level + 1);
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
