import { z } from "zod";
import { endpoint, route } from "@/lib/http/endpoint";
import { imageKinds, listInput, ownStates } from "@/lib/images/schema";
import { listOwnImages } from "@/lib/images/service/read";
import { pageAnswer, pageSchema } from "../../image/page-answer";

const list = endpoint({
  path: "/api/user/images",
  summary: "Your library",
  access: "user",
  query: listInput.extend({ kind: z.enum(imageKinds).optional(), state: z.enum(ownStates).optional() }),
  answers: { 200: pageSchema },
  run: async ({ viewer, query }) => pageAnswer("Your images", await listOwnImages(viewer, query)),
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: list });
