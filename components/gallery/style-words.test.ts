import { expect, it } from "vitest";
import { filters } from "@/lib/filters";
import german from "@/lib/i18n/messages/de.json";
import english from "@/lib/i18n/messages/en.json";
import { providers } from "@/lib/providers";
import { promptStyles } from "@/lib/styles/schema";
import { type StyleWords, styleInWords, styleTitle } from "./style-words";

const oil = {
  slug: "oil",
  title: "Oil painting",
  description: "Thick strokes that follow the forms, with light raking over the paint.",
};

it("says a style of the house in the viewer's language", () => {
  expect(styleInWords(oil, german.styles)).toEqual({ slug: "oil", ...german.styles.oil });
  expect(styleTitle({ slug: "oil", title: "Oil painting" }, german.styles)).toBe("Ölgemälde");
});

it("leaves words that somebody chose, and styles that came from elsewhere", () => {
  expect(styleTitle({ ...oil, title: "Grandfather's brush" }, german.styles)).toBe("Grandfather's brush");
  expect(styleInWords({ ...oil, description: "As he did." }, german.styles).description).toBe("As he did.");
  for (const slug of ["ghibli", "constructor", ""]) {
    expect(styleTitle({ slug, title: "Elsewhere" }, german.styles)).toBe("Elsewhere");
  }
});

it("says a second backend's style like the first's", () => {
  expect(styleTitle({ slug: "storybook-2", title: "Storybook" }, german.styles)).toBe("Bilderbuch");
});

it("has English words equal to those that ship, and words for every parameter", () => {
  const words: StyleWords = english.styles;
  expect(words).toEqual(
    Object.fromEntries(
      [...filters, ...promptStyles].map(({ slug, title, description }) => [slug, { title, description }]),
    ),
  );
  const specs = [...filters, ...providers].flatMap(({ params }) => Object.entries(params));
  const choices = specs.flatMap(([, spec]) => (spec.kind === "choice" ? spec.choices : []));
  expect(Object.keys(english.params.names).sort()).toEqual([...new Set(specs.map(([name]) => name))].sort());
  expect(Object.keys(english.params.choices).sort()).toEqual([...new Set(choices)].sort());
});
