import { z } from "zod";
import { success } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";
import { imageEditInput, removalInput } from "@/lib/images/schema";
import { editImage } from "@/lib/images/service/change";
import { removeImage } from "@/lib/images/service/remove";

const params = z.object({ id: z.coerce.number().int().positive() });

const edit = endpoint({
  path: "/api/images/{id}",
  summary: "Change your picture's title, description or visibility",
  access: "user",
  params,
  body: imageEditInput,
  fails: ["not_ready"],
  answers: { 200: z.object({ success: z.literal(true), message: z.string(), data: z.object({ id: z.int() }) }) },
  async run({ user, params: { id }, body }) {
    const { is_public, is_sensitive, ...words } = body;
    await editImage(user(), id, { ...words, isPublic: is_public, isSensitive: is_sensitive });
    return success("Image changed", { id });
  },
});

const remove = endpoint({
  path: "/api/images/{id}",
  summary: "Move a picture to the trash, or remove it for good",
  access: "all",
  params,
  query: removalInput,
  fails: ["unauthenticated", "not_ready"],
  answers: { 200: z.object({ message: z.string() }) },
  async run({ viewer, params: { id }, query }) {
    await removeImage(viewer, id, query);
    return { status: 200, body: { message: "Image deleted successfully" } };
  },
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ PATCH: edit, DELETE: remove });
