import {
  findNeighbours,
  type ListPlace,
  type ListRequest,
  listFavoriteImages,
  listOwnImages as listOwn,
  listPublicImages,
  listVisibleImages,
  type OwnFilter,
} from "@/db/queries/image-lists";
import { type ImageRow, selectImagesInOrder } from "@/db/queries/image-rows";
import { findImage, findImageBlob, isOwnPending, listAncestors, listChildIds } from "@/db/queries/images";
import { findSetting } from "@/db/queries/settings";
import { fromNow, hourMs } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { readCursor, writeCursor } from "@/lib/http/cursor";
import { storage } from "@/lib/storage";
import type { OpenedFile } from "@/lib/storage/define";
import { pictureKey } from "@/lib/storage/pictures";
import type { Viewer } from "@/lib/viewer";
import {
  type GallerySort,
  type ImageDetailDto,
  type ImageDto,
  type ImagePageDto,
  imageDto,
  type ListedImageDto,
  listedImageDto,
  type SortOrder,
} from "../schema";

export interface PageRequest {
  /** Where the page before ended. */
  cursor?: string;
  /** Or the how-manieth page, from 0. */
  page?: number;
  limit: number;
}

export interface GalleryRequest extends PageRequest {
  sort: GallerySort;
  order: SortOrder;
}

/** A page of what everyone may see. @throws AppError `bad_request` for a cursor of another list */
export async function listGallery(viewer: Viewer, request: GalleryRequest): Promise<ImagePageDto> {
  const { sort, order, limit } = request;
  const list = `${sort}.${order}`;
  const rows = await listPublicImages(viewer, { sort, order, ...place(list, request) });
  return page(viewer, rows, limit, list, (row) => (sort === "like" ? row.likesCount : row.createdAt.toISOString()));
}

/** A page of one's own pictures, newest first: all that are not in the trash, or those of a kind or state. */
export async function listOwnImages(viewer: Viewer, request: PageRequest & OwnFilter): Promise<ImagePageDto> {
  const { kind, state } = request;
  const list = `own.${kind ?? ""}.${state ?? ""}`;
  const rows = await listOwn(viewer, { sort: "created", order: "desc", ...place(list, request) }, { kind, state });
  return page(viewer, rows, request.limit, list, (row) => row.createdAt.toISOString());
}

/** A page of one's favorites, the latest first; pictures that are not to be seen any more are left out. */
export async function listFavorites(viewer: Viewer, request: PageRequest): Promise<ImagePageDto> {
  const rows = await listFavoriteImages(viewer, place("favorites", request));
  return page(viewer, rows, request.limit, "favorites", (row) => row.likedAt?.toISOString() ?? "");
}

/** The second document's list: everything the viewer may see, latest change first. */
export async function listImages(
  viewer: Viewer,
  request: { cursor?: string; limit: number },
): Promise<{ images: ListedImageDto[]; nextCursor: string | null }> {
  const rows = await listVisibleImages(viewer, { sort: "updated", order: "desc", ...place("visible", request) });
  const newSince = fromNow(-(await findSetting("new_image_hours")) * hourMs);
  const shown = rows.slice(0, request.limit);
  return {
    images: shown.map((row) => listedImageDto(row, newSince)),
    nextCursor: nextCursor(rows, request.limit, "visible", (row) => row.updatedAt.toISOString()),
  };
}

/** A picture the viewer may see. @throws AppError `not_found`, for a private one as for a missing one */
export async function getImage(viewer: Viewer, uuid: string): Promise<ImageDto> {
  const row = await findImage(viewer, { uuid });
  if (!row) throw new AppError("not_found");
  return imageDto(viewer, row);
}

/** The same by its number; a picture of the viewer's own that is still being made is `not_ready`. */
export async function getImageById(viewer: Viewer, id: number): Promise<ImageDto> {
  const row = await findImage(viewer, { id });
  if (row) return imageDto(viewer, row);
  throw new AppError((await isOwnPending(viewer, id)) ? "not_ready" : "not_found");
}

/** A picture's own file, to be read to its end. @throws AppError `not_found`, `not_ready` */
export async function openImage(viewer: Viewer, id: number): Promise<{ file: OpenedFile; mime: string }> {
  const image = await getImageById(viewer, id);
  const blob = await findImageBlob(image.id);
  const file = blob && (await storage().open(pictureKey(blob.sha256, blob.mime)));
  if (!blob || !file) throw new AppError("not_found");
  return { file, mime: blob.mime };
}

const lineageMax = 20;
const childrenMax = 24;

/** All that a picture's page shows. @throws AppError `not_found` */
export async function getImageDetail(viewer: Viewer, uuid: string): Promise<ImageDetailDto> {
  const row = await findImage(viewer, { uuid });
  const blob = row && (await findImageBlob(row.id));
  if (!row || !blob) throw new AppError("not_found");
  const [ancestors, childIds, neighbours] = await Promise.all([
    listAncestors(viewer, row, lineageMax),
    listChildIds(viewer, row.id, childrenMax),
    findNeighbours(viewer, row),
  ]);
  const image = imageDto(viewer, row);
  const children = await selectImagesInOrder(viewer, childIds);
  return {
    ...image,
    recipe: blob.recipe,
    lineage: [
      ...ancestors.reverse().map((ancestor) => ({ image: ancestor && imageDto(viewer, ancestor), isCurrent: false })),
      { image, isCurrent: true },
    ],
    children: children.map((child) => imageDto(viewer, child)),
    ...neighbours,
    bytes: blob.bytes,
    mime: blob.mime,
  };
}

/** The part of a list that a page is, and one row more, which tells that there is a next page. */
function place(list: string, { cursor, page: number, limit }: PageRequest): Omit<ListRequest, "sort" | "order"> {
  const after = readCursor(list, cursor);
  return { limit: limit + 1, after, offset: after || number === undefined ? 0 : number * limit };
}

function page(
  viewer: Viewer,
  rows: ImageRow[],
  limit: number,
  list: string,
  value: (row: ImageRow) => ListPlace["value"],
): ImagePageDto {
  return {
    images: rows.slice(0, limit).map((row) => imageDto(viewer, row)),
    nextCursor: nextCursor(rows, limit, list, value),
  };
}

/** One row more than the page was asked for: there is a next page, and it begins after the page's last. */
function nextCursor(
  rows: ImageRow[],
  limit: number,
  list: string,
  value: (row: ImageRow) => ListPlace["value"],
): string | null {
  const last = rows[limit - 1];
  return rows.length > limit && last ? writeCursor(list, { value: value(last), id: last.id }) : null;
}
