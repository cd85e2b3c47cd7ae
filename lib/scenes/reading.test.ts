import { describe, expect, it } from "vitest";
import { paint, readPrompt } from "./index";
import { folded, languages, lines } from "./lexicon/dictionary";
import { abstracts, colours, concepts, kindOf, moods, places, relations, seasons, styles } from "./lexicon/vocabulary";

const named = (prompt: string) => readPrompt(prompt).mentions.map(({ concept }) => concept);

describe("the lexicon", () => {
  it("knows at least 110 concepts, each of one kind", () => {
    expect(concepts.length).toBeGreaterThanOrEqual(110);
    expect(new Set(concepts).size).toBe(concepts.length);
    for (const concept of concepts) expect(kindOf(concept)).toBeTruthy();
  });

  it.each(Object.keys(languages))("has a word for everything in %s, and nothing else", (language) => {
    const text = Object.entries(languages).find(([name]) => name === language)?.[1] ?? "";
    const known = lines(text).map(({ section, name }) => `${section} ${name}`);
    const wanted = [
      ...concepts.map((name) => `concepts ${name}`),
      ...colours.map((name) => `colours ${name}`),
      ...moods.map((name) => `moods ${name}`),
      ...seasons.map((name) => `seasons ${name}`),
      ...places.map((name) => `places ${name}`),
      ...relations.map((name) => `relations ${name}`),
      ...styles.map((name) => `styles ${name}`),
      ...abstracts.map((name) => `abstracts ${name}`),
      ...["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "12", "20"].map((name) => `numbers ${name}`),
      ...["large", "small"].map((name) => `sizes ${name}`),
      "not not",
    ];
    expect([...known].sort()).toEqual([...wanted].sort());
  });

  it.each(Object.keys(languages))("reads each first word of %s as its concept", (language) => {
    const text = Object.entries(languages).find(([name]) => name === language)?.[1] ?? "";
    for (const { section, name, words } of lines(text)) {
      if (section !== "concepts") continue;
      const word = words[0].replace("+", "");
      // A lone colour word is the colour; after a number it is the fruit.
      const prompt = folded(word) === "orange" || folded(word) === "naranja" ? `3 ${word}` : word;
      expect(named(prompt), `${language}: ${word}`).toContain(name);
    }
  });
});

describe("reading a prompt", () => {
  it("finds the same scene in six languages", () => {
    const prompts = [
      "three red boats on the lake at night, no moon",
      "drei rote Boote auf dem See bei Nacht, kein Mond",
      "tres barcas rojas en el lago de noche, sin luna",
      "trois barques rouges sur le lac la nuit, sans lune",
      "ثلاثة قوارب حمراء في البحيرة ليلا، بدون قمر",
      "夜の湖に赤い小舟三つ、月なし",
    ];
    for (const prompt of prompts) {
      const { mentions, absent } = readPrompt(prompt);
      const boat = mentions.find(({ concept }) => concept === "boat");
      expect(boat, prompt).toMatchObject({ count: 3, counted: true, colour: "red" });
      expect(mentions.map(({ concept }) => concept).sort(), prompt).toEqual(["boat", "lake", "night"]);
      expect(absent, prompt).toEqual(["moon"]);
    }
  });

  it("counts by word, figure and plural", () => {
    const count = (prompt: string) => readPrompt(prompt).mentions[0].count;
    expect(count("a bird")).toBe(1);
    expect(count("two birds")).toBe(2);
    expect(count("7 birds")).toBe(7);
    expect(count("birds")).toBe(3);
    expect(count("many birds")).toBe(9);
    expect(count("a dozen birds")).toBe(12);
    expect(count("9999 birds")).toBe(40);
    expect(count("fünf Vögel")).toBe(5);
    expect(count("二羽の鳥")).toBe(2);
  });

  it("reads places, relations, sizes and colours", () => {
    const boat = readPrompt("a small green boat on the left in front of a lighthouse").mentions;
    expect(boat[0]).toMatchObject({
      concept: "boat",
      place: "left",
      size: "small",
      colour: "green",
      relation: { kind: "before", to: 1 },
    });
    expect(readPrompt("mountains in the distance").mentions[0].place).toBe("far");
    expect(readPrompt("the moon above a castle").mentions[0].relation).toEqual({ kind: "over", to: 1 });
    expect(readPrompt("un barco rojo").mentions[0].colour).toBe("red");
    expect(readPrompt("une maison bleue").mentions[0].colour).toBe("blue");
    expect(readPrompt("deep blue").colours).toEqual(["blue"]);
  });

  it("tells the fruit from the colour", () => {
    expect(named("two oranges and an apple")).toContain("orange");
    expect(named("orange sky")).toEqual(["sky"]);
    expect(readPrompt("orange sky").mentions[0].colour).toBe("orange");
  });

  it("knows Arabic words with article and particles", () => {
    expect(named("القمر والبحر")).toEqual(["moon", "sea"]);
    expect(named("قارب بالبحيرة")).toEqual(["boat", "lake"]);
  });

  it("names a filter for style words", () => {
    const slugs = {
      "a cat, oil painting": "oil",
      "Katze, Bleistiftzeichnung": "pencil",
      "gato en acuarela": "watercolour",
      "un chat, vitrail": "stained-glass",
      浮世絵の波: "woodblock",
      "قطة بقلم رصاص": "pencil",
      "pixel art castle": "pixel-art",
      "low poly fox": "low-poly",
      "pop art cup": "pop-art",
    };
    for (const [prompt, slug] of Object.entries(slugs)) expect(readPrompt(prompt).filterSlug, prompt).toBe(slug);
    expect(readPrompt("a cat").filterSlug).toBeNull();
  });

  it("keeps relations right when a concept is left out", () => {
    const { reading } = paint(
      { prompt: "a bird over a tree beside a house", negativePrompt: "tree", seed: 1, width: 64, height: 64 },
      { progress() {} },
    );
    for (const { relation } of reading.mentions) if (relation) expect(reading.mentions[relation.to]).toBeDefined();
  });

  it("survives hostile prompts in time that grows with their length only", () => {
    const hostile = [
      "a".repeat(4000),
      "in front of ".repeat(330),
      "🌊🏔️👩‍👩‍👧‍👦".repeat(200),
      "\u202e\u200f قمر \u0000\u0007 sun \u001b[31m".repeat(100),
      "三".repeat(4000),
      "و".repeat(4000),
      "no no without ".repeat(280),
      "\n,;".repeat(1300),
      "e\u0301".repeat(2000),
      "٣ ".repeat(2000),
      "",
      " ",
    ];
    for (const prompt of hostile) {
      expect(readPrompt(prompt).mentions.length).toBeLessThanOrEqual(24);
      const { pixels } = paint({ prompt, negativePrompt: prompt, seed: 2, width: 64, height: 64 }, { progress() {} });
      expect(pixels.data.some((value, i) => i % 4 !== 3 && value > 0)).toBe(true);
    }
  }, 20_000);
});
