import {
  countListedAfter,
  findNeighbours,
  listFavoriteImages,
  listMakerImages,
  listOwnImages as listOwn,
  listPublicImages,
  listTrash as listTrashed,
  type OwnFilter,
} from "@/db/queries/image-lists";
import { findImage, findImageBlob, missingImage } from "@/db/queries/images";
import { findMakerRow } from "@/db/queries/makers";
import { AppError } from "@/lib/errors";
import { recipeDto } from "@/lib/recipe";
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
  type MakerDto,
  type SortOrder,
} from "../schema";
import { type PageRequest, pageOf, readPlace, sortValues } from "./page";
import { askTogether } from "./together";

const countMax = 10_000;
const newPicturesMax = 99;

export interface GalleryRequest extends PageRequest {
  sort: GallerySort;
  order: SortOrder;
}

const visitorsPages = askTogether<ImagePageDto>();

/**
 * A page of what everyone may see. Visitors without a name who ask for the same at once share one query.
 *
 * @throws AppError `bad_request` for a cursor of another list
 */
export async function listGallery(viewer: Viewer, request: GalleryRequest): Promise<ImagePageDto> {
  if (viewer.kind !== "nobody") return readGallery(viewer, request);
  const { sort, order, limit, cursor, page } = request;
  return visitorsPages(JSON.stringify([sort, order, limit, cursor, page]), () => readGallery(viewer, request));
}

async function readGallery(viewer: Viewer, request: GalleryRequest): Promise<ImagePageDto> {
  const { sort, order, limit } = request;
  const list = `${sort}.${order}`;
  const rows = await listPublicImages(viewer, { sort, order, ...readPlace(list, request) });
  return pageOf(viewer, rows, limit, list, sortValues[sort]);
}

/** A page of one's own pictures, newest first: all that are not in the trash, or those of a kind or state. */
export async function listOwnImages(viewer: Viewer, request: PageRequest & OwnFilter): Promise<ImagePageDto> {
  const { kind, state } = request;
  if (state === "trashed" && !kind) return listTrash(viewer, request);
  const list = `own.${kind ?? ""}.${state ?? ""}`;
  const rows = await listOwn(viewer, { sort: "created", order: "desc", ...readPlace(list, request) }, { kind, state });
  return pageOf(viewer, rows, request.limit, list, sortValues.created);
}

/** A page of one's trash, the latest thrown away first. */
export async function listTrash(viewer: Viewer, request: PageRequest): Promise<ImagePageDto> {
  const rows = await listTrashed(viewer, { order: "desc", ...readPlace("trash", request) });
  return pageOf(viewer, rows, request.limit, "trash", sortValues.trashed);
}

/** Whoever shares pictures under a handle. @throws AppError `not_found` for one that is unknown or switched off */
export async function findMaker(viewer: Viewer, handle: string): Promise<MakerDto> {
  const maker = await findMakerRow(viewer, handle, countMax);
  if (!maker) throw new AppError("not_found");
  const { name, pictures, createdAt } = maker;
  return { name, handle: maker.handle, pictures, joinedAt: createdAt.toISOString() };
}

/** A page of what someone shares, newest first. @throws AppError `not_found` as `findMaker` does */
export async function listByHandle(viewer: Viewer, handle: string, request: PageRequest): Promise<ImagePageDto> {
  const maker = await findMakerRow(viewer, handle, 0);
  if (!maker) throw new AppError("not_found");
  const list = { sort: "created", order: "desc", ...readPlace("maker", request) } as const;
  const rows = await listMakerImages(viewer, maker.id, list);
  return pageOf(viewer, rows, request.limit, "maker", sortValues.created);
}

/** How many pictures the gallery has that are newer than the newest that was shown; counted no further than 99. */
export async function countNewPictures(viewer: Viewer, newest: { createdAt: string; id: number }): Promise<number> {
  return countListedAfter(viewer, { createdAt: new Date(newest.createdAt), id: newest.id }, newPicturesMax);
}

/** A page of one's favorites, the latest first; pictures that are not to be seen any more are left out. */
export async function listFavorites(viewer: Viewer, request: PageRequest): Promise<ImagePageDto> {
  const rows = await listFavoriteImages(viewer, readPlace("favorites", request));
  return pageOf(viewer, rows, request.limit, "favorites", sortValues.liked);
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
  throw await missingImage(viewer, id);
}

/** A picture's own file, to be read to its end. @throws AppError `not_found`, `not_ready` */
export async function openImage(viewer: Viewer, id: number): Promise<{ file: OpenedFile; mime: string }> {
  const image = await getImageById(viewer, id);
  const blob = await findImageBlob(image.id);
  const file = blob && (await storage().open(pictureKey(blob.sha256, blob.mime)));
  if (!blob || !file) throw new AppError("not_found");
  return { file, mime: blob.mime };
}

/** All that a picture's page shows but its history. @throws AppError `not_found` */
export async function getImageDetail(viewer: Viewer, uuid: string): Promise<ImageDetailDto> {
  const row = await findImage(viewer, { uuid });
  const blob = row && (await findImageBlob(row.id));
  if (!row || !blob) throw new AppError("not_found");
  const [parent, neighbours] = await Promise.all([
    row.parentId === null ? null : findImage(viewer, { id: row.parentId }),
    findNeighbours(viewer, row),
  ]);
  return {
    ...imageDto(viewer, row),
    recipe: recipeDto(blob.recipe),
    parent: parent && imageDto(viewer, parent),
    ...neighbours,
    bytes: blob.bytes,
    mime: blob.mime,
  };
}
