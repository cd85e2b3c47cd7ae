import type { Concept } from "./lexicon/vocabulary";
import { dyes } from "./light/dyes";
import { type Light, lightFor } from "./light/light";
import type { Random } from "./random";
import type { Canvas } from "./raster/canvas";
import { blendInto, mix, type Rgb, under } from "./raster/colour";
import { type FillOptions, fill, type Shader } from "./raster/fill";
import { Noise } from "./raster/noise";
import type { Shape } from "./raster/shape";
import type { Mention, Reading } from "./reading";

/** Where the light stands, in scene units. */
export interface Source {
  x: number;
  y: number;
  radius: number;
  kind: "sun" | "moon" | "crescent" | "none";
}

/** Where a thing stands: its foot, its height and how far away it is (0 at our feet – 1 at the horizon). */
export interface Spot {
  x: number;
  y: number;
  size: number;
  depth: number;
  /** 1 looks right, −1 left. */
  flip: number;
  random: Random;
  colour: Rgb | null;
}

/** Everything an element needs to draw itself: canvas, light, noise, chance and the prompt's reading. */
export class Scene {
  readonly wide: number;
  readonly high: number;
  readonly light: Light;
  readonly noise: Noise;
  source: Source = { x: 0, y: 0, radius: 0.05, kind: "none" };
  horizon = 0.6;

  constructor(
    readonly canvas: Canvas,
    readonly reading: Reading,
    readonly random: Random,
  ) {
    this.wide = canvas.wide;
    this.high = canvas.high;
    this.light = lightFor(reading, random.stream("light"));
    this.noise = new Noise(random.stream("noise"));
  }

  find(concept: Concept): Mention | undefined {
    return this.reading.mentions.find((mention) => mention.concept === concept);
  }

  has(...any: readonly Concept[]): boolean {
    return any.some((concept) => this.find(concept) !== undefined);
  }

  /** How many the prompt asks for; `plain` when it gives no number, 0 when it does not name the thing. */
  count(concept: Concept, plain: number): number {
    const mention = this.find(concept);
    return mention ? (mention.counted ? mention.count : plain) : 0;
  }

  /** The colour the prompt gives a thing, else `plain`. */
  colourOf(concept: Concept, plain: Rgb): Rgb {
    const colour = this.find(concept)?.colour;
    return colour ? dyes[colour] : plain;
  }

  get winter(): boolean {
    return this.reading.season === "winter" || this.has("snow");
  }

  /** A surface colour in this light: 0 shadow – 1 full light, faded by distance. */
  tone(colour: Rgb, depth: number, lit: number): Rgb {
    const lamp = mix(this.light.shade, this.light.lit, lit);
    return mix(under(colour, lamp), this.light.haze, this.fade(depth));
  }

  /** `tone` from shadow to light in even steps, `toneSteps` + 1 colours in a row, three parts each. */
  tones(colour: Rgb, depth: number): Float32Array {
    const parts = new Float32Array((toneSteps + 1) * 3);
    for (let i = 0; i <= toneSteps; i++) parts.set(this.tone(colour, depth, i / toneSteps), i * 3);
    return parts;
  }

  /** How much of the haze lies before a thing at this depth. */
  fade(depth: number): number {
    const thick = this.has("fog") ? 0.5 : 0;
    return Math.min(0.97, depth ** 1.25 * (0.78 + thick * 0.3) + thick * 0.42 * depth ** 0.6);
  }

  /** The side the picture as a whole is lit from: −1 left, 1 right. */
  get lightSide(): number {
    return this.source.x < this.wide / 2 ? -1 : 1;
  }

  /** −1 when the light comes from the left of `x`, 1 when from the right. */
  side(x: number): number {
    const offset = this.source.x - x;
    // A light nearly behind a thing still lights all of the picture from one side, so no face jumps.
    return Math.abs(offset) > 0.15 ? Math.sign(offset) : this.source.x < this.wide / 2 ? -1 : 1;
  }

  fill(shape: Shape, paint: Rgb | Shader, options?: FillOptions): void {
    fill(this.canvas, shape, paint, options);
  }

  /** A body with a lit and a shaded side and, near a low light, a bright rim. */
  body(
    shape: Shape,
    colour: Rgb,
    spot: Pick<Spot, "x" | "depth">,
    options: { rim?: number; flat?: number } = {},
  ): void {
    const side = this.side(spot.x);
    const rim = (options.rim ?? 1) * (this.light.darkness > 0.2 ? 0.8 : 0.35);
    if (rim > 0) {
      const lifted = shape.map((x, y) => [x + side * 0.0028, y - 0.0022]);
      this.fill(lifted, mix(this.light.glow, this.light.haze, this.fade(spot.depth)), { alpha: rim });
    }
    this.fill(shape, this.shaded(shape, colour, spot, options.flat ?? 0));
  }

  /** A shader from shadow to light across a shape. */
  shaded(shape: Shape, colour: Rgb, spot: Pick<Spot, "x" | "depth">, flat = 0): Shader {
    const [left, top, right, bottom] = extent(shape);
    const side = this.side(spot.x);
    const dark = this.tone(colour, spot.depth, 0);
    const bright = this.tone(colour, spot.depth, 1);
    return (x, y, out) => {
      const across = (((x - left) / (right - left)) * 2 - 1) * side;
      const up = (bottom - y) / (bottom - top);
      const lit = 0.38 + (across * 0.34 + (up - 0.5) * 0.3) * (1 - flat);
      blendInto(out, dark, bright, lit);
      return 1;
    };
  }
}

/** Steps of `Scene.tones`: fine enough that a slow gradient shows none. */
const toneSteps = 96;

/** Where in `Scene.tones` the colour for a light of 0..1 (clamped) begins. */
export function toneIndex(lit: number): number {
  return lit <= 0 ? 0 : lit >= 1 ? toneSteps * 3 : ((lit * toneSteps + 0.5) | 0) * 3;
}

/** Left, top, right, bottom. */
export function extent(shape: Shape): [number, number, number, number] {
  let [left, top, right, bottom] = [1e9, 1e9, -1e9, -1e9];
  for (const contour of shape.contours) {
    for (let i = 0; i < contour.length; i += 2) {
      left = Math.min(left, contour[i]);
      right = Math.max(right, contour[i]);
      top = Math.min(top, contour[i + 1]);
      bottom = Math.max(bottom, contour[i + 1]);
    }
  }
  return [left, top, right, bottom];
}
