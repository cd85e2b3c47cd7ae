import type { Entry } from "./lexicon/dictionary";
import {
  type AbstractStyle,
  abstracts,
  type Colour,
  type Concept,
  colours,
  concepts,
  type FilterStyle,
  kindOf,
  type Mood,
  moods,
  type Place,
  places,
  type Relation,
  relations,
  type Season,
  type Size,
  seasons,
  sizes,
  styles,
} from "./lexicon/vocabulary";
import { type Term, terms } from "./terms";

/** A thing the prompt names. */
export interface Mention {
  concept: Concept;
  /** How many, 1–40; a plain plural counts as 3. */
  count: number;
  /** Whether the prompt said how many, by number or plural. */
  counted: boolean;
  place: Place | null;
  colour: Colour | null;
  size: Size | null;
  /** How it stands to another mention, by index into `mentions`. */
  relation: { kind: Relation; to: number } | null;
}

/** What was understood of a prompt. */
export interface Reading {
  mentions: Mention[];
  /** Concepts the prompt or the negative prompt wants absent. */
  absent: Concept[];
  /** Colours not tied to one thing: they steer the whole picture. */
  colours: Colour[];
  moods: Mood[];
  season: Season | null;
  /** One of the built-in filters, by slug, when style words name it; the caller applies it. */
  filterSlug: FilterStyle | null;
  abstracts: AbstractStyle[];
  /** The words nothing is known of; they seed abstract pictures. */
  unknown: string[];
}

const mentionsMax = 24;

/** Reads a prompt in English, German, Spanish, French, Arabic or Japanese, mixed as it comes. Time grows linearly with its length. */
export function readPrompt(prompt: string): Reading {
  const reading: Reading = {
    ...{ mentions: [], absent: [], colours: [], moods: [], season: null, filterSlug: null, abstracts: [], unknown: [] },
  };
  const clause = new Clause(reading);
  const all = terms(prompt.slice(0, 8000));
  const still = all.some((term) => term.meanings.some(({ name }) => stillHints.has(name)));
  all.forEach((term, i) => {
    if (term.stop) clause.end();
    else clause.take(term, meaningOf(term, all[i - 1], all[i + 1], still));
  });
  clause.end();
  reading.mentions = reading.mentions.filter(({ concept }) => !reading.absent.includes(concept));
  for (const mention of reading.mentions) {
    if (mention.relation && mention.relation.to >= reading.mentions.length) mention.relation = null;
  }
  return reading;
}

/** The same reading without the concepts a negative prompt names. */
export function without(reading: Reading, negativePrompt: string): Reading {
  if (!negativePrompt.trim()) return reading;
  const negative = readPrompt(negativePrompt);
  const absent = [...new Set([...reading.absent, ...negative.absent, ...negative.mentions.map((m) => m.concept)])];
  const kept = reading.mentions.filter(({ concept }) => !absent.includes(concept));
  const mentions = kept.map((mention) => {
    const to = mention.relation ? kept.indexOf(reading.mentions[mention.relation.to]) : -1;
    return { ...mention, relation: mention.relation && to >= 0 ? { kind: mention.relation.kind, to } : null };
  });
  const unwanted = new Set<string>(negative.colours);
  return { ...reading, mentions, absent, colours: reading.colours.filter((colour) => !unwanted.has(colour)) };
}

const stillHints = new Set(["apple", "pear", "lemon", "grapes", "banana", "vase", "bowl", "table"]);

/** Of several meanings, the likely one: "orange" is a fruit in the plural, after a number, or among fruit. */
function meaningOf(term: Term, before: Term | undefined, after: Term | undefined, still: boolean): Entry | null {
  if (term.meanings.length < 2) return term.meanings[0] ?? null;
  const concept = term.meanings.find(({ section }) => section === "concepts");
  const other = term.meanings.find(({ section }) => section !== "concepts");
  if (!concept || !other) return term.meanings[0];
  if (concept.plural) return concept;
  const nounAfter = after?.meanings.some(({ section }) => section === "concepts") ?? false;
  const numberBefore = before?.meanings.some(({ section }) => section === "numbers") ?? false;
  const nounBefore = before?.meanings.some(({ section }) => section === "concepts") ?? false;
  if (concept.name === "rose") return nounAfter || nounBefore ? other : concept;
  if (other.section === "colours") return (numberBefore || still) && !nounAfter ? concept : other;
  return concept;
}

/** What has been heard since the last comma: numbers and adjectives wait for their noun. */
class Clause {
  private count = 0;
  private colour: Colour | null = null;
  private size: Size | null = null;
  private place: Place | null = null;
  private relation: { kind: Relation; from: number } | null = null;
  private negated = false;
  private last: Mention | null = null;
  private sinceNoun = 99;

  constructor(private readonly reading: Reading) {}

  take(term: Term, meaning: Entry | null): void {
    this.sinceNoun++;
    if (!meaning) {
      if (term.word.length > 2) this.reading.unknown.push(term.word);
      return;
    }
    const { section, name, plural } = meaning;
    if (section === "concepts") this.noun(named(concepts, name), plural);
    else if (section === "numbers") this.number(Number(name), term.unspaced);
    else if (section === "colours") this.adjective(named(colours, name), term.unspaced);
    else if (section === "sizes") this.size = named(sizes, name);
    else if (section === "places") this.placed(named(places, name));
    else if (section === "relations") this.related(named(relations, name), term.unspaced);
    else if (section === "not") this.not(term.unspaced);
    else this.tone(meaning);
  }

  end(): void {
    if (this.colour) this.reading.colours.push(this.colour);
    this.count = 0;
    this.colour = null;
    this.size = null;
    this.place = null;
    this.relation = null;
    this.negated = false;
    this.last = null;
    this.sinceNoun = 99;
  }

  private noun(concept: Concept, plural: boolean): void {
    const { reading } = this;
    if (this.negated) {
      reading.absent.push(concept);
      return;
    }
    const counted = this.count > 1 || plural;
    const count = this.count > 0 ? this.count : plural ? 3 : 1;
    const known = reading.mentions.find((mention) => mention.concept === concept);
    if (!known && reading.mentions.length >= mentionsMax) return;
    const mention = known ?? {
      ...{ concept, count, counted, place: this.place, colour: this.colour, size: this.size, relation: null },
    };
    if (known && counted) Object.assign(known, { count: Math.max(count, known.count), counted });
    if (known) known.colour ??= this.colour;
    else reading.mentions.push(mention);
    const from = this.relation ? reading.mentions[this.relation.from] : null;
    if (from && from !== mention && this.relation) {
      from.relation = { kind: this.relation.kind, to: reading.mentions.indexOf(mention) };
    }
    // "at night on the left" is about the boat, not about the night.
    if (!this.last || kindOf(concept) !== "time") this.last = mention;
    this.sinceNoun = 0;
    this.count = 0;
    this.colour = null;
    this.size = null;
    this.place = null;
    this.relation = null;
  }

  private number(count: number, unspacedText: boolean): void {
    // Japanese may count after the noun (船三隻); elsewhere the number comes first.
    if (unspacedText && this.last && this.sinceNoun === 1 && count > 1) {
      Object.assign(this.last, { count, counted: true });
    } else this.count = count;
  }

  private adjective(colour: Colour, unspacedText: boolean): void {
    // "barco rojo", "bateau rouge": the colour directly after a noun that has none.
    if (!unspacedText && this.last && this.sinceNoun === 1 && !this.last.colour) this.last.colour = colour;
    else {
      if (this.colour) this.reading.colours.push(this.colour);
      this.colour = colour;
    }
  }

  private placed(place: Place): void {
    if (this.last && !this.last.place) this.last.place = place;
    else this.place = place;
  }

  private related(kind: Relation, unspacedText: boolean): void {
    if (!this.last || unspacedText) return;
    this.relation = { kind, from: this.reading.mentions.indexOf(this.last) };
  }

  private not(after: boolean): void {
    if (!after) this.negated = true;
    else if (this.last) this.reading.absent.push(this.last.concept);
  }

  private tone({ section, name }: Entry): void {
    const { reading } = this;
    if (section === "moods") reading.moods.push(named(moods, name));
    if (section === "seasons") reading.season ??= named(seasons, name);
    if (section === "styles") reading.filterSlug ??= named(styles, name);
    if (section === "abstracts") reading.abstracts.push(named(abstracts, name));
  }
}

function named<T extends string>(list: readonly T[], name: string): T {
  const found = list.find((entry) => entry === name);
  if (!found) throw new Error(`The lexicon names ${name}, which the vocabulary lacks`);
  return found;
}
