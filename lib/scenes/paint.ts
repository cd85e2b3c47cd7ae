import type { Pixels } from "@/lib/filters/define";
import { abstractLayers } from "./abstract/compositions";
import { spaceLayers } from "./elements/space-scene";
import { underwaterLayers } from "./elements/underwater";
import { finish } from "./finish";
import { landscape } from "./landscape/landscape";
import type { Layer } from "./layer";
import { kindOf } from "./lexicon/vocabulary";
import { hashText, Random } from "./random";
import { Canvas } from "./raster/canvas";
import { type Reading, readPrompt, without } from "./reading";
import { Scene } from "./scene";
import { stillLife } from "./still/still-life";

export interface PaintRequest {
  prompt: string;
  negativePrompt?: string;
  /** 0–2^32−1. */
  seed: number;
  /** 64–2048 pixels a side, any aspect. */
  width: number;
  height: number;
}

export interface PaintContext {
  /** Told as work is done, rising from 0 to 1, at least every 30 ms or so of work. May throw to stop; nothing catches it. */
  progress(done: number): void;
  /** Shown the unfinished picture a few times. */
  preview?(pixels: Pixels): void;
}

/**
 * Paints a prompt without any model: reads it, composes a scene (landscape, still life or abstract) and draws it layer
 * by layer. The same prompt, seed and size give the same bytes; another size gives the same composition.
 *
 * @throws RangeError when a side is not a whole number from 64 to 2048.
 */
export function paint(request: PaintRequest, context: PaintContext): { pixels: Pixels; reading: Reading } {
  for (const side of [request.width, request.height]) {
    if (!Number.isInteger(side) || side < 64 || side > 2048) throw new RangeError(`A side must be 64–2048 px: ${side}`);
  }
  const reading = without(readPrompt(request.prompt), request.negativePrompt ?? "");
  const progress = new Progress(context);
  const canvas = new Canvas(request.width, request.height, () => progress.pulse());
  const random = new Random((request.seed ^ hashText(request.prompt.normalize("NFKC").trim().toLowerCase())) >>> 0);
  const scene = new Scene(canvas, reading, random);
  const layers = compose(scene);
  layers.push({ weight: 2, draw: () => finish(scene) });
  progress.run(layers, canvas);
  const pixels = canvas.toPixels();
  context.progress(1);
  return { pixels, reading };
}

/** Which kind of picture a prompt asks for. */
function compose(scene: Scene): Layer[] {
  const { reading } = scene;
  const kinds = new Set(reading.mentions.map(({ concept }) => kindOf(concept)));
  const drawn = reading.mentions.some(({ concept }) => !["time", "weather"].includes(kindOf(concept)));
  // "planet with rings" is no abstract picture; "abstract sea" is one.
  const wanted = reading.abstracts.some((style) => style === "abstract" || style === "geometric" || !drawn);
  if (wanted || (reading.mentions.length === 0 && !reading.season)) return abstractLayers(scene);
  const outdoors = ["land", "water", "building", "vehicle", "animal", "figure", "space"].some((kind) =>
    [...kinds].some((own) => own === kind),
  );
  if (kinds.has("still") && !outdoors) return stillLife(scene);
  const grounded = ["land", "water", "building", "plant", "animal"].some((kind) =>
    [...kinds].some((own) => own === kind),
  );
  if (drawn && kinds.has("space") && !grounded && !scene.has("ufo")) return spaceLayers(scene);
  const beneath =
    scene.has("fish") && !scene.has("boat", "sailboat", "lake", "river", "beach", "person", "island", "bowl");
  return beneath ? underwaterLayers(scene) : landscape(scene);
}

/** Turns layers' weights and pulses of work into a number that rises to 1. */
class Progress {
  private done = 0;
  private layerEnd = 0;

  constructor(private readonly context: PaintContext) {}

  run(layers: readonly Layer[], canvas: Canvas): void {
    const total = layers.reduce((sum, { weight }) => sum + weight, 0);
    let before = 0;
    layers.forEach(({ weight, draw }, i) => {
      before += weight;
      this.layerEnd = (before / total) * 0.97;
      draw();
      this.report(this.layerEnd);
      if (this.context.preview && i < layers.length - 1 && previewAfter(i, layers.length)) {
        this.context.preview(canvas.toPixels());
      }
    });
    this.layerEnd = 0.995;
  }

  /** Within a layer the end is approached, never reached: layers cannot know how long they are. */
  pulse(): void {
    this.report(this.done + (this.layerEnd - this.done) * 0.06);
  }

  private report(done: number): void {
    this.done = Math.max(this.done, done);
    this.context.progress(this.done);
  }
}

function previewAfter(layer: number, layers: number): boolean {
  const quarter = Math.max(1, Math.round(layers / 4));
  return (layer + 1) % quarter === 0;
}
