import { z } from "zod";
import { type GalleryFilter, gallerySorts, ownStates, readGalleryFilter, sortOrders } from "@/lib/images/schema";

/** What the address of a wall may say. A wish that is not understood is passed over, never an error page. */
const wallQuery = z.object({
  sort: z.enum(gallerySorts).catch("created"),
  order: z.enum(sortOrders).catch("desc"),
  cursor: z.string().min(1).max(500).optional().catch(undefined),
  state: z.enum(ownStates).optional().catch(undefined),
});

export interface WallQuery extends z.infer<typeof wallQuery> {
  filter: GalleryFilter;
}

/** How many pictures one page of the wall holds. */
export const wallPageSize = 40;

export function readWallQuery(given: Record<string, unknown>): WallQuery {
  return { ...wallQuery.parse(given), filter: readGalleryFilter(given) };
}

/** Order and filters as they stand in the address; nothing for what is usual. */
export function addressQuery(query: WallQuery): string {
  return new URLSearchParams({ ...keptOf(query), ...query.filter }).toString();
}

/** What besides the filters stands in the address. */
export function keptOf({ sort, order, state }: WallQuery): Record<string, string> {
  return {
    ...(sort !== "created" && { sort }),
    ...(order !== "desc" && { order }),
    ...(state && { state }),
  };
}

/** Whether a filter leaves anything out. */
export function isNarrowed({ filter }: WallQuery): boolean {
  return Object.keys(filter).length > 0;
}
