import { z } from "zod";
import { tokensSchema } from "@/lib/accounts/schema";
import { refreshTokens } from "@/lib/accounts/service/sessions";
import { bearerToken } from "@/lib/auth/viewer";
import { success } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";

const refresh = endpoint({
  path: "/api/auth/refresh-token",
  summary: "Exchange a refresh token (as Bearer) for new tokens",
  access: "all",
  ownToken: true,
  fails: ["invalid_refresh_token"],
  answers: { 201: z.object({ success: z.literal(true), message: z.string(), data: tokensSchema }) },
  async run({ request }) {
    return success("New tokens", await refreshTokens(bearerToken(request.headers.get("authorization"))), 201);
  },
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ POST: refresh });
