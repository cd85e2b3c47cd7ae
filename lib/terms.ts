/** What a picture can be found by, and what a search asks for: the same words on both sides. */

/** Scripts that put no spaces between words: their characters are found one by one and two by two. */
const unspaced = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`;
const runPattern = new RegExp(`[${unspaced}][${unspaced}\\p{M}]*|(?:(?![${unspaced}])[\\p{L}\\p{M}\\p{N}])+`, "gu");
const unspacedPattern = new RegExp(`^[${unspaced}]`, "u");

/** Marks that people leave out when they type: accents of Latin, Greek and Cyrillic, vowel signs of Arabic. */
const marksPattern = /[\u0300-\u036f\u064b-\u065f\u0670]/g;

export const termMaxChars = 40;
const wordsPerQueryMax = 8;

/** Words that say nothing beside others. */
const smallWords = new Set(["a", "an", "and", "at", "by", "in", "of", "on", "or", "the", "to", "with"]);

/** The words of a text, each once, in the form in which they are kept; at most `max`. */
export function wordsOf(text: string, max: number): string[] {
  const words = new Set<string>();
  for (const run of runsOf(text)) {
    for (const word of unspacedPattern.test(run) ? pieces(run, true) : [stem(run)]) {
      if (words.size >= max) return [...words];
      words.add(word);
    }
  }
  return [...words];
}

/** One thing a search asks for: the words that must all be there, and what was typed, for people's names. */
export interface Wish {
  words: string[];
  typed: string;
}

/** What a search asks for, whatever was typed: operators and signs are no words. */
export function wishesOf(query: string): Wish[] {
  const runs = [...new Set(runsOf(query))];
  const telling = runs.filter((run) => !smallWords.has(run));
  return (telling.length > 0 ? telling : runs)
    .map((run) => ({ words: unspacedPattern.test(run) ? pieces(run, false) : [stem(run)], typed: run }))
    .slice(0, wordsPerQueryMax);
}

function runsOf(text: string): string[] {
  const plain = text.normalize("NFKD").replace(marksPattern, "").normalize("NFC").toLowerCase();
  return [...plain.matchAll(runPattern)].map(([run]) => run);
}

/** Pairs of neighbouring characters, and for the index each alone too. */
function pieces(run: string, isKept: boolean): string[] {
  const characters = [...run];
  if (characters.length === 1) return characters;
  const pairs = characters.slice(1).map((character, index) => `${characters[index]}${character}`);
  return isKept ? [...pairs, ...characters] : pairs.slice(0, wordsPerQueryMax);
}

/** Plurals under their singular: the S stemmer (D. Harman, "How effective is suffixing?", 1991), and foxes and churches. */
function stem(run: string): string {
  const word = [...run].slice(0, termMaxChars).join("");
  if (!/^[a-z]{4,}$/.test(word)) return word;
  if (word.endsWith("ies")) return /[ea]ies$/.test(word) ? word : `${word.slice(0, -3)}y`;
  if (/(?:x|z|ss|ch|sh)es$/.test(word)) return word.slice(0, -2);
  if (word.endsWith("es")) return /[aeo]es$/.test(word) ? word : word.slice(0, -1);
  return /[^us]s$/.test(word) ? word.slice(0, -1) : word;
}

export const colorFamilies = [
  "red",
  "orange",
  "yellow",
  "green",
  "teal",
  "blue",
  "purple",
  "pink",
  "brown",
  "black",
  "grey",
  "white",
] as const;
export type ColorFamily = (typeof colorFamilies)[number];

/** Hues in degrees up to which each family reaches; red begins again after the last. */
const hueEnds: [number, ColorFamily][] = [
  [16, "red"],
  [44, "orange"],
  [68, "yellow"],
  [160, "green"],
  [196, "teal"],
  [256, "blue"],
  [290, "purple"],
  [342, "pink"],
  [360, "red"],
];

/** The family people would name a colour by. @param hex `#rrggbb` */
export function colorFamilyOf(hex: string): ColorFamily {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const max = Math.max(red, green, blue);
  const spread = max - Math.min(red, green, blue);
  const light = max - spread / 2;
  if (max < 0.16) return "black";
  if (spread < 0.09 || spread / max < 0.13) return light > 0.87 ? "white" : light < 0.2 ? "black" : "grey";
  const sixth =
    max === red
      ? ((green - blue) / spread + 6) % 6
      : max === green
        ? (blue - red) / spread + 2
        : (red - green) / spread + 4;
  const family = hueEnds.find(([end]) => sixth * 60 <= end)?.[1] ?? "red";
  const isBrownish = family === "orange" || (family === "red" && sixth * 60 > 8 && sixth < 1);
  return isBrownish && (max < 0.65 || spread / max < 0.45) ? "brown" : family;
}

export const imageSizes = ["small", "medium", "large"] as const;
export type ImageSize = (typeof imageSizes)[number];

const mediumFromPixels = 500_000;
const largeFromPixels = 2_000_000;

/** Under half a megapixel a picture is small, from two megapixels on it is large. Sides in pixels. */
export function imageSizeOf(width: number, height: number): ImageSize {
  const pixels = width * height;
  if (pixels < mediumFromPixels) return "small";
  return pixels < largeFromPixels ? "medium" : "large";
}
