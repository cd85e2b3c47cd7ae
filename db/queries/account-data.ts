import { and, asc, eq, gt, inArray, isNotNull, isNull, or, sql } from "drizzle-orm";
import { database, type Executor, type Transaction } from "../client";
import { blobs, events, favorites, generations, idempotencyKeys, images, notifications } from "../schema";
import { forgetMaker } from "./image-terms";

/** A user's pictures with the files behind them, in order of their ids, trashed ones included. */
export async function listPicturesOf(userId: number, afterId: number, limit: number) {
  return database()
    .select({ image: images, sha256: blobs.sha256, mime: blobs.mime })
    .from(images)
    .leftJoin(blobs, eq(blobs.id, images.blobId))
    .where(and(eq(images.userId, userId), gt(images.id, afterId)))
    .orderBy(asc(images.id))
    .limit(limit);
}

export async function listGenerationsOf(userId: number, afterId: number, limit: number) {
  return database()
    .select()
    .from(generations)
    .where(and(eq(generations.userId, userId), gt(generations.id, afterId)))
    .orderBy(asc(generations.id))
    .limit(limit);
}

export async function listFavoritesOf(userId: number) {
  return database()
    .select({ imageUuid: images.uuid, createdAt: favorites.createdAt })
    .from(favorites)
    .innerJoin(images, eq(images.id, favorites.imageId))
    .where(eq(favorites.userId, userId))
    .orderBy(asc(favorites.createdAt));
}

export async function listNotificationsOf(userId: number) {
  return database()
    .select({ name: notifications.name, payload: notifications.payload, createdAt: notifications.createdAt })
    .from(notifications)
    .where(eq(notifications.userId, userId))
    .orderBy(asc(notifications.id));
}

/** Lets go of a user's pictures that everyone may see: they stay, made by a former user. Answers how many. */
export async function releasePublicImages(on: Executor, userId: number): Promise<number> {
  const shown = and(eq(images.userId, userId), eq(images.isPublic, true), eq(images.isTemp, false));
  const [result] = await on
    .update(images)
    .set({ userId: null, version: sql`${images.version} + 1` })
    .where(and(shown, eq(images.state, "ready"), isNull(images.trashedAt), isNull(images.hiddenAt)));
  await forgetMaker(on, userId);
  return result.affectedRows;
}

/** Some of a user's pictures, with what they hold of the storage. */
export async function listImagesToRemove(tx: Transaction, userId: number, limit: number) {
  return tx
    .select({ id: images.id, blobId: images.blobId })
    .from(images)
    .where(eq(images.userId, userId))
    .orderBy(asc(images.id))
    .limit(limit)
    .for("update");
}

/** Takes back some of a user's favorites, and their count from the pictures. Answers how many. */
export async function removeFavorites(tx: Transaction, userId: number, limit: number): Promise<number> {
  const rows = await tx
    .select({ imageId: favorites.imageId })
    .from(favorites)
    .where(eq(favorites.userId, userId))
    .orderBy(asc(favorites.imageId))
    .limit(limit)
    .for("update");
  const ids = rows.map((row) => row.imageId);
  if (ids.length === 0) return 0;
  await tx.delete(favorites).where(and(eq(favorites.userId, userId), inArray(favorites.imageId, ids)));
  await tx
    .update(images)
    .set({ likesCount: sql`if(${images.likesCount} > 0, ${images.likesCount} - 1, 0)` })
    .where(inArray(images.id, ids));
  return ids.length;
}

/** Generations that have not ended. */
export async function listOpenGenerations(on: Executor, userId: number): Promise<number[]> {
  const rows = await on
    .select({ id: generations.id })
    .from(generations)
    .where(
      and(eq(generations.userId, userId), or(eq(generations.status, "queued"), eq(generations.status, "running"))),
    );
  return rows.map((row) => row.id);
}

/** What names a user without a foreign key: events, and answers kept for repeated requests. */
export async function deleteTracesOf(on: Executor, userId: number, viewer: string): Promise<void> {
  await on.delete(events).where(and(isNotNull(events.userId), eq(events.userId, userId)));
  await on.delete(idempotencyKeys).where(eq(idempotencyKeys.viewer, viewer));
}
