import { and, asc, desc, eq, gt, gte, isNotNull, isNull, lt, lte, or, type SQL } from "drizzle-orm";
import { union } from "drizzle-orm/mysql-core";
import type { Viewer } from "@/lib/viewer";
import { database } from "../client";
import { favorites, images } from "../schema";
import { type ImageRow, selectImagesInOrder } from "./image-rows";
import { ownedBy, visibleTo } from "./visible";

export type ListSort = "created" | "updated" | "like";

/** A place in a list: the sort value and id of the last picture seen (moments as ISO 8601). */
export interface ListPlace {
  value: string | number;
  id: number;
}

export interface ListRequest {
  sort: ListSort;
  order: "asc" | "desc";
  limit: number;
  after: ListPlace | null;
  /** How many to pass over, for lists by page number. */
  offset?: number;
}

/** Which of one's own pictures. */
export interface OwnFilter {
  kind?: "uploaded" | "generated" | "styled";
  state?: "kept" | "temporary" | "trashed";
}

const sortColumns = { created: images.createdAt, updated: images.updatedAt, like: images.likesCount };

/** The public gallery: what everyone may see. */
export async function listPublicImages(viewer: Viewer, request: ListRequest): Promise<ImageRow[]> {
  const rows = await branch(eq(images.listed, 1), request);
  return selectImagesInOrder(
    viewer,
    rows.map((row) => row.id),
    visibleTo(viewer),
  );
}

/** One's own pictures: all but the trash, or those of a kind or state. Hidden ones are not there for their owner either. */
export async function listOwnImages(viewer: Viewer, request: ListRequest, filter: OwnFilter = {}): Promise<ImageRow[]> {
  if (viewer.kind === "nobody") return [];
  const { kind, state } = filter;
  const shelf =
    state === "trashed"
      ? and(eq(images.state, "ready"), isNotNull(images.trashedAt), isNull(images.hiddenAt))
      : and(visibleTo(viewer), state ? eq(images.isTemp, state === "temporary") : undefined);
  const wanted = and(ownedBy(viewer), shelf, kind ? eq(images.kind, kind) : undefined);
  const rows = await branch(wanted, request);
  return selectImagesInOrder(
    viewer,
    rows.map((row) => row.id),
    wanted,
  );
}

/** One's favorites that one may still see, the latest first. */
export async function listFavoriteImages(
  viewer: Viewer,
  { limit, after, offset }: Omit<ListRequest, "sort" | "order">,
): Promise<ImageRow[]> {
  if (viewer.kind !== "user") return [];
  const place = after && { moment: new Date(after.value), id: after.id };
  const beyondPlace =
    place &&
    and(
      lte(favorites.createdAt, place.moment),
      or(lt(favorites.createdAt, place.moment), lt(favorites.imageId, place.id)),
    );
  const rows = await database()
    .select({ id: favorites.imageId })
    .from(favorites)
    .innerJoin(images, eq(images.id, favorites.imageId))
    .where(and(eq(favorites.userId, viewer.id), visibleTo(viewer), beyondPlace ?? undefined))
    .orderBy(desc(favorites.createdAt), desc(favorites.imageId))
    .limit(limit)
    .offset(offset ?? 0);
  return selectImagesInOrder(
    viewer,
    rows.map((row) => row.id),
    visibleTo(viewer),
  );
}

/**
 * Everything a viewer may see: what is listed for everyone, and one's own. Two indexed branches, each cut to
 * the page, then merged: one OR over both would read the whole table.
 */
export async function listVisibleImages(viewer: Viewer, request: ListRequest): Promise<ImageRow[]> {
  if (viewer.kind === "nobody") return listPublicImages(viewer, request);
  const column = sortColumns[request.sort];
  const direction = request.order === "desc" ? desc : asc;
  const rows = await union(
    branch(eq(images.listed, 1), request),
    branch(and(ownedBy(viewer), visibleTo(viewer)), request),
  )
    .orderBy(direction(column), direction(images.id))
    .limit(request.limit);
  return selectImagesInOrder(
    viewer,
    rows.map((row) => row.id),
    visibleTo(viewer),
  );
}

function branch(where: SQL | undefined, { sort, order, limit, after, offset }: ListRequest) {
  const column = sortColumns[sort];
  const direction = order === "desc" ? desc : asc;
  return database()
    .select({ id: images.id, value: column })
    .from(images)
    .where(and(where, after ? beyond(sort, order, after) : undefined))
    .orderBy(direction(column), direction(images.id))
    .limit(limit)
    .offset(offset ?? 0);
}

/** `(value, id) < (?, ?)` written so that the index is ranged over on MariaDB. */
function beyond(sort: ListSort, order: "asc" | "desc", { value, id }: ListPlace): SQL | undefined {
  const [atMost, under] = order === "desc" ? [lte, lt] : [gte, gt];
  if (sort === "like") {
    const likes = Number(value);
    return and(atMost(images.likesCount, likes), or(under(images.likesCount, likes), under(images.id, id)));
  }
  const column = sort === "created" ? images.createdAt : images.updatedAt;
  const moment = new Date(value);
  return and(atMost(column, moment), or(under(column, moment), under(images.id, id)));
}

/** The neighbours of a picture in the public gallery, newest first: uuids, null at the ends. */
export async function findNeighbours(
  viewer: Viewer,
  image: ImageRow,
): Promise<{ newer: string | null; older: string | null }> {
  const among =
    image.isPublic && !image.isTemp
      ? eq(images.listed, 1)
      : viewer.kind === "nobody"
        ? undefined
        : and(ownedBy(viewer), visibleTo(viewer));
  if (!among) return { newer: null, older: null };
  const place = { value: image.createdAt.toISOString(), id: image.id };
  const next = (order: "asc" | "desc") =>
    database()
      .select({ uuid: images.uuid })
      .from(images)
      .where(and(among, beyond("created", order, place)))
      .orderBy(
        ...(order === "desc" ? [desc(images.createdAt), desc(images.id)] : [asc(images.createdAt), asc(images.id)]),
      )
      .limit(1);
  const [[newer], [older]] = await Promise.all([next("asc"), next("desc")]);
  return { newer: newer?.uuid ?? null, older: older?.uuid ?? null };
}

/** How many pictures are in the gallery, to tell an empty one. */
export async function hasListedImages(): Promise<boolean> {
  const [row] = await database().select({ id: images.id }).from(images).where(eq(images.listed, 1)).limit(1);
  return row !== undefined;
}
