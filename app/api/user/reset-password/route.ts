import { z } from "zod";
import { resetInput } from "@/lib/accounts/schema";
import { resetPassword } from "@/lib/accounts/service/reset";
import { success } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";

const reset = endpoint({
  path: "/api/user/reset-password",
  summary: "Set a new password by the token of a mail; all sessions end",
  access: "all",
  body: resetInput,
  fails: ["invalid_link"],
  answers: { 200: z.object({ success: z.literal(true), message: z.string(), data: z.null() }) },
  async run({ body }) {
    await resetPassword(body);
    return success("Your password is changed. Please sign in.", null);
  },
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ PATCH: reset });
