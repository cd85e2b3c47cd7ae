import { z } from "zod";

/**
 * What is to be answered to an address by mail, without the request having learned whether the address is known: the
 * request writes a sealed job and does the same work either way.
 */
export const answerSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("reset"), email: z.string(), page: z.string() }),
  z.object({ kind: z.literal("verify"), email: z.string() }),
  z.object({ kind: z.literal("taken"), email: z.string() }),
  z.object({ kind: z.literal("email_taken"), email: z.string() }),
]);
export type Answer = z.infer<typeof answerSchema>;

/** What the sealed payload belongs to. */
export const answerContext = "account.answer";
