import { fromOklab, type Rgb, toOklab } from "./colour";

/** A colour at a position 0..1 along a ramp. */
export type Stop = readonly [number, Rgb];

/** A graded run of colours, looked up instead of computed. */
export interface Ramp {
  /** 1025 colours in a row, three parts each. */
  parts: Float32Array;
}

const steps = 1024;

/** Colours between stops along a smooth curve in OKLab (cubic Hermite), so that no stop shows as a line. */
export function ramp(stops: readonly Stop[]): Ramp {
  const labs = stops.map(([, colour]) => toOklab(colour));
  const parts = new Float32Array((steps + 1) * 3);
  let k = 0;
  for (let i = 0; i <= steps; i++) {
    const at = i / steps;
    while (k < stops.length - 2 && at > stops[k + 1][0]) k++;
    const span = Math.max(1e-6, stops[k + 1][0] - stops[k][0]);
    const t = Math.min(1, Math.max(0, (at - stops[k][0]) / span));
    parts.set(
      fromOklab([hermite(stops, labs, k, t, 0), hermite(stops, labs, k, t, 1), hermite(stops, labs, k, t, 2)]),
      i * 3,
    );
  }
  return { parts };
}

/** Evenly spaced stops. */
export function evenRamp(colours: readonly Rgb[]): Ramp {
  return ramp(colours.map((colour, i): Stop => [i / (colours.length - 1), colour]));
}

/** The colour at `at` (clamped to 0..1). */
export function rampAt({ parts }: Ramp, at: number): Rgb {
  const i = rampIndex(at);
  return [parts[i], parts[i + 1], parts[i + 2]];
}

/** Where in `parts` the colour at `at` begins; for inner loops. */
export function rampIndex(at: number): number {
  return at <= 0 ? 0 : at >= 1 ? steps * 3 : ((at * steps + 0.5) | 0) * 3;
}

function hermite(stops: readonly Stop[], labs: readonly Rgb[], k: number, t: number, part: 0 | 1 | 2): number {
  const span = stops[k + 1][0] - stops[k][0];
  const from = labs[k][part];
  const to = labs[k + 1][part];
  const slopeFrom = k > 0 ? (to - labs[k - 1][part]) / (stops[k + 1][0] - stops[k - 1][0]) : (to - from) / span;
  const slopeTo =
    k + 2 < labs.length ? (labs[k + 2][part] - from) / (stops[k + 2][0] - stops[k][0]) : (to - from) / span;
  const t2 = t * t;
  const t3 = t2 * t;
  const value =
    (2 * t3 - 3 * t2 + 1) * from +
    (t3 - 2 * t2 + t) * slopeFrom * span +
    (3 * t2 - 2 * t3) * to +
    (t3 - t2) * slopeTo * span;
  return part === 0 ? Math.min(1, Math.max(0, value)) : value;
}
