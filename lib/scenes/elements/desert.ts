import { paintBelow } from "../raster/below";
import { hex, type Rgb } from "../raster/colour";
import { Curve, sineOfTurns } from "../raster/curve";
import { smoothstep } from "../raster/noise";
import { type Scene, toneIndex } from "../scene";
import type { Hill } from "./hills";

/** Dunes from the horizon to our feet: a sharp crest parts the lit face from the shaded, wind ripples run over both. */
export function paintDunes(scene: Scene, bottom: number): Hill[] {
  const random = scene.random.stream("dunes");
  const sand = scene.colourOf(
    "desert",
    scene.colourOf("dune", random.pick([hex("#e2a35f"), hex("#d9925a"), hex("#e6b877")])),
  );
  const count = 5;
  const dunes: Hill[] = [];
  const baseAt = (share: number) => scene.horizon + 0.012 + (bottom - scene.horizon) * 0.86 * share ** 1.35;
  for (let i = 0; i < count; i++) {
    const share = i / (count - 1);
    const base = baseAt(share);
    const high = 0.035 + share * 0.13;
    const phase = random.range(0, 60);
    const wave = 0.55 + (1 - share) * 0.95;
    const dune: Hill = {
      depth: 0.72 * (1 - share) ** 0.8,
      top: (x) => base - high * crest(x * wave + phase + scene.noise.at(x * 0.8, phase) * 0.4),
    };
    dunes.push(dune);
    paintDune(scene, dune, i === count - 1 ? scene.high : baseAt((i + 1) / (count - 1)) + 0.02, sand, phase);
  }
  return dunes;
}

/** Asymmetric waves: a long windward slope, a short lee. */
function crest(t: number): number {
  const cycle = t - Math.floor(t);
  const peak = 0.62;
  const rise = cycle < peak ? cycle / peak : (1 - cycle) / (1 - peak);
  const kind = 0.72 + 0.28 * Math.sin(Math.floor(t) * 2.4);
  return (rise * rise * (3 - 2 * rise) * 0.75 + rise * 0.25) * kind;
}

function paintDune(scene: Scene, dune: Hill, bottom: number, sand: Rgb, phase: number): void {
  const { noise, light } = scene;
  const { width, unit } = scene.canvas;
  const { haze } = light;
  const side = scene.lightSide;
  const tones = scene.tones(sand, dune.depth);
  const slopes = new Curve(
    -0.4,
    scene.wide + 0.4,
    Math.round((scene.wide + 0.8) * 160),
    (x) => (dune.top(x + 0.012) - dune.top(x - 0.012)) / 0.024,
  );
  const size = 0.35 + (1 - dune.depth) * 0.9;
  const turns = 1 / (size * Math.PI * 2);
  const ripples = 0.028 * (1 - dune.depth);
  const shade = new Curve(0, 1, 2048, (down) => 0.2 + Math.exp(-down * 90) * 0.12 - down * 0.35);
  const fogged = new Curve(0, 1, 512, (down) => smoothstep(0.04, 0.3, down) * dune.depth * 0.5);
  const [wander, wobble, grain] = [new Float32Array(width), new Float32Array(width), new Float32Array(width)];
  paintBelow(scene.canvas, dune.top, Math.min(scene.high, bottom), ({ y, from, to, below, rgb }) => {
    for (const list of [wander, wobble, grain]) list.fill(0, from, to);
    noise.addRow(wander, from, to, 1 / unit + phase, 2 / unit, y * 2, 0.3);
    noise.addRow(wobble, from, to, 3 / unit, 6 / unit, y * 9, 5);
    noise.addRow(grain, from, to, 30 / unit, 60 / unit, y * 90, 0.02);
    for (let i = from, k = from * 3; i < to; i++, k += 3) {
      const x = (i + 0.5) / unit;
      const down = below[i];
      // The crest line wanders down the dune's body, so the shaded face has a curved lower edge.
      const slope = slopes.at(x - down * (0.75 + wander[i]) * 0.9) * 0.8 + slopes.at(x) * 0.2;
      const face = smoothstep(-0.12, 0.12, slope * side);
      const ripple = sineOfTurns((y * 190 + wobble[i] + x * 36) * turns) * ripples;
      const t = toneIndex(shade.at(down) + face * 0.62 + ripple + grain[i]);
      const fog = fogged.at(down);
      rgb[k] = tones[t] + (haze[0] - tones[t]) * fog;
      rgb[k + 1] = tones[t + 1] + (haze[1] - tones[t + 1]) * fog;
      rgb[k + 2] = tones[t + 2] + (haze[2] - tones[t + 2]) * fog;
    }
  });
}
