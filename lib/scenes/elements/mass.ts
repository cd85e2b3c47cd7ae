import { paintBelow } from "../raster/below";
import type { Rgb } from "../raster/colour";
import { sineOfTurns } from "../raster/curve";
import { Field } from "../raster/field";
import { smoothstep } from "../raster/noise";
import { type Scene, toneIndex } from "../scene";

/** A mass of rock between two places on the horizon: its outline, strata and lit faces. */
export interface Mass {
  from: number;
  to: number;
  /** Height of its top at a share 0..1 of its width. */
  profile: (share: number) => number;
  foot: number;
  depth: number;
  colour: Rgb;
  /** Grass or snow on top, as a thickness. */
  cap: number;
  capColour: Rgb;
  /** How strongly layers show. */
  strata: number;
}

/** Paints a mass of rock with its cap and the mist at its foot. */
export function paintMass(scene: Scene, mass: Mass): void {
  const { noise, light } = scene;
  const offset = mass.from * 13;
  const tones = scene.tones(mass.colour, mass.depth);
  const caps = scene.tones(mass.capColour, mass.depth);
  const top = (x: number) => {
    const share = (x - mass.from) / (mass.to - mass.from);
    if (share <= 0 || share >= 1) return mass.foot + 0.02;
    const high = mass.profile(share);
    return mass.foot - Math.max(-0.02, high + noise.fbm(x * 14 + offset, 2, 4) * Math.min(0.02, high * 0.3));
  };
  const { width, unit } = scene.canvas;
  const { haze } = light;
  const side = scene.side((mass.from + mass.to) / 2);
  const cracks = cracksOf(scene, mass, side);
  const [crack, bend, edge] = [new Float32Array(width), new Float32Array(width), new Float32Array(width)];
  paintBelow(scene.canvas, top, mass.foot + 0.004, ({ y, from, to, below, rgb }) => {
    cracks.readRow(crack, from, to, 0.5 / unit, 1 / unit, y);
    bend.fill(0, from, to);
    edge.fill(0, from, to);
    noise.addRow(bend, from, to, 2 / unit, 4 / unit, y * 4, 0.02);
    if (mass.cap > 0) {
      noise.addRow(edge, from, to, 15 / unit, 30 / unit, y * 30, mass.cap * 0.35);
      noise.addRow(edge, from, to, 4 / unit, 8 / unit, y * 8, mass.cap * 0.5);
    }
    const mist = smoothstep(0.06, 0, mass.foot - y) * 0.25;
    for (let i = from, k = from * 3; i < to; i++, k += 3) {
      const layer = sineOfTurns((y + bend[i]) * strataTurns) * mass.strata;
      const across = (((i + 0.5) / unit - mass.from) / (mass.to - mass.from) - 0.5) * 2 * side;
      const a = toneIndex(0.42 + across * 0.2 + crack[i] + layer * 0.16);
      const b = toneIndex(0.78 + across * 0.2 - Math.min(1, below[i] / (mass.cap + 1e-4)) * 0.34 + edge[i] * 2);
      const capped = mass.cap > 0 ? 1 - smoothstep(mass.cap * 0.6, mass.cap, below[i] + edge[i]) : 0;
      for (let part = 0; part < 3; part++) {
        const value = tones[a + part] + (caps[b + part] - tones[a + part]) * capped;
        rgb[k + part] = value + (haze[part] - value) * mist;
      }
    }
  });
}

/** How many layers of rock there are in a unit of height. */
const strataTurns = 170 / (Math.PI * 2);

/** Light and shadow in the rock's cracks, as of a relief lit from one side. */
function cracksOf(scene: Scene, mass: Mass, side: number): Field {
  const { noise, canvas } = scene;
  const offset = mass.from * 13;
  const [left, right] = [Math.max(0, mass.from), Math.min(scene.wide, mass.to)];
  const top = Math.max(0, mass.foot - 0.6);
  return new Field(left, top, Math.max(0.01, right - left), mass.foot - top + 0.01, canvas.cell(300)).compute(
    (x, y) => {
      const crack = noise.ridged(x * 11 + offset, y * 3.2, 3) - noise.ridged(x * 11 + offset + 0.1 * side, y * 3.2, 3);
      // Buttresses, several times as broad as the cracks in them.
      const u = x * 3.1 + noise.at(x * 5, y * 5 + offset) * 0.16 + offset;
      return crack * 0.8 + (noise.ridged(u, y * 0.9, 2) - noise.ridged(u + 0.16 * side, y * 0.9 - 0.03, 2)) * 0.75;
    },
    () => canvas.worked(3000),
  );
}
