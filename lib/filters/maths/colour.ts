/** Colour conversions through tables. Oklab after Ottosson (2020); sRGB curve after IEC 61966-2-1. */

/** Linear light 0–1 of each encoded sRGB byte. */
export const linearOfByte = Float32Array.from({ length: 256 }, (_, byte) => {
  const v = byte / 255;
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
});

const encodedSteps = 4096;
const encodedTable = Float32Array.from({ length: encodedSteps + 2 }, (_, i) => {
  const v = Math.min(1, i / encodedSteps);
  return 255 * (v <= 0.0031308 ? v * 12.92 : 1.055 * v ** (1 / 2.4) - 0.055);
});

/** The encoded sRGB value 0–255 (not rounded) of linear light, clamped to 0–1. */
export function encodeLinear(light: number): number {
  if (light <= 0) return 0;
  if (light >= 1) return 255;
  const place = light * encodedSteps;
  const i = place | 0;
  return encodedTable[i] + (encodedTable[i + 1] - encodedTable[i]) * (place - i);
}

const rootSteps = 2048;
const rootTable = Float32Array.from({ length: rootSteps + 2 }, (_, i) => Math.cbrt(i / rootSteps));

function root(v: number): number {
  if (v <= 0.004) return Math.cbrt(v);
  const place = (v < 1 ? v : 1) * rootSteps;
  const i = place | 0;
  return rootTable[i] + (rootTable[i + 1] - rootTable[i]) * (place - i);
}

/** Writes Oklab (L 0–1, a, b about ±0.4) of encoded sRGB bytes to `out` at `at`. */
export function toOklab(r: number, g: number, b: number, out: Float32Array, at = 0): void {
  const lr = linearOfByte[r];
  const lg = linearOfByte[g];
  const lb = linearOfByte[b];
  const l = root(0.4122214708 * lr + 0.5363325363 * lg + 0.0514459929 * lb);
  const m = root(0.2119034982 * lr + 0.6806995451 * lg + 0.1073969566 * lb);
  const s = root(0.0883024619 * lr + 0.2817188376 * lg + 0.6299787005 * lb);
  out[at] = 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s;
  out[at + 1] = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  out[at + 2] = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
}

/** Writes encoded sRGB 0–255 (clipped to the gamut) of an Oklab colour to `out` at `at`. */
export function fromOklab(L: number, a: number, b: number, out: Float32Array | Uint8ClampedArray, at = 0): void {
  const rootL = L + 0.3963377774 * a + 0.2158037573 * b;
  const rootM = L - 0.1055613458 * a - 0.0638541728 * b;
  const rootS = L - 0.0894841775 * a - 1.291485548 * b;
  // Products, not powers: several times faster where every pixel passes.
  const l = rootL * rootL * rootL;
  const m = rootM * rootM * rootM;
  const s = rootS * rootS * rootS;
  out[at] = encodeLinear(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  out[at + 1] = encodeLinear(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  out[at + 2] = encodeLinear(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
}

export type Rgb = readonly [number, number, number];

/** Red, green, blue bytes of "#rrggbb". */
export function hexRgb(hex: string): Rgb {
  const n = Number.parseInt(hex.slice(1), 16);
  return [n >> 16, (n >> 8) & 255, n & 255];
}

/**
 * A table of 256 RGB triples running through colour stops, mixed in Oklab so that no step looks muddy.
 * Stops are [place 0–1, "#rrggbb"] in rising order.
 */
export function gradientTable(stops: readonly (readonly [number, string])[]): Float32Array {
  const labs = stops.map(([, hex]) => {
    const lab = new Float32Array(3);
    toOklab(...hexRgb(hex), lab);
    return lab;
  });
  const table = new Float32Array(256 * 3);
  for (let i = 0; i < 256; i++) {
    const t = i / 255;
    let k = 0;
    while (k < stops.length - 2 && t > stops[k + 1][0]) k++;
    const span = stops[k + 1][0] - stops[k][0];
    const f = Math.min(1, Math.max(0, span > 0 ? (t - stops[k][0]) / span : 0));
    const [a, b] = [labs[k], labs[k + 1]];
    fromOklab(a[0] + (b[0] - a[0]) * f, a[1] + (b[1] - a[1]) * f, a[2] + (b[2] - a[2]) * f, table, i * 3);
  }
  return table;
}
