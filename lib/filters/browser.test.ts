import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

const here = import.meta.dirname;
const files = readdirSync(here, { recursive: true, encoding: "utf8" }).filter(
  (name) => name.endsWith(".ts") && !name.endsWith(".test.ts"),
);

describe("filters run in a browser worker", () => {
  it("sees the files it should", () => {
    expect(files).toContain("index.ts");
    expect(files).toContain(path.join("maths", "blur.ts"));
  });

  it.each(files)("%s imports nothing but its own folder and delaunator", (name) => {
    const text = readFileSync(path.join(here, name), "utf8");
    const imports = [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map((match) => match[1]);
    for (const specifier of imports) {
      if (specifier === "delaunator") continue;
      expect(specifier).toMatch(/^\.{1,2}\//);
      expect(path.relative(here, path.resolve(here, path.dirname(name), specifier))).not.toMatch(/^\.\./);
    }
  });

  it.each(files)("%s names no global of Node or of a page", (name) => {
    const code = readFileSync(path.join(here, name), "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
    expect(code).not.toMatch(
      /\b(process|Buffer|require|__dirname|document|window|Date|performance)\s*[.(]|Math\.random/,
    );
  });
});
