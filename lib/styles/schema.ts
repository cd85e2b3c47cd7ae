import { z } from "zod";

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
  params: z.record(z.string(), paramSpecSchema),
});
export type StyleDto = z.infer<typeof styleSchema>;

export const styleSearchInput = z.object({ q: z.string().trim().min(1).max(200) });

/** The picture every style without a visitor's photograph is shown on. */
export function stylePreviewUrl(slug: string, version: number): string {
  return `/media/styles/${slug}?v=${version}`;
}
