import { z } from "zod";
import { plain } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";
import { bulkInput } from "@/lib/images/schema";
import { changeImages } from "@/lib/images/service/bulk";

const change = endpoint({
  path: "/api/images/bulk",
  summary: "One action on many of your pictures",
  access: "user",
  body: bulkInput,
  answers: { 200: z.object({ done: z.array(z.int()), missing: z.array(z.int()) }) },
  run: async ({ user, body }) => plain(await changeImages(user(), body.ids, body.action)),
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ POST: change });
