import { z } from "zod";
import { gallerySorts } from "@/lib/images/schema";

/** What the address of the gallery may say. A wish that is not understood is passed over, never an error page. */
const galleryQuery = z.object({
  sort: z.enum(gallerySorts).catch("created"),
  cursor: z.string().min(1).max(500).optional().catch(undefined),
});
export type GalleryQuery = z.infer<typeof galleryQuery>;

/** How many pictures one page of the wall holds. */
export const wallPageSize = 40;

export function readGalleryQuery(given: Record<string, unknown>): GalleryQuery {
  return galleryQuery.parse(given);
}

/** The order as it stands in the address; nothing for the usual one. */
export function orderQuery(query: GalleryQuery): string {
  return query.sort === "created" ? "" : `sort=${query.sort}`;
}
