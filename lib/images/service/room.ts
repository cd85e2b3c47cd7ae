import { database, type Executor, type Transaction } from "@/db/client";
import { sumGuestBytes } from "@/db/queries/images";
import { notify } from "@/db/queries/notifications";
import { findQuota, findRoleQuota, lockMaker, sumPictures } from "@/db/queries/quotas";
import { findSetting } from "@/db/queries/settings";
import { clock, dayMs, fromNow, monthOf } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { comesNear, megabyte, type Quota, quotaOf, requireStorage } from "@/lib/quota";
import type { Maker } from "@/lib/viewer";

/** What holds for a maker's uploads, read before a transaction begins: inside, a second connection could wait for ever. */
export interface Room {
  maker: Maker;
  /** What the maker's role may use; null for a guest. */
  role: Quota | null;
  guestMb: number;
}

/** Whether there is any room at all, asked before a picture is looked at. @throws AppError `guests_off`, `quota` */
export async function requireRoom(maker: Maker): Promise<Room> {
  const guestMb = await findSetting("guest_megabytes");
  if (maker.kind === "guest") {
    if ((await findSetting("guest_use")) === "off") throw new AppError("guests_off");
    await requireGuestDay(database(), maker.id, guestMb);
    return { maker, role: null, guestMb };
  }
  const { storageBytes } = await findQuota(maker);
  if (storageBytes > 0) requireStorage(storageBytes, (await sumPictures(database(), maker.id)).bytes, 0);
  return { maker, role: await findRoleQuota(maker.role), guestMb };
}

/** Whether this picture has room; the maker's row is held, so that of many at once no one passes. @throws AppError `quota` */
export async function requireRoomFor(tx: Transaction, { maker, role, guestMb }: Room, bytes: number): Promise<void> {
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
