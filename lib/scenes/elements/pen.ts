import { hex, mix, type Rgb, shift } from "../raster/colour";
import type { FillOptions } from "../raster/fill";
import { glow, softSpot } from "../raster/glow";
import { Shape } from "../raster/shape";
import type { Scene, Spot } from "../scene";

/** Draws a thing in its own measure: the foot is 0,0, the head is at y = −1, it looks to the right. */
export class Pen {
  constructor(
    readonly scene: Scene,
    readonly spot: Spot,
  ) {}

  /** A lit and shaded body. `rim` scales the bright edge, `flat` (0..1) takes the modelling away. */
  body(shape: Shape, colour: Rgb, options: { rim?: number; flat?: number } = {}): this {
    this.scene.body(this.placed(shape), colour, this.spot, options);
    // A colour the prompt asks for stays recognizable in any light.
    if (this.spot.colour === colour) this.scene.fill(this.placed(shape), colour, { alpha: 0.22 });
    return this;
  }

  /** One even tone: 0 shadow – 1 light. */
  flat(shape: Shape, colour: Rgb, lit = 0.45, options?: FillOptions): this {
    this.scene.fill(this.placed(shape), this.scene.tone(colour, this.spot.depth, lit), options);
    return this;
  }

  /** A colour that shines by itself. */
  glowing(shape: Shape, colour: Rgb, alpha = 1): this {
    this.scene.fill(this.placed(shape), mix(colour, this.scene.light.haze, this.spot.depth * 0.4), { alpha });
    return this;
  }

  /** Light around a point. */
  halo(x: number, y: number, radius: number, colour: Rgb, strength: number): this {
    const { size, flip } = this.spot;
    glow(this.scene.canvas, this.spot.x + x * size * flip, this.spot.y + y * size, radius * size, colour, strength);
    return this;
  }

  /** A puff of something thin: smoke, spray. */
  puff(x: number, y: number, radius: number, colour: Rgb, alpha: number): this {
    const { size, flip, depth } = this.spot;
    const tone = this.scene.tone(colour, depth, 0.8);
    const reach = radius * size;
    softSpot(this.scene.canvas, this.spot.x + x * size * flip, this.spot.y + y * size, reach, reach, tone, alpha);
    return this;
  }

  /** A window: warm in the dark, cool by day. */
  window(x: number, y: number, width: number, height: number): this {
    const { darkness } = this.scene.light;
    const pane = new Shape().rect(x, y, width, height);
    if (darkness < 0.25) return this.flat(pane, hex("#3b4a66"), 0.5);
    this.glowing(pane, warmLight);
    return this.halo(x + width / 2, y + height / 2, height * 3.2, warmLight, 0.16 + darkness * 0.2);
  }

  /** The soft shadow a standing thing throws, away from the light. */
  shadow(width: number): this {
    const { scene, spot } = this;
    const strength = scene.source.kind === "none" ? 0.2 : 0.34;
    const away = -scene.side(spot.x) * width * 0.35;
    const dark = shift(scene.tone([0.2, 0.22, 0.28], spot.depth, 0), -0.05);
    const rx = width * spot.size * 0.75;
    softSpot(scene.canvas, spot.x + away * spot.size, spot.y, rx, rx * 0.2, dark, strength * (1 - spot.depth * 0.6));
    return this;
  }

  /** The thing's own colour: the prompt's, else `plain`. */
  own(plain: Rgb): Rgb {
    return this.spot.colour ?? plain;
  }

  placed(shape: Shape): Shape {
    return shape.at(this.spot.x, this.spot.y, this.spot.size, this.spot.flip);
  }
}

/** Light behind a window. */
export const warmLight: Rgb = hex("#ffd07a");
