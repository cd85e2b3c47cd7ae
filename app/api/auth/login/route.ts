import { z } from "zod";
import { signInInput, tokensSchema } from "@/lib/accounts/schema";
import { signIn } from "@/lib/accounts/service/sign-in";
import { originOf } from "@/lib/auth/origin";
import { success } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";

const enter = endpoint({
  path: "/api/auth/login",
  summary: "Sign in",
  access: "all",
  body: signInInput,
  fails: ["invalid_credentials", "account_disabled"],
  answers: { 200: z.object({ success: z.literal(true), message: z.string(), data: tokensSchema }) },
  async run({ body, viewer, request }) {
    const guest = viewer.kind === "guest" ? viewer : null;
    return success("You are signed in.", await signIn(body, originOf(request.headers), guest));
  },
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ POST: enter });
