import { z } from "zod";
import { success } from "@/lib/http/answer";
import { endpoint, route } from "@/lib/http/endpoint";
import { favoriteInput } from "@/lib/images/schema";
import { setFavorite } from "@/lib/images/service/change";

const favorite = endpoint({
  path: "/api/image/favorite",
  summary: "Add a picture to your favorites, or take it out",
  access: "user",
  body: favoriteInput,
  fails: ["not_found", "not_ready"],
  answers: {
    200: z.object({
      success: z.literal(true),
      message: z.string(),
      data: z.object({ id: z.int(), favorite: z.boolean(), likes: z.int() }),
    }),
  },
  async run({ user, body }) {
    const result = await setFavorite(user(), body.id, body.favorite);
    return success(result.favorite ? "Added to your favorites" : "Taken out of your favorites", result);
  },
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ PATCH: favorite });
