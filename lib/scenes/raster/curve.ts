/** A function of one number, computed at even steps and read between them: for inner loops, where `exp` would be too slow. */
export class Curve {
  private readonly values: Float32Array;
  private readonly per: number;

  constructor(
    private readonly from: number,
    to: number,
    private readonly steps: number,
    valueAt: (x: number) => number,
  ) {
    this.per = steps / (to - from);
    this.values = Float32Array.from({ length: steps + 2 }, (_, i) => valueAt(from + Math.min(i, steps) / this.per));
  }

  /** The value at a place; beyond the ends the ends'. */
  at(x: number): number {
    let f = (x - this.from) * this.per;
    if (f < 0) f = 0;
    else if (f > this.steps) f = this.steps;
    const i = f | 0;
    return this.values[i] + (this.values[i + 1] - this.values[i]) * (f - i);
  }
}

/** The sine of a number of whole turns, to within a hundredth. */
export function sineOfTurns(turns: number): number {
  return sines[((turns - Math.floor(turns)) * 1024) | 0];
}

const sines = Float32Array.from({ length: 1025 }, (_, i) => Math.sin((i / 1024) * Math.PI * 2));
