import { blueprint } from "./blueprint";
import { charcoal } from "./charcoal";
import { comic } from "./comic";
import { crossStitch } from "./cross-stitch";
import type { Filter, ParamSpecs, ParamValues, Pixels } from "./define";
import { duotone } from "./duotone";
import { engraving } from "./engraving";
import { halftone } from "./halftone";
import { impressionist } from "./impressionist";
import { inkHatching } from "./ink-hatching";
import { linocut } from "./linocut";
import { lowPoly } from "./low-poly";
import { blendInto } from "./maths/blend";
import { fillTransparent } from "./maths/fill";
import { mosaic } from "./mosaic";
import { neon } from "./neon";
import { oil } from "./oil";
import { pastel } from "./pastel";
import { pencil } from "./pencil";
import { pixelArt } from "./pixel-art";
import { popArt } from "./pop-art";
import { risograph } from "./risograph";
import { stainedGlass } from "./stained-glass";
import { vaporwave } from "./vaporwave";
import { watercolour } from "./watercolour";
import { woodblock } from "./woodblock";

/** Every built-in filter, in the order people see them. */
export const filters: readonly Filter[] = [
  oil,
  impressionist,
  watercolour,
  pastel,
  pencil,
  charcoal,
  inkHatching,
  engraving,
  woodblock,
  linocut,
  risograph,
  popArt,
  halftone,
  comic,
  stainedGlass,
  mosaic,
  lowPoly,
  crossStitch,
  pixelArt,
  duotone,
  vaporwave,
  neon,
  blueprint,
];

/** The filter of that slug, or undefined. */
export function findFilter(slug: string): Filter | undefined {
  return filters.find((filter) => filter.slug === slug);
}

export interface ApplyOptions {
  /** Values by parameter name; those left out take their default. */
  params?: Record<string, number | string>;
  /** 0 gives the source's own bytes, 1 the full effect; default 1. */
  strength?: number;
  /** Integer 0–2^32−1; default 0. */
  seed?: number;
  /** Told 0–1, never falling; may throw to cancel, and what it throws comes out of `applyFilter`. */
  progress?: (done: number) => void;
}

/**
 * Renders a filter over a picture and blends it in by strength. Transparent places are filled from
 * their surroundings before the filter sees them, and the source's alpha is kept. Never changes `source`.
 * @throws RangeError for an unknown parameter, a value outside its range, or a malformed picture.
 */
export function applyFilter(filter: Filter, source: Pixels, options: ApplyOptions = {}): Pixels {
  const { strength = 1, seed = 0 } = options;
  requirePixels(source);
  const params = paramsOf(filter, options.params ?? {});
  if (!(strength >= 0 && strength <= 1)) throw new RangeError(`strength must be 0–1, got ${strength}`);
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
    throw new RangeError(`seed must be an integer 0–4294967295, got ${seed}`);
  }
  const progress = rising(options.progress);
  progress(0);
  if (strength === 0) {
    progress(1);
    return { width: source.width, height: source.height, data: source.data.slice() };
  }
  const opaque = isOpaque(source) ? source : fillTransparent(source);
  const made = filter.render(opaque, params, { seed, progress });
  blendInto(made, source, strength);
  progress(1);
  return made;
}

/** A value that a parameter cannot have. */
export class UnfitParam extends RangeError {
  constructor(
    readonly param: string,
    words: string,
  ) {
    super(words);
  }
}

/** The complete values for a filter: what is given, checked, and defaults for the rest. @throws UnfitParam */
export function paramsOf(filter: Filter, given: Record<string, number | string>): ParamValues<Filter["params"]> {
  return valuesOf(filter.slug, filter.params, given);
}

/** The complete values for parameters of whatever has that name. @throws UnfitParam */
export function valuesOf(
  owner: string,
  specs: ParamSpecs,
  given: Record<string, number | string>,
): Record<string, number | string> {
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(specs, name)) throw new UnfitParam(name, `${owner} has no parameter "${name}"`);
  }
  const values: Record<string, number | string> = {};
  for (const [name, spec] of Object.entries(specs)) {
    const value = given[name] ?? spec.default;
    const fits =
      spec.kind === "number"
        ? typeof value === "number" && value >= spec.min && value <= spec.max
        : typeof value === "string" && spec.choices.includes(value);
    if (!fits) throw new UnfitParam(name, `${owner}: ${name} cannot be ${JSON.stringify(value)}`);
    values[name] = value;
  }
  return values;
}

function requirePixels({ width, height, data }: Pixels): void {
  const whole = Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0;
  if (!whole || data.length !== width * height * 4) {
    throw new RangeError(`not a picture: ${width}×${height} with ${data.length} bytes`);
  }
}

function rising(progress: ApplyOptions["progress"]): (done: number) => void {
  let last = -1;
  return (done) => {
    // The same value again is still a chance to cancel.
    if (!progress || !(done >= last)) return;
    last = Math.min(1, done);
    progress(last);
  };
}

function isOpaque({ data }: Pixels): boolean {
  for (let p = 3; p < data.length; p += 4) if (data[p] !== 255) return false;
  return true;
}
