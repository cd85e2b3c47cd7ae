import type { MakeRequest } from "./define";

/** Where a style's template takes the words of who uses it. */
const place = /\{\{\s*prompt\s*\}\}/g;

/**
 * The words for a backend: the style's template around the prompt, and both negative prompts together. A template
 * without a place for the prompt is put behind it; without a prompt, what would have joined the two goes as well.
 */
export function composePrompt(request: Pick<MakeRequest, "prompt" | "negativePrompt" | "style">): {
  prompt: string;
  negativePrompt: string;
} {
  const words = request.prompt?.trim() ?? "";
  const template = request.style?.promptTemplate?.trim() || "{{prompt}}";
  const hasPlace = template.search(place) >= 0;
  // A function: what people write may hold the patterns that a replacing text understands.
  const filled = hasPlace ? template.replace(place, () => words) : join(words, template);
  return {
    prompt: words === "" ? tidy(filled) : filled,
    negativePrompt: join(request.negativePrompt?.trim() ?? "", request.style?.negativePrompt?.trim() ?? ""),
  };
}

function join(...parts: string[]): string {
  return parts.filter((part) => part !== "").join(", ");
}

function tidy(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/(?:\s*,)+\s*(?=,)/g, "")
    .replace(/^[\s,:;.]+|[\s,:;]+$/g, "");
}
