import type { ListPlace, ListRequest } from "@/db/queries/image-lists";
import type { ImageRow } from "@/db/queries/image-rows";
import { readCursor, writeCursor } from "@/lib/http/cursor";
import type { Viewer } from "@/lib/viewer";
import { type ImagePageDto, imageDto } from "../schema";

export interface PageRequest {
  /** Where the page before ended. */
  cursor?: string;
  /** Or the how-manieth page, from 0. */
  page?: number;
  limit: number;
}

type ValueOf = (row: ImageRow) => ListPlace["value"];

/** What each order is sorted by. */
export const sortValues = {
  created: (row) => row.createdAt.toISOString(),
  updated: (row) => row.updatedAt.toISOString(),
  like: (row) => row.likesCount,
  liked: (row) => row.likedAt?.toISOString() ?? "",
  trashed: (row) => row.trashedAt?.toISOString() ?? "",
} satisfies Record<string, ValueOf>;

/**
 * The part of a list that a page is, and one row more, which tells that there is a next page.
 *
 * @param list names list and order, so that a cursor of another one is refused
 * @throws AppError `bad_request`
 */
export function readPlace(
  list: string,
  { cursor, page: number, limit }: PageRequest,
): Omit<ListRequest, "sort" | "order"> {
  const after = readCursor(list, cursor, list.split(".").includes("like") ? "number" : "string");
  return { limit: limit + 1, after, offset: after || number === undefined ? 0 : number * limit };
}

/** A page from rows read by `readPlace`. */
export function pageOf(viewer: Viewer, rows: ImageRow[], limit: number, list: string, value: ValueOf): ImagePageDto {
  return {
    images: rows.slice(0, limit).map((row) => imageDto(viewer, row)),
    nextCursor: nextCursor(rows, limit, list, value),
  };
}

/** One row more than the page was asked for: there is a next page, and it begins after the page's last. */
export function nextCursor(rows: ImageRow[], limit: number, list: string, value: ValueOf): string | null {
  const last = rows[limit - 1];
  return rows.length > limit && last ? writeCursor(list, { value: value(last), id: last.id }) : null;
}
