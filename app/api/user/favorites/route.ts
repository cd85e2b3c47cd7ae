import { endpoint, route } from "@/lib/http/endpoint";
import { listInput } from "@/lib/images/schema";
import { listFavorites } from "@/lib/images/service/read";
import { pageAnswer, pageSchema } from "../../image/page-answer";

const list = endpoint({
  path: "/api/user/favorites",
  summary: "Your favorites, the latest first",
  access: "user",
  query: listInput,
  answers: { 200: pageSchema },
  run: async ({ viewer, query }) => pageAnswer("Your favorites", await listFavorites(viewer, query)),
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: list });
