import { z } from "zod";
import { sessionSchema } from "@/lib/accounts/schema";
import { listOwnSessions } from "@/lib/accounts/service/sessions";
import { plain } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";

const list = endpoint({
  path: "/api/user/sessions",
  summary: "Where you are signed in, last used first",
  access: "user",
  answers: { 200: z.array(sessionSchema) },
  run: async ({ viewer }) => plain(await listOwnSessions(viewer)),
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: list });
