import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import messages from "@/lib/i18n/messages/en.json";
import { errorKey, errorSentences } from "./error-key";

const source = ["lib/generations", "lib/providers", "lib/moderation"]
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => /(?<!\.test)\.ts$/.test(name))
      .map((name) => readFileSync(`${folder}/${name}`, "utf8")),
  )
  .concat(readFileSync("lib/quota.ts", "utf8"))
  .join("\n");

it("there are words for every sentence that making a picture may end in", () => {
  const said = [...source.matchAll(/(?:AppError\("\w+", \{ words|publicMessage): "([^"]+)"/g)].map((found) => found[1]);
  expect(said.length).toBeGreaterThan(7);
  expect(said.filter((sentence) => errorKey("a code nobody knows", sentence) === null && sentence !== tooLong)).toEqual(
    [],
  );
});

it("no sentence is kept that the server has ceased to say", () => {
  expect(Object.keys(errorSentences).filter((sentence) => !source.includes(`"${sentence}"`))).toEqual([]);
});

it("prefers the sentence to the code, and knows when it knows neither", () => {
  const queueFull = "Many of your pictures are still waiting. Please let some finish first.";
  expect(errorKey("quota", queueFull)).toBe("queueFull");
  expect(messages.errors.queueFull).toBe(queueFull);
  expect(errorKey("quota", "Another sentence")).toBe("quota");
  expect(errorKey("toString")).toBeNull();
});

/** Its code says the same. */
const tooLong = "This took too long.";
