import type { Random } from "../random";

/** Gradient noise in two dimensions (Ken Perlin, "Improving Noise", 2002) with its usual sums. */
export class Noise {
  private readonly order = new Uint8Array(512);
  private readonly gx = new Float32Array(256);
  private readonly gy = new Float32Array(256);

  constructor(random: Random) {
    const shuffled = random.shuffle(Array.from({ length: 256 }, (_, i) => i));
    for (let i = 0; i < 512; i++) this.order[i] = shuffled[i & 255];
    for (let i = 0; i < 256; i++) {
      const angle = random.range(0, Math.PI * 2);
      this.gx[i] = Math.cos(angle) * 1.5;
      this.gy[i] = Math.sin(angle) * 1.5;
    }
  }

  /** About −1..1, 0 on average; features about one unit wide. */
  at(x: number, y: number): number {
    const fx = Math.floor(x);
    const fy = Math.floor(y);
    const dx = x - fx;
    const dy = y - fy;
    const { order, gx, gy } = this;
    const ix = fx & 255;
    const iy = fy & 255;
    const left = order[ix];
    const right = order[(ix + 1) & 255];
    const a = order[left + iy];
    const b = order[right + iy];
    const c = order[left + ((iy + 1) & 255)];
    const d = order[right + ((iy + 1) & 255)];
    const u = dx * dx * dx * (dx * (dx * 6 - 15) + 10);
    const v = dy * dy * dy * (dy * (dy * 6 - 15) + 10);
    const top = gx[a] * dx + gy[a] * dy;
    const topRight = gx[b] * (dx - 1) + gy[b] * dy;
    const low = gx[c] * dx + gy[c] * (dy - 1);
    const lowRight = gx[d] * (dx - 1) + gy[d] * (dy - 1);
    const upper = top + (topRight - top) * u;
    return upper + (low + (lowRight - low) * u - upper) * v;
  }

  /**
   * Adds `at(start + i · step, y) · strength` to `out[i]` for `from` ≤ i < `to`: along a row the lattice's gradients stay
   * the same from one whole number to the next, which makes this several times faster than as many calls of `at`.
   */
  addRow(out: Float32Array, from: number, to: number, start: number, step: number, y: number, strength: number): void {
    const { order, gx, gy } = this;
    const fy = Math.floor(y);
    const dy = y - fy;
    const v = dy * dy * dy * (dy * (dy * 6 - 15) + 10);
    const upper = fy & 255;
    const lower = (fy + 1) & 255;
    for (let i = from; i < to; ) {
      const fx = Math.floor(start + i * step);
      const end = Math.min(to, Math.max(i + 1, Math.ceil((fx + 1 - start) / step)));
      const left = order[fx & 255];
      const right = order[(fx + 1) & 255];
      const [a, b, c, d] = [order[left + upper], order[right + upper], order[left + lower], order[right + lower]];
      const leftSlope = (gx[a] + (gx[c] - gx[a]) * v) * strength;
      const rightSlope = (gx[b] + (gx[d] - gx[b]) * v) * strength;
      const leftBase = (gy[a] * dy + (gy[c] * (dy - 1) - gy[a] * dy) * v) * strength;
      const rightBase = (gy[b] * dy + (gy[d] * (dy - 1) - gy[b] * dy) * v) * strength - rightSlope;
      for (; i < end; i++) {
        const dx = start + i * step - fx;
        const u = dx * dx * dx * (dx * (dx * 6 - 15) + 10);
        const near = leftSlope * dx + leftBase;
        out[i] += near + (rightSlope * dx + rightBase - near) * u;
      }
    }
  }

  /** Sum of octaves, each twice as fine and `gain` as strong; about −1..1. */
  fbm(x: number, y: number, octaves: number, gain = 0.5): number {
    let sum = 0;
    let strength = 1;
    let total = 0;
    let px = x;
    let py = y;
    for (let i = 0; i < octaves; i++) {
      sum += this.at(px, py) * strength;
      total += strength;
      strength *= gain;
      const turned = px * 1.62 - py * 1.18;
      py = px * 1.18 + py * 1.62 + 17.3;
      px = turned;
    }
    return sum / total;
  }

  /** Sharp crests (F. Kenton Musgrave's ridged multifractal, 1998); 0..1. */
  ridged(x: number, y: number, octaves: number): number {
    let sum = 0;
    let strength = 1;
    let total = 0;
    let weight = 1;
    for (let i = 0, scale = 1; i < octaves; i++, scale *= 2.07) {
      const crest = 1 - Math.abs(this.at(x * scale + i * 7.7, y * scale + i * 3.1));
      const value = crest * crest * weight;
      weight = Math.min(1, Math.max(0.15, value * 1.6));
      sum += value * strength;
      total += strength;
      strength *= 0.5;
    }
    return sum / total;
  }

  /** Rounded heaps, as of cumulus; 0..1. */
  billow(x: number, y: number, octaves: number): number {
    let sum = 0;
    let strength = 1;
    let total = 0;
    for (let i = 0, scale = 1; i < octaves; i++, scale *= 2.11) {
      sum += (1 - Math.abs(this.at(x * scale + i * 5.3, y * scale + i * 9.7)) * 1.6) * strength;
      total += strength;
      strength *= 0.5;
    }
    return sum / total;
  }
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
