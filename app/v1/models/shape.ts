import { z } from "zod";
import type { NamedModel } from "@/lib/generations/service/named";

/** A model as OpenAI's API tells of it; `created` in seconds. */
export const modelSchema = z.object({
  id: z.string(),
  object: z.literal("model"),
  created: z.int(),
  owned_by: z.string(),
});

export function modelDto({ id, createdAt, owner }: NamedModel): z.output<typeof modelSchema> {
  return { id, object: "model", created: Math.floor(createdAt.getTime() / 1000), owned_by: owner };
}
