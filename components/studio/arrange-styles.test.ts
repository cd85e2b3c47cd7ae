import { expect, test } from "vitest";
import type { StyleDto } from "@/lib/styles/schema";
import { arrangeStyles, findStyles, firstStyles } from "./arrange-styles";

function style(id: number, values: Partial<StyleDto> = {}): StyleDto {
  return {
    ...{ id, title: `Style ${id}`, description: "", preview_image: "", enabled: true, slug: `s${id}` },
    ...{
      backend: "builtin",
      model: "filter",
      strength_default: 1,
      price_micros: 0,
      params: {},
      filter: "oil",
      maker: null,
    },
    ...{ is_own: false, is_shared: true, is_favorite: false, recent: null },
    ...{ prompt_template: null, negative_prompt: null },
    ...values,
  };
}

test("starred ones stand first, then the last used, each style once", () => {
  const all = [style(1), style(2, { recent: 1 }), style(3, { recent: 0 }), style(4), style(5, { recent: 2 })];
  expect(firstStyles(all, new Set([5, 4]))).toEqual([4, 5, 3, 2]);
  const groups = arrangeStyles(all, [4, 5, 3, 2]);
  expect(groups.map(({ kind, styles }) => [kind, styles.map(({ id }) => id)])).toEqual([
    ["first", [4, 5, 3, 2]],
    ["builtin", [1]],
  ]);
});

test("the rest is grouped by who makes it, and by model where a backend has several", () => {
  const other = { filter: null, backend: "Workshop" };
  const groups = arrangeStyles(
    [
      style(1),
      style(2, { ...other, model: "a" }),
      style(3, { ...other, model: "b" }),
      style(4, { filter: null, backend: "Second", model: "a" }),
      style(5, { maker: "Ada", is_own: true }),
      style(6, { maker: "Bob" }),
    ],
    [],
  );
  expect(groups.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    "own ",
    "builtin ",
    "backend Workshop, a",
    "backend Workshop, b",
    "backend Second",
    "shared ",
  ]);
});

test("a search needs every word, anywhere, without accents, and puts titles that begin so first", () => {
  const all = [style(1, { title: "Öl", description: "eau" }), style(2, { title: "Eau forte" }), style(3)];
  expect(findStyles(all, "EAU").map(({ id }) => id)).toEqual([2, 1]);
  expect(findStyles(all, "ol eau").map(({ id }) => id)).toEqual([1]);
  expect(findStyles(all, "none")).toEqual([]);
});
