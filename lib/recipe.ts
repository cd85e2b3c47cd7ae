import { z } from "zod";

/** How a picture was made, as it leaves. */
export const recipeSchema = z.object({
  backend: z.string(),
  /** What the backend is called here; null for pictures made before that was kept. */
  backendName: z.string().nullable(),
  /** The backend that was to make it and could not be reached, when this one stood in. */
  standsInFor: z.string().nullable(),
  model: z.string(),
  version: z.int(),
  prompt: z.string().nullable(),
  negativePrompt: z.string().nullable(),
  style: z.string().nullable(),
  strength: z.number().nullable(),
  params: z.record(z.string(), z.union([z.number(), z.string()])),
  seed: z.int(),
  width: z.int(),
  height: z.int(),
});
export type RecipeDto = z.infer<typeof recipeSchema>;

/** A recipe as rows keep it; older ones lack what was not kept then. */
export type KeptRecipe = Omit<RecipeDto, "backendName" | "standsInFor"> & Partial<RecipeDto>;

/** How a picture was made, field by field; null for one that was not. */
export function recipeDto(recipe: KeptRecipe | null): RecipeDto | null {
  if (!recipe) return null;
  const {
    backend,
    backendName = null,
    standsInFor = null,
    model,
    version,
    prompt,
    negativePrompt,
    style,
    strength,
    params,
    seed,
    width,
    height,
  } = recipe;
  const made = { backend, backendName, standsInFor, model, version };
  return { ...made, prompt, negativePrompt, style, strength, params, seed, width, height };
}
