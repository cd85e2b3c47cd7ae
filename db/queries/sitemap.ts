import { and, asc, between, eq, exists, gt, isNull, lte, max, sql } from "drizzle-orm";
import { nobody } from "@/lib/viewer";
import { database } from "../client";
import { images, users } from "../schema";
import { galleryOpenTo } from "./visible";

/** What everyone may see in lists, where the gallery is open to everyone. */
const isListed = () => and(eq(images.listed, 1), galleryOpenTo(nobody));

/** Which blocks of `size` ids, counted from 1, hold a picture that everyone may see. Reads one index. */
export async function listPictureBlocks(size: number): Promise<number[]> {
  const block = sql<number>`floor((${images.id} - 1) / ${sql.raw(String(size))}) + 1`;
  const rows = await database().selectDistinct({ block }).from(images).where(isListed());
  return rows.map((row) => Number(row.block)).sort((a, b) => a - b);
}

/** Pictures that everyone may see with ids above `afterId` up to `lastId`, in the order of their ids. */
export async function listPicturesOfBlock(afterId: number, lastId: number, limit: number) {
  return database()
    .select({ id: images.id, uuid: images.uuid, updatedAt: images.updatedAt })
    .from(images, { forceIndex: "PRIMARY" })
    .where(and(gt(images.id, afterId), lte(images.id, lastId), isListed()))
    .orderBy(asc(images.id))
    .limit(limit);
}

/** The highest id a user has; 0 without any. */
export async function findLastUserId(): Promise<number> {
  const [row] = await database()
    .select({ id: max(users.id) })
    .from(users);
  return row?.id ?? 0;
}

/** Handles of those among these ids (both included) who show pictures to everyone. */
export async function listMakersOfBlock(firstId: number, lastId: number): Promise<string[]> {
  const shown = database()
    .select({ one: sql`1` })
    .from(images)
    .where(and(eq(images.userId, users.id), isListed()));
  const rows = await database()
    .select({ handle: users.handle })
    .from(users)
    .where(and(between(users.id, firstId, lastId), isNull(users.disabledAt), exists(shown)))
    .orderBy(asc(users.id));
  return rows.map((row) => row.handle);
}
