import { and, asc, count, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { Maker, Viewer } from "@/lib/viewer";
import { database } from "../client";
import { favorites, images } from "../schema";
import { type ImageRow, type PageSource, selectPage } from "./image-rows";
import { galleryOpenTo, inTrashOf, ownedBy, visibleTo } from "./visible";

export type ListSort = "created" | "updated" | "like";
export type ListOrder = "asc" | "desc";

/** A place in a list: the sort value and id of the last picture seen (moments as ISO 8601). */
export interface ListPlace {
  value: string | number;
  id: number;
}

/** A span of days on which pictures were made: from `from` until before `until`. */
export interface ListSpan {
  from?: Date;
  until?: Date;
}

export interface ListRequest {
  sort: ListSort;
  order: ListOrder;
  limit: number;
  after: ListPlace | null;
  /** How many to pass over, for lists by page number. */
  offset?: number;
  span?: ListSpan;
}

/** Which of one's own pictures. */
export interface OwnFilter {
  kind?: "uploaded" | "generated" | "styled";
  state?: "kept" | "temporary" | "trashed";
}

/** Columns that lists are sorted by. */
const sortColumns = {
  created: images.createdAt,
  updated: images.updatedAt,
  like: images.likesCount,
  trashed: images.trashedAt,
};

/** The public gallery: what everyone may see. */
export async function listPublicImages(viewer: Viewer, request: ListRequest): Promise<ImageRow[]> {
  return selectPage(viewer, pageOf([{ where: listedFor(viewer) }], request), request.order, visibleTo(viewer));
}

/** A maker's pictures that everyone may see. */
export async function listMakerImages(viewer: Viewer, userId: number, request: ListRequest): Promise<ImageRow[]> {
  const theirs = and(eq(images.userId, userId), listedFor(viewer));
  return selectPage(viewer, pageOf([{ where: theirs }], request), request.order, visibleTo(viewer));
}

/** One's own pictures: all but the trash, or those of a kind or state. Hidden ones are not there for their owner either. */
export async function listOwnImages(viewer: Viewer, request: ListRequest, filter: OwnFilter = {}): Promise<ImageRow[]> {
  if (viewer.kind === "nobody") return [];
  const { kind, state } = filter;
  const onShelf = state ? and(ownedBy(viewer), eq(images.shelf, state)) : ownShelves(viewer);
  const where = and(onShelf, kind ? eq(images.kind, kind) : undefined);
  const rule = state === "trashed" ? inTrashOf(viewer) : visibleTo(viewer);
  const index = ownIndex(viewer, kind ? "kind" : state ? "shelf" : "created");
  return selectPage(viewer, pageOf([{ where, index }], request), request.order, rule);
}

/** One's trash, the latest thrown away first. */
export async function listTrash(viewer: Viewer, request: Omit<ListRequest, "sort">): Promise<ImageRow[]> {
  if (viewer.kind === "nobody") return [];
  const thrown = and(ownedBy(viewer), eq(images.shelf, "trashed"), sql`${images.trashedAt} is not null`);
  return selectPage(
    viewer,
    pageOf([{ where: thrown }], { ...request, sort: "trashed" }),
    request.order,
    inTrashOf(viewer),
  );
}

/** One's favorites that one may still see, the latest first. */
export async function listFavoriteImages(
  viewer: Viewer,
  { limit, after, offset }: Omit<ListRequest, "sort" | "order">,
): Promise<ImageRow[]> {
  if (viewer.kind !== "user") return [];
  const beyondPlace = after
    ? beyond(sql`${favorites.createdAt}`, sql`${favorites.imageId}`, "desc", placeOf("created", after))
    : undefined;
  const page = database()
    .select({ id: sql`${favorites.imageId}`.as("id"), value: sql`${favorites.createdAt}`.as("value") })
    .from(favorites)
    .innerJoin(images, eq(images.id, favorites.imageId))
    .where(and(eq(favorites.userId, viewer.id), visibleTo(viewer), beyondPlace))
    .orderBy(desc(favorites.createdAt), desc(favorites.imageId))
    .limit(limit)
    .offset(offset ?? 0);
  return selectPage(viewer, page.getSQL(), "desc", visibleTo(viewer));
}

/**
 * Everything a viewer may see: what is listed for everyone, and one's own. Indexed branches, each cut to the page,
 * then merged: one OR over both would read the whole table.
 */
export async function listVisibleImages(viewer: Viewer, request: ListRequest): Promise<ImageRow[]> {
  if (viewer.kind === "nobody") return listPublicImages(viewer, request);
  const index = ownIndex(viewer, request.sort === "updated" ? "updated" : "created");
  const branches = [{ where: listedFor(viewer) }, { where: ownShelves(viewer), index }];
  return selectPage(viewer, pageOf(branches, request), request.order, visibleTo(viewer));
}

/** What everyone may see, as an index knows it, where the gallery is open to the viewer. */
export function listedFor(viewer: Viewer): SQL | undefined {
  return and(eq(images.listed, 1), galleryOpenTo(viewer));
}

/**
 * The page of what fits one of these conditions, each of which one index answers. Several are cut to what the page could
 * need of them, then merged; one alone passes over its offset without touching a row.
 */
function pageOf(branches: Branch[], request: BranchRequest): PageSource {
  const { limit, offset = 0 } = request;
  const [first, ...others] = branches;
  if (first && others.length === 0) return sql`${readBranch(first, request, limit)} offset ${offset}`;
  return merged(
    branches.map((branch) => readBranch(branch, request, limit + offset)),
    request,
  );
}

type BranchRequest = Omit<ListRequest, "sort"> & { sort: keyof typeof sortColumns };

/** A part of a list that one index answers; named where the database would not see by itself which. */
interface Branch {
  where: SQL | undefined;
  index?: string;
}

function readBranch({ where, index }: Branch, { sort, order, after, span }: BranchRequest, limit: number): PageSource {
  const column = sortColumns[sort];
  const direction = order === "desc" ? desc : asc;
  return database()
    .select({ id: sql`${images.id}`.as("id"), value: sql`${column}`.as("value") })
    .from(images, index ? { forceIndex: index } : undefined)
    .where(
      and(
        where,
        after ? beyond(sql`${column}`, sql`${images.id}`, order, placeOf(sort, after)) : undefined,
        within(sql`${images.createdAt}`, span),
      ),
    )
    .orderBy(direction(column), direction(images.id))
    .limit(limit)
    .getSQL();
}

/** Branches as one list, in order and without doubles. */
export function merged(
  branches: PageSource[],
  { order, limit, offset }: Pick<ListRequest, "order" | "limit" | "offset">,
): PageSource {
  const direction = sql.raw(order);
  const parts = branches.map((part) => sql`(${part})`);
  return sql`${sql.join(parts, sql` union `)} order by value ${direction}, id ${direction} limit ${limit} offset ${offset ?? 0}`;
}

/** A place with its value as the column holds it. */
export function placeOf(
  sort: keyof typeof sortColumns,
  { value, id }: ListPlace,
): { value: Date | number; id: number } {
  return { value: sort === "like" ? Number(value) : new Date(value), id };
}

/** `(value, id) < (?, ?)` written so that the index is ranged over, however many have the same value. */
export function beyond(value: SQL, id: SQL, order: ListOrder, place: { value: Date | number; id: number }): SQL {
  const under = order === "desc" ? sql`<` : sql`>`;
  return sql`(${value} ${under} ${place.value} or (${value} = ${place.value} and ${id} ${under} ${place.id}))`;
}

/** Made in this span of time. */
export function within(createdAt: SQL, span: ListSpan | undefined): SQL | undefined {
  return and(
    span?.from ? sql`${createdAt} >= ${span.from}` : undefined,
    span?.until ? sql`${createdAt} < ${span.until}` : undefined,
  );
}

/** One's own that are not in the trash: what `visibleTo` shows a maker of theirs, as the indexes of own lists know it. */
function ownShelves(maker: Maker): SQL | undefined {
  return and(ownedBy(maker), inArray(images.shelf, ["kept", "temporary"]));
}

/** The index of a maker's own in an order of their own; a guest has few pictures, in the order of time alone. */
function ownIndex(maker: Maker, by: "created" | "updated" | "kind" | "shelf"): string {
  if (maker.kind === "guest") return by === "updated" ? "images_guest_updated" : "images_guest_created";
  return by === "created" || by === "updated" ? `images_user_${by}` : `images_user_${by}_created`;
}

/** The neighbours of a picture in the public gallery or, when it is not there, among one's own: uuids, null at the ends. */
export async function findNeighbours(
  viewer: Viewer,
  image: ImageRow,
): Promise<{ newer: string | null; older: string | null }> {
  const isListed = image.isPublic && !image.isTemp;
  if (!isListed && viewer.kind === "nobody") return { newer: null, older: null };
  const among =
    isListed || viewer.kind === "nobody"
      ? { where: listedFor(viewer) }
      : { where: ownShelves(viewer), index: ownIndex(viewer, "created") };
  const after = { value: image.createdAt.toISOString(), id: image.id };
  const next = async (order: ListOrder) => {
    const page = pageOf([among], { sort: "created", order, limit: 1, after });
    const [row] = await database()
      .select({ uuid: images.uuid })
      .from(images)
      .innerJoin(sql`(${page}) as page`, sql`page.id = ${images.id}`)
      .where(visibleTo(viewer));
    return row?.uuid ?? null;
  };
  const [newer, older] = await Promise.all([next("asc"), next("desc")]);
  return { newer, older };
}

/** How many pictures the gallery holds that are newer than this place; counts no further than `max`. */
export async function countListedAfter(
  viewer: Viewer,
  place: { createdAt: Date; id: number },
  max: number,
): Promise<number> {
  const newer = database()
    .select({ id: images.id })
    .from(images)
    .where(
      and(
        listedFor(viewer),
        beyond(sql`${images.createdAt}`, sql`${images.id}`, "asc", { value: place.createdAt, id: place.id }),
      ),
    )
    .limit(max)
    .as("newer");
  const [row] = await database().select({ count: count() }).from(newer);
  return row?.count ?? 0;
}
