import { endpoint, route } from "@/lib/http/endpoint";
import { listInput } from "@/lib/images/schema";
import { listOwnImages } from "@/lib/images/service/read";
import { pageAnswer, pageSchema } from "../../image/page-answer";

const list = endpoint({
  path: "/api/user/generated-images",
  summary: "What you generated, newest first",
  access: "user",
  query: listInput,
  answers: { 200: pageSchema },
  run: async ({ viewer, query }) =>
    pageAnswer("Generated images", await listOwnImages(viewer, { ...query, kind: "generated" })),
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: list });
