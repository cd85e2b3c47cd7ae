import { z } from "zod";
import { limits } from "@/lib/limits";

const paramSpecSchema = z.union([
  z.object({
    kind: z.literal("number"),
    min: z.number(),
    max: z.number(),
    step: z.number(),
    default: z.number(),
  }),
  z.object({ kind: z.literal("choice"), choices: z.array(z.string()).readonly(), default: z.string() }),
]);

/** A style as lists give it: the second document's five fields and ours. */
export const styleSchema = z.object({
  id: z.int(),
  title: z.string(),
  description: z.string(),
  preview_image: z.string(),
  enabled: z.boolean(),
  slug: z.string(),
  backend: z.string(),
  model: z.string(),
  strength_default: z.number(),
  /** What a picture in it costs, in millionths of the house's currency; 0 is nothing. */
  price_micros: z.int(),
  params: z.record(z.string(), paramSpecSchema),
  /** The built-in filter that it applies; null when another backend makes it. */
  filter: z.string().nullable(),
  /** The member whose style it is; null for those of the house. */
  maker: z.string().nullable(),
  is_own: z.boolean(),
  is_shared: z.boolean(),
  is_favorite: z.boolean(),
  /** 0 for the style the viewer used last, 1 for the one before; null for those not used lately. */
  recent: z.int().nullable(),
  /** The words around the prompt, told to their maker alone. */
  prompt_template: z.string().nullable(),
  negative_prompt: z.string().nullable(),
});
export type StyleDto = z.infer<typeof styleSchema>;

const line = (words: string, maxChars: number) =>
  z
    .string(words)
    .transform((text) => text.normalize("NFC").replace(/\s+/gu, " ").trim())
    .refine((text) => !/[\p{Cc}\p{Co}\p{Cs}\u202a-\u202e\u2066-\u2069\ufeff]/u.test(text), words)
    .refine((text) => [...text].length <= maxChars, `At most ${maxChars} characters fit.`)
    .meta({ maxLength: maxChars });

const title = line("Please give it a title.", limits.styleTitleMaxChars)
  .refine((text) => /[^\p{Cf}\p{Z}]/u.test(text), "Please give it a title.")
  .meta({ minLength: 1, maxLength: limits.styleTitleMaxChars });
const description = line("Please write plain words.", limits.styleDescriptionMaxChars);
const strength = z.number().min(0).max(1);
const params = z.record(z.string().max(60), z.union([z.number(), z.string().max(100)]));
const words = z.string().trim().max(limits.promptMaxChars);

/** A recipe to be kept as a style of one's own: that of a style one can pick, and what is set differently. */
export const ownStyleInput = z.object({
  title,
  description: description.default(""),
  /** The style it starts from: its filter, or its model with its words. */
  base_style_id: z.int().positive(),
  /** 0–1; unless given, the base's. */
  strength: strength.optional(),
  params: params.optional(),
  /** Around `{{prompt}}`, or behind it; only where the base takes words. */
  prompt_template: words.optional(),
  negative_prompt: words.optional(),
  is_shared: z.boolean().default(false),
});
export type OwnStyleInput = z.infer<typeof ownStyleInput>;

/** What is left out stays. */
export const ownStyleChangeInput = z.object({
  title: title.optional(),
  description: description.optional(),
  strength: strength.optional(),
  params: params.optional(),
  prompt_template: words.optional(),
  negative_prompt: words.optional(),
  is_shared: z.boolean().optional(),
});
export type OwnStyleChangeInput = z.infer<typeof ownStyleChangeInput>;

export const styleIdInput = z.object({ id: z.int().positive() });
export const styleFavoriteInput = styleIdInput.extend({ favorite: z.boolean() });

export const styleSearchInput = z.object({ q: z.string().trim().min(1).max(200) });

/** What decides how a style looks, kept or not. */
export interface Look {
  kind: "filter" | "prompt";
  filter: string | null;
  promptTemplate: string | null;
  negativePrompt: string | null;
  workflow: Record<string, unknown> | null;
  params: Record<string, number | string>;
  strengthDefault: number;
  model: string;
  backendId: number;
}

/** The picture every style without a visitor's photograph is shown on. */
export function stylePreviewUrl(slug: string, version: number): string {
  return `/media/styles/${slug}?v=${version}`;
}

/** Where that picture is stored. */
export function stylePreviewKey(slug: string): string {
  return `styles/${slug}.webp`;
}

/** A style that comes with every backend of prompts; other languages' words live with the interface's. */
export interface PromptStyle {
  slug: string;
  title: string;
  description: string;
  promptTemplate: string;
  negativePrompt: string;
  strength: number;
}

const flaws = "lowres, blurry, jpeg artifacts, watermark, signature, text, deformed";

export const promptStyles: readonly PromptStyle[] = [
  {
    slug: "anime",
    title: "Anime",
    description: "Clean lines and flat, luminous colour, as in a drawn film.",
    promptTemplate: "{{prompt}}, anime film still, clean line art, cel shading, luminous colours, detailed background",
    negativePrompt: `photograph, 3d render, ${flaws}`,
    strength: 0.6,
  },
  {
    slug: "clay",
    title: "Clay figures",
    description: "Everything kneaded of clay, with fingerprints left in it.",
    promptTemplate:
      "{{prompt}}, stop-motion claymation, plasticine, visible fingerprints, miniature set, soft studio light",
    negativePrompt: `drawing, painting, ${flaws}`,
    strength: 0.65,
  },
  {
    slug: "paper-cut",
    title: "Cut paper",
    description: "Layers of coloured paper with soft shadows between them.",
    promptTemplate:
      "{{prompt}}, layered paper cut art, coloured cardboard, crisp edges, soft shadows between the layers",
    negativePrompt: `photograph, gradient, ${flaws}`,
    strength: 0.65,
  },
  {
    slug: "storybook",
    title: "Storybook",
    description: "A warm page of a children's book, in ink and gouache.",
    promptTemplate: "{{prompt}}, children's book illustration, ink and gouache, warm light, gentle texture, whimsical",
    negativePrompt: `photograph, 3d render, dark, ${flaws}`,
    strength: 0.6,
  },
  {
    slug: "film-noir",
    title: "Film noir",
    description: "Black and white, hard light through blinds, and fog in the street.",
    promptTemplate: "{{prompt}}, film noir still, black and white, hard low-key light, deep shadows, fog, 35mm grain",
    negativePrompt: `colour, cartoon, ${flaws}`,
    strength: 0.5,
  },
  {
    slug: "fresco",
    title: "Fresco",
    description: "Pigment on old plaster, cracked and faded by centuries.",
    promptTemplate: "{{prompt}}, renaissance fresco, mineral pigments on lime plaster, fine craquelure, faded colours",
    negativePrompt: `photograph, modern, ${flaws}`,
    strength: 0.55,
  },
];

/** The style that ships under this slug, a second backend's `anime-2` included. */
export function findPromptStyle(slug: string): PromptStyle | undefined {
  const plain = slug.replace(/-\d+$/, "");
  return promptStyles.find((style) => style.slug === plain);
}
