import { hash01 } from "../random";
import { type Flow, tangentsOf } from "./flow";
import { type Plane, unitOf } from "./plane";
import { phases, type Tick } from "./progress";
import { traceLines } from "./streamlines";
import { drawSegment } from "./stroke";

export interface HatchOptions {
  /** Distance between strokes, in units (thousandths of the picture). */
  separation: number;
  /** Turned against the flow by this many radians. */
  turn: number;
  /** Longest stroke to a side, in units. */
  reach: number;
  /** How the ends thin out: 1 a pen, 3 a gouge. */
  taper: number;
  seed: number;
  /** Half the stroke's width in units at a place (units); 0 or less where there is no stroke. */
  radiusAt(x: number, y: number): number;
}

/** Draws evenly spaced strokes along the flow into a plane of coverage 0–1. */
export function hatchInto(cover: Plane, flow: Flow, options: HatchOptions, tick: Tick): void {
  const unit = unitOf(cover);
  const { separation, seed, taper, radiusAt } = options;
  const [trace, draw] = phases(tick, 4, 1);
  const tangents = tangentsOf(flow, flow.u.width, flow.u.height, options.turn);
  const step = Math.max(1.2, separation * 0.45);
  const field = {
    separation,
    step,
    reach: options.reach / step,
    allowed: (x: number, y: number) => radiusAt(x, y) > 0,
    seed,
  };
  const lines = traceLines(tangents, cover.width / unit, cover.height / unit, field, trace);
  // In a small picture several steps fit into one pixel: they are drawn as one.
  const every = Math.max(1, Math.floor(0.9 / (step * unit)));
  for (let line = 0; line < lines.count; line++) {
    const from = lines.starts[line];
    const to = lines.starts[line + 1] - 1;
    const pressure = (0.82 + 0.36 * hash01(line, 1, seed)) * unit;
    let before = 0;
    let last = from;
    for (let i = from; i <= to; i++) {
      if (i % every !== 0 && i !== from && i !== to) continue;
      const end = Math.min(i - from, to - i) / (to - from);
      const ends = Math.min(1, 0.2 + (5 / taper) * end);
      const radius = Math.max(0, radiusAt(lines.x[i], lines.y[i])) * pressure * ends;
      if (i > from) {
        const x0 = lines.x[last] * unit;
        const y0 = lines.y[last] * unit;
        drawSegment(cover, x0, y0, before, lines.x[i] * unit, lines.y[i] * unit, radius);
      }
      before = radius;
      last = i;
    }
    if ((line & 255) === 255) draw(line / lines.count);
  }
  draw(1);
}
