import { inTransaction } from "@/db/client";
import { releaseBlobs } from "@/db/queries/blobs";
import { everyone, insertEvent } from "@/db/queries/events";
import {
  findNeighbours,
  type ListPlace,
  listOwnImages as listOwn,
  listPublicImages,
  listVisibleImages,
} from "@/db/queries/image-lists";
import { type ImageRow, selectImagesInOrder } from "@/db/queries/image-rows";
import {
  deleteImages,
  findImage,
  findImageBlob,
  insertImages,
  listAncestors,
  listChildIds,
  lockOwnImage,
  sumGuestBytes,
  updateImage,
} from "@/db/queries/images";
import { findSetting } from "@/db/queries/settings";
import { clock, dayMs, fromNow, hourMs } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { readCursor, writeCursor } from "@/lib/http/cursor";
import { newUuid } from "@/lib/ids";
import { prepareImage } from "@/lib/imaging/ingest";
import { limits } from "@/lib/limits";
import { enqueue } from "@/lib/queue";
import { blobRemove } from "@/lib/queue/jobs";
import { acquirePicture, storePicture } from "@/lib/storage/pictures";
import type { Maker, Viewer } from "@/lib/viewer";
import {
  type GallerySort,
  type ImageDetailDto,
  type ImageDto,
  type ImagePageDto,
  imageDto,
  type ListedImageDto,
  listedImageDto,
  readableName,
  type SortOrder,
} from "./schema";

export interface GalleryRequest {
  cursor?: string;
  limit: number;
  sort: GallerySort;
  order: SortOrder;
}

/** A page of what everyone may see. @throws AppError `bad_request` for a cursor of another list */
export async function listGallery(viewer: Viewer, request: GalleryRequest): Promise<ImagePageDto> {
  const { sort, order, limit } = request;
  const list = `${sort}.${order}`;
  const after = readCursor(list, request.cursor);
  const rows = await listPublicImages(viewer, { sort, order, limit: limit + 1, after });
  return page(viewer, rows, limit, list, (row) => (sort === "like" ? row.likesCount : row.createdAt.toISOString()));
}

/** A page of one's own pictures, newest first, temporary ones included. */
export async function listOwnImages(
  viewer: Viewer,
  request: { cursor?: string; limit: number },
): Promise<ImagePageDto> {
  const after = readCursor("own", request.cursor);
  const rows = await listOwn(viewer, { sort: "created", order: "desc", limit: request.limit + 1, after });
  return page(viewer, rows, request.limit, "own", (row) => row.createdAt.toISOString());
}

/** The second document's list: everything the viewer may see, latest change first. */
export async function listImages(
  viewer: Viewer,
  request: { cursor?: string; limit: number },
): Promise<{ images: ListedImageDto[]; nextCursor: string | null }> {
  const after = readCursor("visible", request.cursor);
  const rows = await listVisibleImages(viewer, { sort: "updated", order: "desc", limit: request.limit + 1, after });
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

export interface Upload {
  bytes: Buffer;
  name: string;
  isPublic: boolean;
}

/**
 * Keeps an uploaded picture, re-made from its pixels. A guest's is temporary.
 *
 * @throws AppError `image_type`, `image_unreadable`, `image_too_large`, `quota`, `guests_off`
 */
export async function uploadImage(maker: Maker, upload: Upload): Promise<ImageDto> {
  await requireRoom(maker);
  if (upload.bytes.length > limits.uploadMaxBytes) {
    throw new AppError("image_too_large", {
      words: "At most 10 MB fit in one picture.",
      fields: { image: ["The file is over 10240 KB."] },
    });
  }
  const picture = await prepareImage(upload.bytes);
  await storePicture(picture);
  const isTemp = maker.kind === "guest";
  const expiresAt = isTemp ? fromNow((await findSetting("temporary_hours")) * hourMs) : null;
  const id = await inTransaction(async (tx) => {
    const blobId = await acquirePicture(tx, picture);
    const now = clock.now();
    const { width, height, thumbhash, dominantColor } = picture;
    const [inserted] = await insertImages(tx, [
      {
        uuid: newUuid(),
        kind: "uploaded",
        state: "ready",
        userId: maker.kind === "user" ? maker.id : null,
        guestId: maker.kind === "guest" ? maker.id : null,
        isPublic: upload.isPublic,
        isTemp,
        expiresAt,
        name: readableName(upload.name),
        blobId,
        width,
        height,
        thumbhash,
        dominantColor,
        createdAt: now,
        updatedAt: now,
      },
    ]);
    if (upload.isPublic && !isTemp) await insertEvent(tx, "gallery.changed", everyone, {});
    if (inserted === undefined) throw new Error("The database answered no id.");
    return inserted;
  });
  const row = await findImage(maker, { id });
  if (!row) throw new AppError("not_found");
  return imageDto(maker, row);
}

/** Whether this guest may make more today. @throws AppError `guests_off`, `quota` */
async function requireRoom(maker: Maker): Promise<void> {
  if (maker.kind !== "guest") return;
  if ((await findSetting("guest_use")) === "off") throw new AppError("guests_off");
  const bytes = await sumGuestBytes(maker.id, fromNow(-dayMs));
  if (bytes >= limits.guestBytesPerDay) throw new AppError("quota");
}

/** Makes a temporary picture of one's own stay. @throws AppError `unauthenticated`, `forbidden`, `not_found` */
export async function keepImage(viewer: Viewer, id: number): Promise<void> {
  if (viewer.kind !== "user") throw new AppError("unauthenticated");
  await inTransaction(async (tx) => {
    const image = await lockOwnImage(tx, viewer, id);
    if (image?.state !== "ready" || image.trashedAt) throw await notMine(viewer, id);
    if (!image.isTemp) return;
    await updateImage(tx, id, { isTemp: false, expiresAt: null });
    if (image.isPublic) await insertEvent(tx, "gallery.changed", everyone, {});
  });
}

/** Takes a temporary picture of one's own away for good. @throws AppError `forbidden`, `not_found` */
export async function discardImage(maker: Maker, id: number): Promise<void> {
  await inTransaction(async (tx) => {
    const image = await lockOwnImage(tx, maker, id);
    if (image?.state !== "ready" || image.trashedAt) throw await notMine(maker, id);
    if (!image.isTemp)
      throw new AppError("forbidden", { words: "This picture was kept; move it to the trash instead." });
    await deleteImages(tx, [id]);
    const orphans = await releaseBlobs(tx, [image.blobId]);
    await enqueue(
      tx,
      blobRemove,
      orphans.map((sha256) => ({ sha256 })),
      { lane: "system" },
    );
  });
}

/** 403 for a picture the viewer can see but does not own, 404 for one it cannot see. */
async function notMine(viewer: Viewer, id: number): Promise<AppError> {
  return new AppError((await findImage(viewer, { id })) ? "forbidden" : "not_found");
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
