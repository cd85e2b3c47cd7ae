import { type Entry, folded, spaced, unspaced, unspacedLongest } from "./lexicon/dictionary";

/** A piece of the prompt: a known word with its meanings, an unknown one (no meanings), or the end of a clause. */
export interface Term {
  word: string;
  meanings: readonly Entry[];
  /** True between clauses: comma, full stop, line end. */
  stop: boolean;
  /** Adjectives follow their noun in the language the word seems to come from. */
  unspaced: boolean;
}

const longestPhrase = 5;
const prefixes = ["وال", "بال", "فال", "كال", "ال", "لل", "و", "ب", "ف", "ك", "ل"];

/**
 * Cuts a prompt into terms in one pass: longest known phrase first (up to five words); Japanese text, which has
 * no spaces, by the longest known word at each place; Arabic words also without article and attached particles.
 */
export function terms(prompt: string): Term[] {
  const found: Term[] = [];
  const pieces = folded(prompt).match(/[\p{L}\p{N}]+|[^\p{L}\p{N}\s]|\n/gu) ?? [];
  let words: string[] = [];
  const flush = () => {
    readWords(words, found);
    words = [];
  };
  for (const piece of pieces) {
    if (/^[\p{L}\p{N}]/u.test(piece)) {
      if (!japanesePattern.test(piece)) words.push(piece);
      else {
        flush();
        readUnspaced(piece, found);
      }
    } else if (stops.has(piece)) {
      flush();
      found.push({ word: piece, meanings: [], stop: true, unspaced: false });
    }
  }
  flush();
  return found;
}

const japanesePattern = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const stops = new Set([",", ".", ";", ":", "\n", "|", "(", ")", "、", "。", "،", "؛", "!", "?", "/", "—", "–"]);

function readWords(words: readonly string[], found: Term[]): void {
  for (let i = 0; i < words.length; ) {
    let taken = 0;
    for (let length = Math.min(longestPhrase, words.length - i); length > 0 && !taken; length--) {
      const meanings = lookUp(words.slice(i, i + length).join(" "));
      if (meanings.length === 0) continue;
      found.push({ word: words.slice(i, i + length).join(" "), meanings, stop: false, unspaced: false });
      taken = length;
    }
    if (!taken) found.push({ word: words[i], meanings: numeral(words[i]), stop: false, unspaced: false });
    i += taken || 1;
  }
}

function lookUp(phrase: string): readonly Entry[] {
  const known = spaced.get(phrase);
  if (known) return known;
  if (phrase >= "ء" && phrase <= "ۿ") {
    for (const prefix of prefixes) {
      if (!phrase.startsWith(prefix)) continue;
      const bare = spaced.get(phrase.slice(prefix.length));
      if (bare && phrase.length - prefix.length > 1) return bare;
    }
  }
  return [];
}

function numeral(word: string): readonly Entry[] {
  if (!/^[0-9]{1,4}$/.test(word)) return [];
  return [{ section: "numbers", name: String(Math.min(40, Number(word))), plural: false }];
}

function readUnspaced(text: string, found: Term[]): void {
  for (let i = 0; i < text.length; ) {
    let taken = 0;
    for (let length = Math.min(unspacedLongest, text.length - i); length > 0 && !taken; length--) {
      const word = text.slice(i, i + length);
      const meanings = unspaced.get(word);
      if (!meanings) continue;
      found.push({ word, meanings, stop: false, unspaced: true });
      taken = length;
    }
    if (!taken) {
      const digits = /^[0-9]{1,4}/.exec(text.slice(i, i + 4))?.[0];
      if (digits) found.push({ word: digits, meanings: numeral(digits), stop: false, unspaced: true });
      taken = digits ? digits.length : 1;
    }
    i += taken;
  }
}
