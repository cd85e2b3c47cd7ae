/** A colour as sRGB parts, 0 (none) to 1 (full); light sources may go beyond 1 while a picture is made. */
export type Rgb = readonly [number, number, number];

/** `#rrggbb` as parts. */
export function hex(code: string): Rgb {
  const value = Number.parseInt(code.slice(1), 16);
  return [((value >> 16) & 255) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}

/** Between two colours in OKLab (Björn Ottosson, 2020), where halfway also looks halfway. */
export function mix(from: Rgb, to: Rgb, share: number): Rgb {
  if (share <= 0) return from;
  if (share >= 1) return to;
  const a = toOklab(from);
  const b = toOklab(to);
  return fromOklab([a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share]);
}

/** Between two colours part by part, written into `out`: for inner loops, where a mix in OKLab would be too slow. */
export function blendInto(out: Float32Array, from: Rgb, to: Rgb, share: number): void {
  out[0] = from[0] + (to[0] - from[0]) * share;
  out[1] = from[1] + (to[1] - from[1]) * share;
  out[2] = from[2] + (to[2] - from[2]) * share;
}

/** Part by part product: a surface colour under coloured light. */
export function under(colour: Rgb, light: Rgb): Rgb {
  return [colour[0] * light[0], colour[1] * light[1], colour[2] * light[2]];
}

/** Changes lightness (added, −1..1), colourfulness (factor) and hue (turned, in radians). */
export function shift(colour: Rgb, lightness: number, chroma = 1, turn = 0): Rgb {
  const [l, a, b] = toOklab(colour);
  const cos = Math.cos(turn) * chroma;
  const sin = Math.sin(turn) * chroma;
  return fromOklab([Math.min(1, Math.max(0, l + lightness)), a * cos - b * sin, a * sin + b * cos]);
}

/** From lightness 0..1, chroma (0 grey – 0.3 vivid) and hue in degrees. */
export function oklch(lightness: number, chroma: number, hue: number): Rgb {
  const angle = (hue * Math.PI) / 180;
  return fromOklab([lightness, chroma * Math.cos(angle), chroma * Math.sin(angle)]);
}

/** Keeps the lightness of `colour`, takes the hue and colourfulness of `dye` by `share`. */
export function dyed(colour: Rgb, dye: Rgb, share: number): Rgb {
  const a = toOklab(colour);
  const b = toOklab(dye);
  const strength = 1 - Math.abs(a[0] - 0.6) * 0.7;
  return fromOklab([
    a[0] + (b[0] - a[0]) * share * 0.28,
    a[1] + (b[1] * strength - a[1]) * share,
    a[2] + (b[2] * strength - a[2]) * share,
  ]);
}

/** Lightness as seen, 0..1. */
export function lightness(colour: Rgb): number {
  return toOklab(colour)[0];
}

export function toOklab([r, g, b]: Rgb): Rgb {
  const lr = linear(r);
  const lg = linear(g);
  const lb = linear(b);
  const l = Math.cbrt(0.4122214708 * lr + 0.5363325363 * lg + 0.0514459929 * lb);
  const m = Math.cbrt(0.2119034982 * lr + 0.6806995451 * lg + 0.1073969566 * lb);
  const s = Math.cbrt(0.0883024619 * lr + 0.2817188376 * lg + 0.6299787005 * lb);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

export function fromOklab([lightness, a, b]: Rgb): Rgb {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    gamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    gamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    gamma(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

function linear(part: number): number {
  const value = Math.max(0, part);
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function gamma(part: number): number {
  const value = Math.min(1, Math.max(0, part));
  return value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055;
}
