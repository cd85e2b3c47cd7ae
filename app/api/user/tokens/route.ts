import { z } from "zod";
import { apiTokenInput, apiTokenSchema } from "@/lib/accounts/schema";
import { createApiToken, listOwnApiTokens } from "@/lib/accounts/service/tokens";
import { plain } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";

const list = endpoint({
  path: "/api/user/tokens",
  summary: "Your personal API tokens, newest first",
  access: "user",
  answers: { 200: z.array(apiTokenSchema) },
  run: async ({ viewer }) => plain(await listOwnApiTokens(viewer)),
});

const create = endpoint({
  path: "/api/user/tokens",
  summary: "Make a personal API token; only this answer shows it",
  access: "session",
  body: apiTokenInput,
  fails: ["conflict"],
  answers: { 201: z.object({ id: z.int(), token: z.string() }) },
  run: async ({ viewer, body }) => plain(await createApiToken(viewer, body), 201),
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: list, POST: create });
