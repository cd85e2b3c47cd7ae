import { z } from "zod";
import { forgotInput } from "@/lib/accounts/schema";
import { requestReset } from "@/lib/accounts/service/reset";
import { success } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";

const ask = endpoint({
  path: "/api/user/password-reset-mail",
  summary: "Send a link to choose a new password, if the address has an account",
  access: "all",
  rate: "mail",
  body: forgotInput,
  answers: { 200: z.object({ success: z.literal(true), message: z.string(), data: z.null() }) },
  async run({ body }) {
    await requestReset(body.email, body.handleUrl);
    return success("If this address has an account, a link is on its way to it.", null);
  },
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ POST: ask });
