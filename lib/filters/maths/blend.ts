import type { Pixels } from "../define";

/** Blends a full-strength rendering into its source, in place: 0 leaves the source, 1 the rendering. Alpha is the source's. */
export function blendInto(made: Pixels, source: Pixels, strength: number): void {
  const to = made.data;
  const from = source.data;
  for (let p = 0; p < to.length; p += 4) {
    for (let c = p; c < p + 3; c++) to[c] = from[c] + (to[c] - from[c]) * strength;
    to[p + 3] = from[p + 3];
  }
}

/**
 * A picture at some strength, from its full-strength rendering: the very pixels `applyFilter` gives at that strength,
 * without filtering anew. Both are of one size; neither is changed.
 */
export function blendPixels(full: Pixels, source: Pixels, strength: number): Pixels {
  const made = { ...full, data: full.data.slice() };
  blendInto(made, source, strength);
  return made;
}
