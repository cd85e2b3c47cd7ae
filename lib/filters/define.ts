/**
 * What a filter is: a pure, deterministic function over pixels. Nothing here or beside it
 * knows Node, sharp or the DOM: the same code runs in the worker's threads and in a browser worker.
 */

/** A picture as straight (not premultiplied) 8-bit sRGB RGBA, row by row; `data.length = width * height * 4`. */
export interface Pixels {
  width: number;
  height: number;
  data: Uint8ClampedArray<ArrayBuffer>;
}

/** A named number a person may set; `min`–`max` inclusive. */
export interface NumberParam {
  kind: "number";
  min: number;
  max: number;
  step: number;
  default: number;
}

/** A named choice a person may make. */
export interface ChoiceParam {
  kind: "choice";
  choices: readonly string[];
  default: string;
}

export type ParamSpec = NumberParam | ChoiceParam;
export type ParamSpecs = Record<string, ParamSpec>;
export type ParamValues<S extends ParamSpecs> = {
  [K in keyof S]: S[K] extends NumberParam
    ? number
    : S[K] extends ChoiceParam
      ? S[K]["choices"][number]
      : number | string;
};

export interface FilterContext {
  /** 0–2^32−1; the same source, params and seed give the same bytes. */
  seed: number;
  /**
   * Told as rows are finished, `done` from 0 to 1. May throw to stop the work: a filter calls it
   * at least every 30 ms of work and never catches what it throws.
   */
  progress(done: number): void;
}

export interface Filter<S extends ParamSpecs = ParamSpecs> {
  /** Stable name, kebab-case; also the style's slug and the file's name. */
  slug: string;
  /** English title and one-sentence description (other languages live with the interface's words). */
  title: string;
  description: string;
  /** Raised when the same recipe no longer gives the same pixels; part of a picture's recipe. */
  version: number;
  /** The filter's own few parameters. */
  params: S;
  /** The full effect (strength 1) on an opaque picture; never changes `source`; same size out as in, alpha 255. */
  render(source: Pixels, params: ParamValues<S>, context: FilterContext): Pixels;
}

/** Identity with inference of the parameter names and choices. */
export function defineFilter<const S extends ParamSpecs>(filter: Filter<S>): Filter<S> {
  return filter;
}
