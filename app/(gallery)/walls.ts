import type { Room } from "@/components/gallery/rooms";
import { AppError } from "@/lib/errors";
import type { ImagePageDto } from "@/lib/images/schema";
import { listByHandle, listFavorites, listOwnImages, listTrash } from "@/lib/images/service/read";
import { searchImages } from "@/lib/images/service/search";
import type { Viewer } from "@/lib/viewer";
import type { WallQuery } from "./query";

export interface WallAsked {
  room: Room;
  /** Whose wall, for a maker's. */
  handle?: string;
  query: WallQuery;
  limit: number;
}

/** A page of a wall. @throws AppError `bad_request` for a cursor of another wall, `not_found` for an unknown maker */
export async function readWall(viewer: Viewer, { room, handle, query, limit }: WallAsked): Promise<ImagePageDto> {
  const { sort, order, cursor, state, filter } = query;
  const { kind, ...others } = filter;
  switch (room) {
    case "gallery":
      return searchImages(viewer, { scope: "gallery", sort, order, ...filter, cursor, limit });
    case "maker":
      return listByHandle(viewer, handle ?? "", { cursor, limit });
    case "library":
      return Object.keys(others).length > 0
        ? searchImages(viewer, { scope: "own", ...filter, cursor, limit })
        : listOwnImages(viewer, { kind, state, cursor, limit });
    case "favorites":
      return listFavorites(viewer, { cursor, limit });
    case "trash":
      return listTrash(viewer, { cursor, limit });
  }
}

/** The same for a page of its own: a cursor that leads nowhere leads to the first pictures. */
export async function openWall(viewer: Viewer, asked: WallAsked): Promise<ImagePageDto> {
  try {
    return await readWall(viewer, asked);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "bad_request" || !asked.query.cursor) throw error;
    return readWall(viewer, { ...asked, query: { ...asked.query, cursor: undefined } });
  }
}
