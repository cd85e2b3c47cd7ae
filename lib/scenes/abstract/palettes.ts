import { dyes } from "../light/dyes";
import type { Random } from "../random";
import { dyed, hex, lightness, mix, type Rgb, shift } from "../raster/colour";
import type { Scene } from "../scene";

/** Ground first, then accents; chosen by eye to live together. */
const designed: readonly string[] = [
  "#f2e8d5 #e4572e #17324d #f3a712 #7fb7be #29335c",
  "#f7f0e3 #d1495b #edae49 #00798c #30638e #003d5b",
  "#10182b #f4d35e #ee964b #f95738 #2a6f97 #e9ecef",
  "#efe6dd #264653 #2a9d8f #e9c46a #f4a261 #e76f51",
  "#1b1b2f #e43f5a #1f4068 #f6b352 #f68657 #f2ede4",
  "#f4ece2 #6b705c #cb997e #3f4238 #ddbea9 #b7503f",
  "#0b132b #5bc0be #3a506b #ffd6a5 #ff9f6b #f7f7f2",
  "#fbf3e4 #8c2f39 #461220 #fcb9b2 #b23a48 #2f5d62",
  "#e9f1f0 #124e78 #f0a202 #d95d39 #0e9594 #f5dfbb",
  "#22223b #c9ada7 #f2e9e4 #9a8c98 #e07a5f #f2cc8f",
  "#f5efe6 #1d3557 #457b9d #a8dadc #e63946 #f2b134",
  "#231942 #e0b1cb #be95c4 #9f86c0 #5e548e #f9dcc4",
];

export interface Palette {
  ground: Rgb;
  inks: readonly Rgb[];
  dark: Rgb;
  light: Rgb;
}

/** The colours of an abstract picture: the seed's choice, drawn towards the colours the prompt names and its moods. */
export function paletteFor(scene: Scene, random: Random): Palette {
  const { colours, moods, season } = scene.reading;
  let all = random.pick(designed).split(" ").map(hex);
  if (colours.length > 0)
    all = steered(
      all,
      colours.map((colour) => dyes[colour]),
      random,
    );
  const tone = (change: (colour: Rgb) => Rgb) => {
    all = all.map(change);
  };
  const dark = moods.includes("dark") || scene.light.name === "night";
  if (dark) tone((colour) => shift(colour, -0.2, 0.9));
  if (moods.includes("pastel")) tone((colour) => mix(colour, [1, 0.97, 0.94], 0.45));
  if (moods.includes("neon")) tone((colour) => shift(colour, lightness(colour) > 0.75 ? -0.6 : 0.06, 1.6));
  if (moods.includes("warm") || season === "autumn") tone((colour) => dyed(colour, hex("#e8843c"), 0.45));
  if (moods.includes("cold") || season === "winter") tone((colour) => dyed(colour, hex("#4f8fd0"), 0.5));
  if (season === "spring") tone((colour) => dyed(colour, hex("#9ccf6a"), 0.3));
  const [ground, ...inks] = all;
  const sorted = [...all].sort((a, b) => lightness(a) - lightness(b));
  return { ground, inks: random.shuffle(inks), dark: sorted[0], light: sorted[sorted.length - 1] };
}

/** Tints and shades of the named colours, with one quiet neighbour. */
function steered(all: readonly Rgb[], named: readonly Rgb[], random: Random): Rgb[] {
  return all.map((colour, i) => {
    const dye = named[i % named.length];
    const own = lightness(colour);
    const near = shift(dye, (own - lightness(dye)) * 0.5, 0.72 + (i % 3) * 0.16, random.range(-0.14, 0.14));
    return i === 0 ? mix(near, own > 0.6 ? [1, 0.98, 0.95] : [0.08, 0.06, 0.1], 0.4) : near;
  });
}
