import { and, count, eq, gte, notInArray, sql, sum } from "drizzle-orm";
import { clock, startOfDay } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { megabyte, type OwnQuota, type Quota, quotaOf } from "@/lib/quota";
import type { Maker, Role } from "@/lib/viewer";
import { database, type Executor, type Transaction } from "../client";
import { generations, guests, images, users } from "../schema";
import { findSetting } from "./settings";

const own = { quotaPictures: users.quotaPictures, quotaStorageMb: users.quotaStorageMb, quotaOpen: users.quotaOpen };

/** The limits of a role, as the settings say. */
export async function findRoleQuota(role: Role): Promise<Quota> {
  const [picturesPerDay, storageMb, open] = await Promise.all([
    findSetting(`pictures_per_day_${role}`),
    findSetting(`storage_mb_${role}`),
    findSetting(`open_at_once_${role}`),
  ]);
  return { picturesPerDay, storageBytes: storageMb * megabyte, open };
}

/** The limits that hold for a user. */
export async function findQuota(user: { id: number; role: Role }): Promise<Quota> {
  const [role, [row]] = await Promise.all([
    findRoleQuota(user.role),
    database().select(own).from(users).where(eq(users.id, user.id)),
  ]);
  return row ? quotaOf(role, row) : role;
}

/**
 * Holds a maker's row until the transaction ends, so that what one maker asks for at once is counted one after the other.
 *
 * @returns the limits of the user's own; null for a guest
 * @throws AppError `unauthenticated` when there is no such maker any more
 */
export async function lockMaker(tx: Transaction, maker: Maker): Promise<OwnQuota | null> {
  if (maker.kind === "guest") {
    const [guest] = await tx.select({ id: guests.id }).from(guests).where(eq(guests.id, maker.id)).for("update");
    if (!guest) throw new AppError("unauthenticated");
    return null;
  }
  const [row] = await tx.select(own).from(users).where(eq(users.id, maker.id)).for("update");
  if (!row) throw new AppError("unauthenticated");
  return row;
}

/** How many pictures a user asked for today (UTC) that were made or may still be. */
export async function countPicturesToday(on: Executor, userId: number): Promise<number> {
  const [row] = await on
    .select({ pictures: sum(generations.count).mapWith(Number) })
    .from(generations)
    .where(
      and(
        eq(generations.userId, userId),
        gte(generations.createdAt, startOfDay(clock.now())),
        notInArray(generations.status, ["failed", "cancelled"]),
      ),
    );
  return row?.pictures ?? 0;
}

/** How many pictures a user has, and what their files hold; read from an index alone. */
export async function sumPictures(on: Executor, userId: number): Promise<{ pictures: number; bytes: number }> {
  const [row] = await on
    .select({ pictures: count(sql`nullif(${images.bytes}, 0)`), bytes: sum(images.bytes).mapWith(Number) })
    .from(images)
    .where(eq(images.userId, userId));
  return { pictures: row?.pictures ?? 0, bytes: row?.bytes ?? 0 };
}
