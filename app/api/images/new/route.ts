import { z } from "zod";
import { plain } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";
import { countNewPictures } from "@/lib/images/service/read";

const count = endpoint({
  path: "/api/images/new",
  summary: "How many pictures came into the gallery after the newest that was shown; 99 stands for more",
  access: "all",
  rate: null,
  query: z.object({ created_at: z.iso.datetime(), id: z.coerce.number().int().positive() }),
  answers: { 200: z.object({ count: z.int() }) },
  run: async ({ viewer, query }) =>
    plain({ count: await countNewPictures(viewer, { createdAt: query.created_at, id: query.id }) }),
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: count });
