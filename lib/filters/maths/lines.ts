import { blur } from "./blur";
import { smoothAlong, type Tangents } from "./flow";
import type { Plane } from "./plane";
import { phases, silent, type Tick } from "./progress";

export interface LineOptions {
  /** Width of the lines' centre, in pixels (sigma of the inner Gaussian). */
  sigma: number;
  /** Emphasis of edges over tone: about 5 (soft) to 40 (lines only). */
  sharpness: number;
  /** How far lines are joined along the flow, in pixels. */
  along: number;
}

/**
 * The extended difference of Gaussians, smoothed along the flow so that lines hold together
 * (Kang, Lee, Chui 2007; Winnemöller, Kyprianidis, Olsen 2012). About the tone in flat places,
 * falling far below it on the dark side of edges; threshold it with `inkAt`.
 */
export function edgeResponse(tone: Plane, tangents: Tangents, options: LineOptions, tick: Tick = silent): Plane {
  const { sigma, sharpness, along } = options;
  const [first, second, third] = phases(tick, 1, 1, 3);
  const narrow = blur(tone, sigma, first);
  const wide = blur(tone, sigma * 1.6, second);
  for (let i = 0; i < narrow.data.length; i++) {
    narrow.data[i] = (1 + sharpness) * narrow.data[i] - sharpness * wide.data[i];
  }
  return along > 0.5 ? smoothAlong(narrow, tangents, along, third) : narrow;
}

/** Ink 0–1 for a response: none above `level`, rising smoothly to full below it over `softness`. */
export function inkAt(response: number, level: number, softness: number): number {
  if (response >= level) return 0;
  const t = (level - response) / softness;
  return t >= 1 ? 1 : t * t * (3 - 2 * t);
}
