import { z } from "zod";
import { success } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";
import { restoreImage } from "@/lib/images/service/remove";

const restore = endpoint({
  path: "/api/images/{id}/restore",
  summary: "Bring your picture back from the trash",
  access: "user",
  params: z.object({ id: z.coerce.number().int().positive() }),
  fails: ["not_ready"],
  answers: { 200: z.object({ success: z.literal(true), message: z.string(), data: z.object({ id: z.int() }) }) },
  async run({ viewer, params: { id } }) {
    await restoreImage(viewer, id);
    return success("Image restored", { id });
  },
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ POST: restore });
