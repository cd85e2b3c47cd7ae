import { z } from "zod";
import { verificationInput } from "@/lib/accounts/schema";
import { requestVerification } from "@/lib/accounts/service/verify";
import { success } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";

const send = endpoint({
  path: "/api/user/new-verificaion-token",
  summary: "Send a new link that confirms the e-mail address",
  access: "user",
  rate: "mail",
  optionalBody: true,
  body: verificationInput,
  fails: ["already_verified"],
  answers: { 200: z.object({ success: z.literal(true), message: z.string(), data: z.null() }) },
  async run({ viewer, body }) {
    await requestVerification(viewer, body.handleUrl);
    return success("A link is on its way to your address.", null);
  },
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ PATCH: send });
