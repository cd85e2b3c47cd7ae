import type { MakeRequest } from "../define";
import { invalidRequest } from "../failures";
import { composePrompt } from "../prompt";

/**
 * The words for a request: these models read sentences, and have no field for what is not wanted or for how far a
 * restyled picture may go.
 *
 * @throws ProviderError `invalid_request` when there is nothing to say, or the style is of another kind of backend
 */
export function wordsFor(request: MakeRequest): string {
  const { style, source, negativePrompt, strength } = request;
  if (style && (style.kind === "filter" || style.workflow)) {
    throw invalidRequest(`Style "${style.slug}" is of another kind: here a style is made of words alone.`);
  }
  const { prompt } = composePrompt({ prompt: request.prompt, negativePrompt: null, style });
  if (prompt === "") throw invalidRequest(`Style "${style?.slug}" has no words, and none were given.`);
  const without = negativePrompt?.trim() ? `Leave out: ${negativePrompt.trim()}.` : "";
  // Who gives words and a picture says what is to be done with it.
  if (!source || request.prompt) return [prompt, without].filter(Boolean).join("\n\n");
  return [`Redraw this picture in this style: ${prompt}.`, closeness(strength), without].filter(Boolean).join("\n\n");
}

/** @param strength 0–1 */
function closeness(strength: number): string {
  const same = "The same scene, people, poses and framing";
  if (strength < 0.4) return `${same}, with every detail where it is: change only how it is drawn, and that lightly.`;
  if (strength <= 0.75) return `${same}.`;
  return "The same scene and framing; shapes and details may follow the style freely.";
}
