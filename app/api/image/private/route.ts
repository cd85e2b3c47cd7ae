import { z } from "zod";
import { success } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";
import { privateInput } from "@/lib/images/schema";
import { setPrivate } from "@/lib/images/service/change";

const change = endpoint({
  path: "/api/image/private",
  summary: "Make your picture private, or public",
  access: "user",
  body: privateInput,
  fails: ["not_found", "not_ready"],
  answers: {
    200: z.object({
      success: z.literal(true),
      message: z.string(),
      data: z.object({ id: z.int(), isPrivate: z.boolean() }),
    }),
  },
  async run({ user, body }) {
    const result = await setPrivate(user(), body.id, body.private);
    return success(result.isPrivate ? "The picture is private now" : "The picture is public now", result);
  },
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ PATCH: change });
