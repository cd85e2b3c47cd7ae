import { arabic } from "./ar";
import { german } from "./de";
import { english } from "./en";
import { spanish } from "./es";
import { french } from "./fr";
import { japanese } from "./ja";

export type Section =
  | "concepts"
  | "colours"
  | "moods"
  | "seasons"
  | "places"
  | "relations"
  | "numbers"
  | "sizes"
  | "not"
  | "styles"
  | "abstracts";

/** One meaning of a word. */
export interface Entry {
  section: Section;
  name: string;
  plural: boolean;
}

/** The texts, for whoever checks that no language forgot a name. */
export const languages = { english, german, spanish, french, arabic, japanese };

type LanguageName = keyof typeof languages;

const endings: Record<LanguageName, readonly string[]> = {
  english: ["s", "es"],
  german: ["e", "en", "er", "n"],
  spanish: ["s", "es"],
  french: ["s", "x"],
  arabic: [],
  japanese: [],
};

/** Words of the five languages that separate words, each to its meanings (a word may have several). */
export const spaced = new Map<string, Entry[]>();
/** Words of Japanese. */
export const unspaced = new Map<string, Entry[]>();
/** Length of the longest Japanese word, in UTF-16 units. */
export let unspacedLongest = 0;

for (const name of ["english", "german", "spanish", "french", "arabic", "japanese"] satisfies LanguageName[]) {
  for (const { section, name: meaning, words } of lines(languages[name])) {
    for (const word of words) addWord(name, section, meaning, word);
  }
}
// Plurals by rule come last: a word written down always means what was written.
for (const name of ["english", "german", "spanish", "french"] satisfies LanguageName[]) {
  for (const { section, name: meaning, words } of lines(languages[name])) {
    if (section !== "concepts" && section !== "colours" && section !== "abstracts") continue;
    for (const word of words) addPlurals(name, section, meaning, word);
  }
}
for (const word of unspaced.keys()) unspacedLongest = Math.max(unspacedLongest, word.length);

/** Lower case, without accents, vowel signs and stretchings, so that spelling variants meet. */
export function folded(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f\u064b-\u065f\u0670\u0640]/g, "")
    .normalize("NFC")
    .toLowerCase()
    .replace(/ß/g, "ss")
    .replace(/œ/g, "oe")
    .replace(/[ىی]/g, "ي")
    .replace(/ة/g, "ه");
}

/** The lines of a language's text. */
export function lines(text: string): { section: Section; name: string; words: string[] }[] {
  const found: { section: Section; name: string; words: string[] }[] = [];
  let section: Section = "concepts";
  for (const line of text.split("\n")) {
    if (line.startsWith("# ")) section = sectionOf(line.slice(2));
    const colon = line.indexOf(":");
    if (colon < 0) continue;
    const words = line.slice(colon + 1).split(",");
    found.push({ section, name: line.slice(0, colon), words: words.map((word) => word.trim()) });
  }
  return found;
}

function addWord(language: LanguageName, section: Section, name: string, word: string): void {
  const plural = word.startsWith("+");
  const key = folded(plural ? word.slice(1) : word);
  add(language === "japanese" ? unspaced : spaced, key, { section, name, plural });
}

function addPlurals(language: LanguageName, section: Section, name: string, word: string): void {
  if (word.startsWith("+")) return;
  const stem = folded(word);
  for (const ending of endings[language]) addNew(stem + ending, section, name);
  if (language === "english" && stem.endsWith("y")) addNew(`${stem.slice(0, -1)}ies`, section, name);
}

function addNew(key: string, section: Section, name: string): void {
  const known = spaced.get(key);
  if (known?.some((entry) => !entry.plural || entry.section !== section)) return;
  add(spaced, key, { section, name, plural: section === "concepts" });
}

function add(map: Map<string, Entry[]>, key: string, entry: Entry): void {
  const known = map.get(key) ?? [];
  if (known.some((other) => other.section === entry.section)) return;
  map.set(key, [...known, entry]);
}

function sectionOf(name: string): Section {
  switch (name) {
    case "concepts":
    case "colours":
    case "moods":
    case "seasons":
    case "places":
    case "relations":
    case "numbers":
    case "sizes":
    case "not":
    case "styles":
    case "abstracts":
      return name;
    default:
      throw new Error(`Unknown section ${name}`);
  }
}
