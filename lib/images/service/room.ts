import { database, type Executor, type Transaction } from "@/db/client";
import { sumGuestBytes } from "@/db/queries/images";
import { notify } from "@/db/queries/notifications";
import { findQuota, findRoleQuota, lockMaker, sumPictures } from "@/db/queries/quotas";
import { findSetting } from "@/db/queries/settings";
import type { Requester } from "@/lib/auth/guests";
import { clock, dayMs, fromNow, monthOf } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { comesNear, megabyte, type Quota, quotaOf, requireStorage } from "@/lib/quota";
import type { Maker } from "@/lib/viewer";

/** What holds for someone's uploads, read before a transaction begins: inside, a second connection could wait for ever. */
export interface Room {
  /** What a user's role may use; null for guests and visitors. */
  role: Quota | null;
  guestMb: number;
}

/** Whether there is any room at all, asked before a picture is looked at. @throws AppError `guests_off`, `quota` */
export async function requireRoom(requester: Requester): Promise<Room> {
  const guestMb = await findSetting("guest_megabytes");
  if (requester.kind !== "user") {
    if ((await findSetting("guest_use")) === "off") throw new AppError("guests_off");
    if (requester.kind === "guest") await requireGuestDay(database(), requester.id, guestMb);
    return { role: null, guestMb };
  }
  const { storageBytes } = await findQuota(requester);
  if (storageBytes > 0) requireStorage(storageBytes, (await sumPictures(database(), requester.id)).bytes, 0);
  return { role: await findRoleQuota(requester.role), guestMb };
}

/** Whether this picture has room; the maker's row is held, so that of many at once no one passes. @throws AppError `quota` */
export async function requireRoomFor(tx: Transaction, maker: Maker, room: Room, bytes: number): Promise<void> {
  const { role, guestMb } = room;
  const own = await lockMaker(tx, maker);
  if (maker.kind === "guest") return requireGuestDay(tx, maker.id, guestMb);
  const limit = own && role ? quotaOf(role, own).storageBytes : 0;
  if (limit === 0) return;
  const used = (await sumPictures(tx, maker.id)).bytes;
  requireStorage(limit, used, bytes);
  if (!comesNear(limit, used, bytes)) return;
  const inMegabytes = (count: number) => Math.round(count / megabyte);
  const notice = { limit: inMegabytes(limit), used: inMegabytes(used + bytes), of: "storage" };
  await notify(tx, maker.id, "quota.near", notice, `quota:storage:${monthOf(clock.now())}`);
}

async function requireGuestDay(on: Executor, guestId: number, maxMb: number): Promise<void> {
  const bytes = await sumGuestBytes(guestId, fromNow(-dayMs), on);
  if (bytes >= maxMb * megabyte) throw new AppError("quota", { retryAfterMs: dayMs });
}
