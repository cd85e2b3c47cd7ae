import { z } from "zod";
import { plain } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";
import { styleSchema } from "@/lib/styles/schema";
import { listStyles } from "@/lib/styles/service";

const list = endpoint({
  path: "/api/styles",
  summary: "Styles one can pick",
  access: "all",
  answers: { 200: z.array(styleSchema) },
  run: async () => plain(await listStyles()),
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: list });
