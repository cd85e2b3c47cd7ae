/** Seeded randomness: hashes for places, a stream for sequences. Integer arithmetic only, so every machine agrees. */

/** A well mixed 32-bit hash of two integers and a seed (finaliser after Appleby, MurmurHash3, 2011). */
export function hash32(x: number, y: number, seed: number): number {
  let h = Math.imul(x | 0, 0x9e3779b1) ^ Math.imul((y | 0) + 0x7f4a7c15, 0x85ebca6b) ^ Math.imul(seed | 0, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** The same hash as a number in [0, 1). */
export function hash01(x: number, y: number, seed: number): number {
  return hash32(x, y, seed) / 4294967296;
}

/** A stream of numbers in [0, 1) (a Weyl sequence through the hash's finaliser; after Steele et al., SplitMix, 2014). */
export function stream(seed: number): () => number {
  let state = hash32(seed, 0, 0x51ed27);
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let h = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    h = Math.imul(h ^ (h >>> 15), 0x735a2d97);
    return ((h ^ (h >>> 15)) >>> 0) / 4294967296;
  };
}
