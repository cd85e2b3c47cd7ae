import { z } from "zod";
import { success } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";
import { removalInput } from "@/lib/images/schema";
import { removeImage } from "@/lib/images/service/remove";

const remove = endpoint({
  path: "/api/image/{id}",
  summary: "Move a picture to the trash, or remove it for good",
  access: "all",
  params: z.object({ id: z.coerce.number().int().positive() }),
  query: removalInput,
  fails: ["unauthenticated", "not_ready"],
  answers: { 200: z.object({ success: z.literal(true), message: z.string(), data: z.object({ id: z.int() }) }) },
  async run({ viewer, params, query }) {
    await removeImage(viewer, params.id, query);
    return success("Image deleted successfully", { id: params.id });
  },
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ DELETE: remove });
