import { z } from "zod";
import { plain } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";
import { ownStyleInput, styleSchema } from "@/lib/styles/schema";
import { createOwnStyle, listStyles } from "@/lib/styles/service";

const list = endpoint({
  path: "/api/styles",
  summary: "Styles one can pick: the house's, one's own, and what others share",
  access: "all",
  answers: { 200: z.array(styleSchema) },
  run: async ({ viewer }) => plain(await listStyles(viewer)),
});

const create = endpoint({
  path: "/api/styles",
  summary: "Keep a recipe as a style of your own",
  access: "member",
  body: ownStyleInput,
  fails: ["not_found", "conflict"],
  answers: { 201: styleSchema },
  run: async ({ user, body }) => plain(await createOwnStyle(user(), body), 201),
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: list, POST: create });
