import type { Plane } from "./plane";

/** The values below which the given shares (0–1, rising) of a plane of tones 0–1 lie. */
export function percentiles(plane: Plane, shares: readonly number[]): number[] {
  const bins = new Uint32Array(512);
  for (const value of plane.data) bins[value <= 0 ? 0 : value >= 1 ? 511 : (value * 512) | 0]++;
  let sum = 0;
  let bin = -1;
  return shares.map((share) => {
    const target = share * plane.data.length;
    while (bin < 511 && sum < target) sum += bins[++bin];
    return (Math.max(0, bin) + 0.5) / 512;
  });
}

/**
 * Stretches tones in place so that a dull picture uses the whole range. The stretch is bounded by `most`
 * (a flat or nearly flat picture stays what it is), and the middle tone is drawn towards `middle` by a gamma.
 */
export function stretchTone(plane: Plane, middle = 0.5, most = 2.5): Plane {
  const [low, median, high] = percentiles(plane, [0.01, 0.5, 0.99]);
  const gain = Math.min(most, 1 / Math.max(0.02, high - low));
  const centre = (low + high) / 2;
  const target = gain === most ? centre : 0.5;
  const at = Math.min(0.9, Math.max(0.1, (median - centre) * gain + target));
  const wanted = Math.log(middle) / Math.log(at);
  const gamma = Math.min(1.45, Math.max(0.6, 1 + (wanted - 1) * 0.6));
  const steps = 1024;
  const curve = Float32Array.from({ length: steps + 2 }, (_, i) => Math.min(1, i / steps) ** gamma);
  const { data } = plane;
  for (let i = 0; i < data.length; i++) {
    const t = (data[i] - centre) * gain + target;
    const place = t <= 0 ? 0 : t >= 1 ? steps : t * steps;
    const k = place | 0;
    data[i] = curve[k] + (curve[k + 1] - curve[k]) * (place - k);
  }
  return plane;
}

/** 0 below `from`, 1 above `to`, smooth between. */
export function smoothstep(from: number, to: number, value: number): number {
  const t = (value - from) / (to - from);
  if (t <= 0) return 0;
  if (t >= 1) return 1;
  return t * t * (3 - 2 * t);
}

export function clamp01(value: number): number {
  return value < 0 ? 0 : value > 1 ? 1 : value;
}
