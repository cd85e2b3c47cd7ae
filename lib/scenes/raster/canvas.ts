import type { Pixels } from "@/lib/filters/define";

/**
 * The picture while it is made: float sRGB, three parts a pixel. Elements speak scene units: the shorter side is 1,
 * x runs 0..wide, y runs 0..high downwards, so that one composition serves every size.
 */
export class Canvas {
  readonly rgb: Float32Array;
  /** Pixels per scene unit. */
  readonly unit: number;
  readonly wide: number;
  readonly high: number;
  /** What a shape covers while it is filled; all zero between two fills. */
  private coverage = new Float32Array(0);
  private untilPulse = pulsePixels;

  constructor(
    readonly width: number,
    readonly height: number,
    private readonly pulse: () => void,
  ) {
    this.unit = Math.min(width, height);
    this.wide = width / this.unit;
    this.high = height / this.unit;
    this.rgb = new Float32Array(width * height * 3);
  }

  /** Counts work done; now and then tells the outside, which may throw to stop. */
  worked(pixels: number): void {
    this.untilPulse -= pixels;
    if (this.untilPulse > 0) return;
    this.untilPulse = pulsePixels;
    this.pulse();
  }

  /** Room for a shape's coverage, all zero; whoever writes to it leaves it so. */
  coverageOf(size: number): Float32Array {
    if (this.coverage.length < size) this.coverage = new Float32Array(Math.ceil(size * 1.3));
    return this.coverage;
  }

  /** Cell size for a coarse field: never finer than the pixels, never finer than `cells` per unit. */
  cell(cells: number): number {
    return Math.max(1 / cells, 1.4 / this.unit);
  }

  /** As 8-bit pixels, with half a step of ordered noise so that slow gradients show no bands. */
  toPixels(): Pixels {
    const { width, height, rgb } = this;
    const out = new Uint8ClampedArray(width * height * 4);
    for (let y = 0, i = 0, o = 0; y < height; y++) {
      for (let x = 0; x < width; x++, i += 3, o += 4) {
        const lift = interleaved(x, y) - 0.5;
        out[o] = rgb[i] * 255 + lift;
        out[o + 1] = rgb[i + 1] * 255 + lift;
        out[o + 2] = rgb[i + 2] * 255 + lift;
        out[o + 3] = 255;
      }
      this.worked(width >> 2);
    }
    return { width, height, data: out };
  }
}

const pulsePixels = 24_000;

/** Interleaved gradient noise (Jorge Jimenez, 2014): a dither without a visible pattern; 0..1. */
function interleaved(x: number, y: number): number {
  const inner = 0.06711056 * x + 0.00583715 * y;
  const value = 52.9829189 * (inner - Math.floor(inner));
  return value - Math.floor(value);
}
