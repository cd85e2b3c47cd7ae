import { z } from "zod";
import { findPublicUrl } from "@/db/queries/settings";
import type { Answer } from "@/lib/http/answer";
import { type ImagePageDto, pictureDto, pictureSchema } from "@/lib/images/schema";

/** What the first document's lists answer. */
export const pageSchema = z.object({
  success: z.literal(true),
  message: z.string(),
  data: z.array(pictureSchema),
  next_cursor: z.string().nullable(),
});

/** A page of pictures in the first document's shape, the cursor of the next one beside it. */
export async function pageAnswer(message: string, { images, nextCursor }: ImagePageDto): Promise<Answer> {
  const site = await findPublicUrl();
  const data = images.map((image) => pictureDto(image, site));
  return { status: 200, body: { success: true, message, data, next_cursor: nextCursor } };
}
