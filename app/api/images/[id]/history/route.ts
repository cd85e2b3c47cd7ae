import { z } from "zod";
import { plain } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";
import { historySchema } from "@/lib/images/schema";
import { getImageHistory } from "@/lib/images/service/history";

const history = endpoint({
  path: "/api/images/{id}/history",
  summary: "Where a picture came from, the recipe of each step, and what was made of it",
  access: "all",
  params: z.object({ id: z.coerce.number().int().positive() }),
  fails: ["not_ready"],
  answers: { 200: historySchema },
  run: async ({ viewer, params }) => plain(await getImageHistory(viewer, params.id)),
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: history });
