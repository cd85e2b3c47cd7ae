import { Field } from "../raster/field";
import { glow } from "../raster/glow";
import { clamp01, smoothstep } from "../raster/noise";
import type { Scene } from "../scene";

/** Stars of many magnitudes, dimmed near the horizon and the moon; a few sparkle. */
export function paintStars(scene: Scene, density = 1): void {
  const { canvas, source } = scene;
  const random = scene.random.stream("stars");
  const named = scene.find("stars");
  const share = named?.counted && named.count < 9 ? 0.25 : density;
  const count = Math.min(9000, Math.round(620 * scene.wide * Math.min(2.5, scene.high) * share));
  for (let i = 0; i < count; i++) {
    const x = random.range(0, scene.wide);
    const y = random.range(0, scene.horizon);
    const magnitude = random.next() ** 5;
    const warm = random.next();
    const low = smoothstep(1, 0.45, y / scene.horizon);
    const moonlit = source.kind === "none" ? 1 : clamp01(Math.hypot(x - source.x, y - source.y) / 0.24 - 0.25);
    const bright = (0.22 + magnitude * 0.9) * low * moonlit;
    if (bright < 0.03) continue;
    const tint = [0.82 + warm * 0.18, 0.9 + warm * 0.05, 1 - warm * 0.2] as const;
    glow(canvas, x, y, 0.0016 + magnitude * 0.0042, tint, Math.min(1.6, bright * 2.2));
    if (magnitude > 0.72) glow(canvas, x, y, 0.012 + magnitude * 0.01, tint, bright * 0.2);
  }
  if (named) paintBright(scene, Math.min(12, named.counted ? named.count : 5));
}

/** Named stars: large, with rays. */
function paintBright(scene: Scene, count: number): void {
  const random = scene.random.stream("bright stars");
  for (let i = 0; i < count; i++) {
    const x = random.range(0.05, 0.95) * scene.wide;
    const y = random.range(0.05, 0.6) * scene.horizon;
    const size = random.range(0.016, 0.03);
    glow(scene.canvas, x, y, size, [1, 1, 0.95], 0.9, 0.09);
    glow(scene.canvas, x, y, size * 0.09, [1, 1, 0.95], 0.9, 11);
    glow(scene.canvas, x, y, size * 0.4, [1, 1, 0.95], 1);
  }
}

/** The band of the galaxy: a slanted river of light with dark dust in it. */
export function paintMilkyWay(scene: Scene): void {
  const { canvas, noise, horizon } = scene;
  const random = scene.random.stream("milky way");
  const lean = random.range(0.5, 1) * random.sign();
  const through = random.range(0.35, 0.65) * scene.wide;
  const field = new Field(0, 0, scene.wide, horizon, canvas.cell(200)).compute(
    (x, y) => {
      const across = (x - through + (y - horizon * 0.5) * lean) / Math.hypot(1, lean);
      const wander = across + noise.fbm(x * 1.6, y * 1.6, 2) * 0.07;
      const body = Math.exp(-(wander * wander) / 0.014);
      const core = Math.exp(-(wander * wander) / 0.0016);
      const dust = smoothstep(0.1, 0.6, noise.ridged(x * 2.4 + 7, y * 2.4, 4) + noise.at(x * 3, y * 3) * 0.2);
      const grain = 0.65 + 0.5 * noise.fbm(x * 9, y * 9, 3);
      return Math.max(0, (body * grain + core * 0.5) * (1 - dust * core * 0.85));
    },
    () => canvas.worked(3000),
  );
  const glowing = new Float32Array(canvas.width);
  blendSky(scene, (row, y) => {
    field.readRow(glowing, 0, canvas.width, 0.5 / canvas.unit, 1 / canvas.unit, y);
    const low = smoothstep(1, 0.5, y / horizon);
    for (let px = 0, k = 0; px < canvas.width; px++, k += 3) {
      const light = glowing[px] * low;
      row[k] = light * 0.42;
      row[k + 1] = light * 0.38;
      row[k + 2] = light * 0.5;
    }
  });
}

/** Curtains of northern light. */
export function paintAurora(scene: Scene): void {
  const { canvas, noise, horizon } = scene;
  const random = scene.random.stream("aurora");
  const bands = Array.from({ length: 3 }, (_, i) => ({
    base: horizon * (0.42 + i * 0.15 + random.range(-0.04, 0.04)),
    phase: random.range(0, 40),
    reach: horizon * random.range(0.34, 0.5),
    strength: [0.75, 1, 0.6][i],
  }));
  const violet = random.chance(0.5);
  const field = (which: number) =>
    new Field(0, 0, scene.wide, horizon, canvas.cell(220)).compute(
      (x, y) => {
        const { base, phase, reach, strength } = bands[which];
        const foot = base + noise.fbm(x * 1.5 + phase, phase, 3) * 0.2;
        const up = (foot - y) / reach;
        if (up < -0.12 || up > 1.2) return 0;
        const folds = 0.35 + 0.9 * smoothstep(-0.35, 0.55, noise.fbm(x * 5 + phase + up * 0.25, phase * 2, 3));
        const rays = 0.75 + 0.35 * noise.at(x * 34 + phase, up * 0.7);
        const rise = up < 0 ? smoothstep(-0.12, 0, up) : Math.exp(-up * 2.7);
        return rise * folds * rays * strength;
      },
      () => canvas.worked(3000),
    );
  const fields = bands.map((_, i) => field(i));
  const rays = new Float32Array(canvas.width);
  blendSky(scene, (row, y) => {
    row.fill(0);
    fields.forEach((curtain, i) => {
      curtain.readRow(rays, 0, canvas.width, 0.5 / canvas.unit, 1 / canvas.unit, y);
      const high = clamp01((bands[i].base - y) / bands[i].reach);
      const [red, green, blue] = [0.1 + high * (violet ? 0.75 : 0.35), 0.85 - high * 0.6, 0.45 + high * 0.3];
      for (let px = 0, k = 0; px < canvas.width; px++, k += 3) {
        const light = Math.max(0, rays[px]);
        row[k] += light * red;
        row[k + 1] += light * green;
        row[k + 2] += light * blue;
      }
    });
  });
}

/** Screens a light over the sky above the horizon, a row at a time: three parts a pixel. */
function blendSky(scene: Scene, lightOf: (row: Float32Array, y: number) => void): void {
  const { rgb, width, height, unit } = scene.canvas;
  const light = new Float32Array(width * 3);
  const rows = Math.min(height, Math.ceil(scene.horizon * unit));
  for (let py = 0; py < rows; py++) {
    lightOf(light, (py + 0.5) / unit);
    for (let k = 0, i = py * width * 3; k < width * 3; k++, i++) rgb[i] += light[k] * Math.max(0, 1 - rgb[i]);
    scene.canvas.worked(width * 2);
  }
}

/** Shooting stars: a head and a fading tail. */
export function paintComets(scene: Scene, count: number): void {
  const random = scene.random.stream("comets");
  for (let i = 0; i < Math.min(12, count); i++) {
    const x = random.range(0.2, 0.85) * scene.wide;
    const y = random.range(0.1, 0.42) * scene.horizon;
    const length = random.range(0.22, 0.4);
    const slope = random.range(0.35, 0.6);
    for (let step = 0; step < 46; step++) {
      const back = step / 46;
      const size = 0.0075 * (1 - back) + 0.001;
      glow(scene.canvas, x + back * length, y - back * length * slope, size, [0.95, 0.98, 1], 0.75 * (1 - back) ** 1.6);
    }
    glow(scene.canvas, x, y, 0.04, [0.8, 0.92, 1], 0.8);
    glow(scene.canvas, x, y, 0.009, [1, 1, 1], 1.6);
  }
}
