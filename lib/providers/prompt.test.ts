import { expect, test } from "vitest";
import { composePrompt } from "./prompt";

const style = (promptTemplate: string | null, negativePrompt: string | null = null) => ({
  ...{ slug: "x", kind: "prompt" as const, filter: null, workflow: null },
  promptTemplate,
  negativePrompt,
});
const words = (prompt: string | null, template: string | null) =>
  composePrompt({ prompt, negativePrompt: null, style: style(template) }).prompt;

test("a template stands around the prompt, or behind it", () => {
  expect(words("a cat", "an etching of {{ prompt }}, fine lines")).toBe("an etching of a cat, fine lines");
  expect(words("a cat", "fine lines")).toBe("a cat, fine lines");
  expect(words("a cat", null)).toBe("a cat");
  expect(words("$& {{prompt}}", "{{prompt}}!")).toBe("$& {{prompt}}!");
});

test("without a prompt, what would have joined the two goes as well", () => {
  expect(words(null, "{{prompt}}, anime, clean lines")).toBe("anime, clean lines");
  expect(words(null, "anime, {{prompt}}, clean lines")).toBe("anime, clean lines");
  expect(words(null, null)).toBe("");
});

test("both negative prompts count", () => {
  const composed = composePrompt({ prompt: "a", negativePrompt: "blur", style: style(null, "text") });
  expect(composed.negativePrompt).toBe("blur, text");
});
