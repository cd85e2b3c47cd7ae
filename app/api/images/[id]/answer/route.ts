import { z } from "zod";
import { success } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";
import { answerInput } from "@/lib/moderation/schema";
import { answerHidden } from "@/lib/moderation/service/report";

const answer = endpoint({
  path: "/api/images/{id}/answer",
  summary: "Say something, once, to your picture being hidden",
  access: "user",
  params: z.object({ id: z.coerce.number().int().positive() }),
  body: answerInput,
  fails: ["conflict", "not_ready"],
  answers: { 200: z.object({ success: z.literal(true), message: z.string(), data: z.object({ id: z.int() }) }) },
  async run({ user, params: { id }, body }) {
    await answerHidden(user(), id, body.answer);
    return success("Answer received", { id });
  },
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ POST: answer });
