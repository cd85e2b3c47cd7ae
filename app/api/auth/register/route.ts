import { z } from "zod";
import { registerInput, tokensSchema } from "@/lib/accounts/schema";
import { register } from "@/lib/accounts/service/sign-up";
import { originOf } from "@/lib/auth/origin";
import { success } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";
import { pickLocale } from "@/lib/i18n/locales";

const open = endpoint({
  path: "/api/auth/register",
  summary: "Open an account",
  access: "all",
  rate: "register",
  body: registerInput,
  fails: ["address_taken", "registration_closed", "invitation_needed", "invitation_invalid"],
  answers: { 201: z.object({ success: z.literal(true), message: z.string(), data: tokensSchema }) },
  async run({ body, viewer, request, isLocal }) {
    const locale = pickLocale(undefined, request.headers.get("accept-language"));
    const about = { origin: originOf(request.headers), locale, isLocal };
    const tokens = await register(body, about, viewer.kind === "guest" ? viewer : null);
    return success("Your account is open. Please confirm your e-mail address.", tokens, 201);
  },
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ POST: open });
