import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/mysql-core";
import type { Viewer } from "@/lib/viewer";
import { database } from "../client";
import { favorites, images, styles, users } from "../schema";
import { styleVisibleTo } from "./styles";
import { visibleTo } from "./visible";

const parent = alias(images, "parent");

const columns = {
  id: images.id,
  uuid: images.uuid,
  version: images.version,
  kind: images.kind,
  name: images.name,
  title: images.title,
  alt: images.alt,
  prompt: images.prompt,
  width: images.width,
  height: images.height,
  thumbhash: images.thumbhash,
  dominantColor: images.dominantColor,
  isPublic: images.isPublic,
  isTemp: images.isTemp,
  isSample: images.isSample,
  isSensitive: images.isSensitive,
  userId: images.userId,
  guestId: images.guestId,
  /** The picture it was made from, where the viewer may see it. */
  parentId: parent.id,
  hadParent: images.hadParent,
  generationId: images.generationId,
  ordinal: images.ordinal,
  model: images.model,
  strength: images.strength,
  likesCount: images.likesCount,
  trashedAt: images.trashedAt,
  expiresAt: images.expiresAt,
  createdAt: images.createdAt,
  updatedAt: images.updatedAt,
  styleId: styles.id,
  styleSlug: styles.slug,
  styleTitle: styles.title,
  makerName: users.name,
  makerHandle: users.handle,
  likedAt: favorites.createdAt,
};

/** A picture with its style, its maker's name and the viewer's favorite, in one query. */
export type ImageRow = Awaited<ReturnType<typeof selectImages>>[number];

/** Pictures that fit a condition, in no order. */
export async function selectImages(viewer: Viewer, where: SQL | undefined) {
  return joined(viewer).where(where);
}

function joined(viewer: Viewer) {
  const liked = viewer.kind === "user" ? eq(favorites.userId, viewer.id) : sql`false`;
  return database()
    .select(columns)
    .from(images)
    .leftJoin(styles, and(eq(styles.id, images.styleId), styleVisibleTo(viewer)))
    .leftJoin(users, eq(users.id, images.userId))
    .leftJoin(parent, and(eq(parent.id, images.parentId), visibleTo(viewer, parent)))
    .leftJoin(favorites, and(eq(favorites.imageId, images.id), liked));
}

/** A part of a list: rows of `id` and `value`, what the list is sorted by. */
export type PageSource = SQL;

/** The pictures of a page in its order, in the one query that finds it; those that do not fit `also` are left out. */
export async function selectPage(
  viewer: Viewer,
  page: PageSource,
  order: "asc" | "desc",
  also: SQL | undefined,
): Promise<ImageRow[]> {
  const direction = order === "desc" ? sql`desc` : sql`asc`;
  return joined(viewer)
    .innerJoin(sql`(${page}) as page`, sql`page.id = ${images.id}`)
    .where(also)
    .orderBy(sql`page.value ${direction}, page.id ${direction}`);
}

/** Pictures by id, in the order of the ids; ids that do not fit `also` are left out. */
export async function selectImagesInOrder(viewer: Viewer, ids: number[], also?: SQL): Promise<ImageRow[]> {
  if (ids.length === 0) return [];
  const rows = await selectImages(viewer, and(inArray(images.id, ids), also));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
