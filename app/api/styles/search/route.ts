import { z } from "zod";
import { plain } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";
import { styleSchema, styleSearchInput } from "@/lib/styles/schema";
import { searchStyles } from "@/lib/styles/service";

const search = endpoint({
  path: "/api/styles/search",
  summary: "Search styles by title and description",
  access: "all",
  query: styleSearchInput,
  answers: { 200: z.array(styleSchema) },
  run: async ({ viewer, query }) => plain(await searchStyles(viewer, query.q)),
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: search });
