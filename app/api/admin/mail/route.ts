import { z } from "zod";
import { mailSchema } from "@/lib/accounts/schema";
import { listOutbox } from "@/lib/accounts/service/outbox";
import { plain } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";

const list = endpoint({
  path: "/api/admin/mail",
  summary: "The mails of the last days, newest first; those of the local outbox with what they say",
  access: "admin",
  query: z.object({ before: z.coerce.number().int().positive().optional() }),
  answers: { 200: z.array(mailSchema) },
  run: async ({ viewer, query }) => plain(await listOutbox(viewer, query.before)),
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: list });
