import { randomUUID } from "node:crypto";
import { and, eq, isNull, sql } from "drizzle-orm";
import { clock } from "@/lib/clock";
import { database, type Executor, type Transaction } from "../client";
import { generations, guests, images } from "../schema";
import { indexImages } from "./image-terms";

/** A new guest; answers its id. */
export async function insertGuest(on: Executor): Promise<number> {
  const now = clock.now();
  const [row] = await on.insert(guests).values({ uuid: randomUUID(), createdAt: now, lastSeenAt: now }).$returningId();
  if (!row) throw new Error("The database answered no id.");
  return row.id;
}

/** Whether a guest exists and has not become a user. */
export async function hasOpenGuest(id: number): Promise<boolean> {
  const [row] = await database()
    .select({ id: guests.id })
    .from(guests)
    .where(and(eq(guests.id, id), isNull(guests.claimedBy), isNull(guests.claimedAt)));
  return row !== undefined;
}

/**
 * Gives a user everything a guest made, once: of several at a time one gets it. Uploads stay for good, as a user's do;
 * what was made from words or pictures stays temporary until it is kept, with `expiresAt` as its new end.
 *
 * @returns how many pictures went along; null when the guest had already become someone
 */
export async function claimGuest(
  tx: Transaction,
  guestId: number,
  userId: number,
  expiresAt: Date,
): Promise<number | null> {
  const now = clock.now();
  const [taken] = await tx
    .update(guests)
    .set({ claimedBy: userId, claimedAt: now })
    .where(and(eq(guests.id, guestId), isNull(guests.claimedBy), isNull(guests.claimedAt)));
  if (taken.affectedRows === 0) return null;
  const mine = eq(images.guestId, guestId);
  const pictures = await tx.select({ id: images.id }).from(images).where(mine).for("update");
  const owner = { userId, guestId: null, updatedAt: now };
  const [uploads] = await tx
    .update(images)
    .set({ ...owner, isTemp: false, expiresAt: null, version: sql`${images.version} + 1` })
    .where(and(mine, eq(images.kind, "uploaded")));
  const [waiting] = await tx
    .update(images)
    .set(owner)
    .where(and(mine, isNull(images.expiresAt)));
  const [made] = await tx
    .update(images)
    .set({ ...owner, expiresAt })
    .where(mine);
  await indexImages(
    tx,
    pictures.map((picture) => picture.id),
  );
  await tx.update(generations).set({ userId, guestId: null, updatedAt: now }).where(eq(generations.guestId, guestId));
  return uploads.affectedRows + waiting.affectedRows + made.affectedRows;
}
