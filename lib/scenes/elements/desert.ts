import { paintBelow } from "../raster/below";
import { hex } from "../raster/colour";
import { Field } from "../raster/field";
import { clamp01, smoothstep } from "../raster/noise";
import type { Scene } from "../scene";
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

function paintDune(
  scene: Scene,
  dune: Hill,
  bottom: number,
  sand: readonly [number, number, number],
  phase: number,
): void {
  const { noise, light } = scene;
  const side = scene.lightSide;
  const tones = Array.from({ length: 33 }, (_, i) => scene.tone(sand, dune.depth, i / 32));
  const slopes = new Field(0, 0, scene.wide, 1, scene.canvas.cell(160));
  slopes.compute(
    (x) => (dune.top(x + 0.012) - dune.top(x - 0.012)) / 0.024,
    () => {},
  );
  const size = 0.35 + (1 - dune.depth) * 0.9;
  paintBelow(scene.canvas, dune.top, Math.min(scene.high, bottom), (x, y, below, out) => {
    // The crest line wanders down the dune's body, so the shaded face has a curved lower edge.
    const drift = below * (0.75 + noise.at(x * 2 + phase, y * 2) * 0.3);
    const slope = slopes.at(x - drift * 0.9, 0) * 0.8 + slopes.at(x, 0) * 0.2;
    const face = smoothstep(-0.12, 0.12, slope * side);
    const ripple = Math.sin((y * 190 + noise.at(x * 6, y * 9) * 5 + x * 36) / size) * 0.028 * (1 - dune.depth);
    const grain = noise.at(x * 60, y * 90) * 0.02;
    const lit = clamp01(0.2 + face * 0.62 + Math.exp(-below * 90) * 0.12 - below * 0.35 + ripple + grain);
    const tone = tones[Math.round(lit * 32)];
    const fog = smoothstep(0.04, 0.3, below) * dune.depth * 0.5;
    for (let part = 0; part < 3; part++) out[part] = tone[part] + (light.haze[part] - tone[part]) * fog;
    return 1;
  });
}
