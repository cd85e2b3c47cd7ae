import { z } from "zod";
import { endpoint, route } from "@/lib/http/endpoint";
import { gallerySorts, listInput, sortOrders } from "@/lib/images/schema";
import { listGallery } from "@/lib/images/service/read";
import { pageAnswer, pageSchema } from "../page-answer";

const list = endpoint({
  path: "/api/image/public",
  summary: "The public gallery",
  access: "all",
  query: listInput.extend({
    sort: z.enum(gallerySorts).default("like"),
    order: z.enum(sortOrders).default("desc"),
  }),
  answers: { 200: pageSchema },
  run: async ({ viewer, query }) => pageAnswer("Public images", await listGallery(viewer, query)),
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: list });
