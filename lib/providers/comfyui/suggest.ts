import type { Suggestion } from "../define";
import { linkOf, type Workflow } from "./workflow";

/** What an input of a class usually is. */
const usual: Record<string, Record<string, string>> = {
  KSampler: { seed: "seed", steps: "steps", cfg: "cfg" },
  KSamplerAdvanced: { noise_seed: "seed", steps: "steps", cfg: "cfg" },
  SamplerCustom: { noise_seed: "seed", cfg: "cfg" },
  RandomNoise: { noise_seed: "seed" },
  BasicScheduler: { steps: "steps" },
  CFGGuider: { cfg: "cfg" },
  EmptyLatentImage: { width: "working_width", height: "working_height", batch_size: "batch" },
  EmptySD3LatentImage: { width: "working_width", height: "working_height", batch_size: "batch" },
  LoadImage: { image: "image" },
  CheckpointLoaderSimple: { ckpt_name: "model" },
  SaveImage: { filename_prefix: "prefix" },
};

const textInputs = ["text", "text_g", "text_l", "clip_l", "t5xxl", "prompt"];

/**
 * A template with the placeholders one would put there by hand, and what was changed: seed, steps and cfg of samplers,
 * the texts behind `positive` and `negative`, sizes of empty latents, the picture and the checkpoint that are loaded.
 * Inputs that hold a placeholder already stay as they are.
 */
export function suggestPlaceholders(workflow: Workflow): { workflow: Workflow; suggestions: Suggestion[] } {
  const suggested = structuredClone(workflow);
  const suggestions: Suggestion[] = [];
  const put = (node: string, input: string, name: string) => {
    const { class_type: classType, inputs } = suggested[node];
    const from = inputs[input];
    if ((typeof from !== "string" && typeof from !== "number") || String(from).includes("{{")) return;
    const to = `{{${name}}}`;
    inputs[input] = to;
    suggestions.push({ node, classType, input, from, to });
  };
  for (const [id, { class_type, inputs }] of Object.entries(suggested)) {
    for (const [input, name] of Object.entries(usual[class_type] ?? {})) put(id, input, name);
    for (const [input, name] of [
      ["positive", "prompt"],
      ["negative", "negative_prompt"],
    ]) {
      for (const text of textsBehind(suggested, inputs[input])) put(text.node, text.input, name);
    }
    if ("denoise" in inputs && startsFromPicture(suggested, inputs.latent_image)) put(id, "denoise", "strength");
  }
  return { workflow: suggested, suggestions };
}

function textsBehind(workflow: Workflow, value: unknown): { node: string; input: string }[] {
  return upstream(workflow, value).flatMap((node) =>
    textInputs.filter((input) => typeof workflow[node].inputs[input] === "string").map((input) => ({ node, input })),
  );
}

function startsFromPicture(workflow: Workflow, value: unknown): boolean {
  return upstream(workflow, value).some((node) => /^LoadImage/.test(workflow[node].class_type));
}

/** The nodes behind a link, nearest first. */
function upstream(workflow: Workflow, value: unknown, seen = new Set<string>()): string[] {
  const link = linkOf(value);
  if (!link || seen.has(link[0]) || !workflow[link[0]]) return [];
  seen.add(link[0]);
  const further = Object.values(workflow[link[0]].inputs).flatMap((one) => upstream(workflow, one, seen));
  return [link[0], ...further];
}
