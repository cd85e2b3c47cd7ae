import { z } from "zod";
import { plain } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";
import { keepImage } from "@/lib/images/service/change";

const keep = endpoint({
  path: "/api/images/keep",
  summary: "Keep a temporary picture of yours",
  access: "user",
  body: z.object({ image_id: z.int().positive() }),
  fails: ["not_found", "not_ready"],
  answers: { 200: z.object({ message: z.string() }) },
  async run({ viewer, body }) {
    await keepImage(viewer, body.image_id);
    return plain({ message: "Image kept successfully" });
  },
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ POST: keep });
