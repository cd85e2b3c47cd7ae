import { expect, test } from "vitest";
import { fileName, uniqueNames } from "./file-name";

const named = (name: string) => fileName({ title: null, prompt: null, name });

test("title before words before the file's own name", () => {
  expect(fileName({ title: "Fox", prompt: "a fox", name: "x.png" })).toBe("Fox");
  expect(fileName({ title: null, prompt: "a fox", name: "x.png" })).toBe("a fox");
  expect(named("IMG_0042.jpeg")).toBe("IMG_0042");
});

test.each([
  ["../../etc/passwd", "etc passwd"],
  ["\u202egnp.exe", "gnp"],
  ["a\r\nb", "a b"],
  ["...", "picture"],
  ["", "picture"],
  ["NUL.png", "NUL_"],
  ["com1", "com1_"],
  ["console", "console"],
  ["夕焼け.webp", "夕焼け"],
  ["x".repeat(500), "x".repeat(80)],
])("%j becomes a name for every system", (given, wanted) => expect(named(given)).toBe(wanted));

test("the same name is told apart, without regard to capitals", () => {
  const unique = uniqueNames(["recipes.json"]);
  const given = [
    ["Fox", "png"],
    ["fox", "PNG"],
    ["Fox", "jpg"],
    ["Fox (2)", "png"],
    ["recipes", "json"],
  ] as const;
  expect(given.map(([name, extension]) => unique(name, extension))).toEqual([
    "Fox.png",
    "fox (2).PNG",
    "Fox.jpg",
    "Fox (2) (2).png",
    "recipes (2).json",
  ]);
});
