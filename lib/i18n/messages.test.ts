import { createTranslator } from "use-intl/core";
import { describe, expect, it } from "vitest";
import { locales } from "./locales";
import ar from "./messages/ar.json";
import de from "./messages/de.json";
import en from "./messages/en.json";
import es from "./messages/es.json";
import fr from "./messages/fr.json";
import ja from "./messages/ja.json";

const all = { en, de, es, fr, ar, ja };
const english = flat(en);
const others = locales.filter((locale) => locale !== "en");

/** What is the same in another language as in English. Names, formats and units are the same everywhere. */
const sameEverywhere =
  /^(Atelier|API|ComfyUI|OpenAI|AUTOMATIC1111, Forge, SD\.Next|(?:DPM|Euler|Heun|LMS|DDIM|UniPC|LCM)[\w+ ]*|PNG|JPEG|WebP|MB|\{format\}, \{size\} [Mk]B|\{size\} MB|\{value\} px)$/;
const sameWords: Record<string, string[]> = {
  de: ["Original", "Name", "Tokens", "Token", "Orange", "Moderation", "Variable: {name}", "Port", "Mail", "Median"],
  es: ["Original", "Token", "Variable: {name}", "Legal"],
  fr: [
    "Original",
    "Invitation",
    "Invitations",
    "Port",
    "Style",
    "Orange",
    "Styles",
    "Administration",
    "Description",
    "description",
    "Portrait",
    "{width} × {height} pixels",
    "gouge",
    "relief",
    "grain",
    "pixels",
    "{count, plural, one {minute} other {minutes}}",
    "Film noir",
    "palette",
  ],
  ar: [],
  ja: [],
};

describe.each(others)("%s", (locale) => {
  const words = flat(all[locale]);

  it("says everything that English says, and nothing else", () => {
    expect([...words.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it("has the same gaps and marks in every message", () => {
    const shapes = (map: Map<string, string>) => Object.fromEntries([...map].map(([key, text]) => [key, shape(text)]));
    expect(shapes(words)).toEqual(shapes(english));
  });

  it("leaves nothing in English", () => {
    const same = [...words].filter(([key, text]) => text === english.get(key) && /\p{L}{2}/u.test(bare(text)));
    expect(
      same.filter(([, text]) => !sameEverywhere.test(text) && !sameWords[locale].includes(text)).map(([key]) => key),
    ).toEqual([]);
  });

  it("counts as the language counts", () => {
    // Spanish and French say "many" of millions alone, with the same words.
    const wanted = new Intl.PluralRules(locale)
      .resolvedOptions()
      .pluralCategories.filter((category) => category !== "many" || locale === "ar");
    for (const [key, text] of words) {
      for (const { choices } of pieces(text).filter(({ type }) => type === "plural")) {
        const named = choices.filter((choice) => !choice.startsWith("="));
        expect([key, ...named.sort()]).toEqual([key, ...wanted.sort()]);
      }
    }
  });

  it("is set as the language is set", () => {
    const wrong: Record<string, RegExp> = {
      de: /["'!“](?=\p{L})|\.\.\./u,
      es: /["'!“”]|^[^¿]*\?/u,
      fr: /["'!“”]|(?<!\u202f)[;?»]|«(?!\u202f)|(?<!\u00a0):(?=\s)|(?<!\u202f)%/u,
      ar: /["'!“”;?]|,(?= \p{Script=Arabic})/u,
      ja: /["'!“”！]|[぀-ヿ一-鿿][.,:;?]/u,
    };
    expect([...words].filter(([, text]) => wrong[locale].test(bare(text)))).toEqual([]);
  });
});

it.each(locales)("every message of %s can be said", (locale) => {
  for (const [key, text] of flat(all[locale])) {
    const onError = (error: Error) => {
      throw new Error(`${key}: ${error.message}`);
    };
    const t = createTranslator({ locale, messages: { it: text }, onError });
    const names = pieces(text).map(({ name }) => name);
    for (const count of [0, 1, 2, 5, 11, 100]) {
      const said = t.rich("it", {
        ...Object.fromEntries(names.map((name) => [name, count])),
        ...Object.fromEntries(marks(text).map((name) => [name, (inside: unknown) => String(inside)])),
      });
      expect(said, key).not.toMatch(/[{}]/);
    }
  }
});

type Tree = { [key: string]: string | Tree };

function flat(tree: Tree, before = ""): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]): [string, string][] =>
      typeof value === "string" ? [[before + key, value]] : [...flat(value, `${before}${key}.`)],
    ),
  );
}

/** The gaps and marks of a message, sorted: what the code fills in. */
function shape(text: string): string[] {
  const gaps = pieces(text).map(({ name, type }) => `{${name}${type && `, ${type}`}}`);
  return [...new Set([...gaps, ...marks(text).map((name) => `<${name}>`)])].sort();
}

function marks(text: string): string[] {
  return [...text.matchAll(/<(\w+)>/g)].map((found) => found[1]);
}

/** A message without its gaps, choices and marks: only what is read. */
function bare(text: string): string {
  return text
    .replace(/<\/?\w+>/g, "")
    .replace(/\{\w+, plural,|(?:=\d+|zero|one|two|few|many|other) (?=\{)/g, "")
    .replace(/\{\w+(?:, \w+)?\}(?=[^}]|$)/g, "");
}

interface Piece {
  name: string;
  type: string;
  choices: string[];
}

/** The gaps of a message, those inside of choices too. */
function pieces(text: string): Piece[] {
  return blocks(text).flatMap(({ inside }): Piece[] => {
    const [, name, type = "", rest = ""] = /^\s*(\w+)\s*(?:,\s*(\w+)\s*,?(.*))?$/su.exec(inside) ?? [];
    if (!name) throw new Error(`Not a gap: ${inside}`);
    const parts = type === "plural" || type === "select" ? blocks(rest) : [];
    return [{ name, type, choices: parts.map(({ label }) => label) }, ...parts.flatMap((part) => pieces(part.inside))];
  });
}

/** What stands in braces on the outermost level, with the word right before it. */
function blocks(text: string): { label: string; inside: string }[] {
  const found: { label: string; inside: string }[] = [];
  let depth = 0;
  let start = 0;
  let end = 0;
  for (let index = 0; index < text.length; index++) {
    if (text[index] === "{" && depth++ === 0) start = index;
    if (text[index] !== "}" || --depth > 0) continue;
    found.push({ label: text.slice(end, start).trim(), inside: text.slice(start + 1, index) });
    end = index + 1;
  }
  if (depth !== 0) throw new Error(`Braces do not match: ${text}`);
  return found;
}
