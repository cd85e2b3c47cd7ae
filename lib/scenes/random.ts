/**
 * Seeded chance. Every element draws from its own named stream, so that adding a boat does not move the mountains.
 * Mixing after Chris Wellons' "lowbias32" (2018); the generator is Tommy Ettinger's mulberry32 (2017).
 */
export class Random {
  private state: number;

  constructor(private readonly seed: number) {
    this.state = mix32(seed >>> 0);
  }

  /** A number in [0, 1). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** A number in [from, to). */
  range(from: number, to: number): number {
    return from + (to - from) * this.next();
  }

  /** A whole number from–to, both inclusive. */
  int(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() * list.length)];
  }

  /** Roughly normal, mean 0, deviation 1 (sum of three uniforms). */
  normal(): number {
    return (this.next() + this.next() + this.next() - 1.5) * 2;
  }

  /** −1 or 1. */
  sign(): number {
    return this.next() < 0.5 ? -1 : 1;
  }

  /** A new order of the same things. */
  shuffle<T>(list: readonly T[]): T[] {
    const order = [...list];
    for (let i = order.length - 1; i > 0; i--) {
      const j = this.int(0, i);
      [order[i], order[j]] = [order[j], order[i]];
    }
    return order;
  }

  /** An independent stream with a name, the same however much was drawn before. */
  stream(name: string): Random {
    return new Random(mix32(this.seed ^ hashText(name)));
  }
}

/** FNV-1a over UTF-16 units, mixed: 32 bits that differ when the text does. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return mix32(hash >>> 0);
}

function mix32(value: number): number {
  let x = value >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return (x ^ (x >>> 15)) >>> 0;
}
