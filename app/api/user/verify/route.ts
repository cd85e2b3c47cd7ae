import { z } from "zod";
import { linkInput } from "@/lib/accounts/schema";
import { confirmAddress } from "@/lib/accounts/service/verify";
import { success } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";

const confirm = endpoint({
  path: "/api/user/verify",
  summary: "Confirm an e-mail address by the token of a mail",
  access: "all",
  body: linkInput,
  fails: ["invalid_link"],
  answers: { 200: z.object({ success: z.literal(true), message: z.string(), data: z.null() }) },
  async run({ body }) {
    await confirmAddress(body);
    return success("Your e-mail address is confirmed.", null);
  },
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ PATCH: confirm });
