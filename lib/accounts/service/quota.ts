import { database } from "@/db/client";
import { countOpenOf } from "@/db/queries/people";
import { countPicturesToday, findQuota, sumPictures } from "@/db/queries/quotas";
import { clock, dayMs, startOfDay } from "@/lib/clock";
import type { Viewer } from "@/lib/viewer";
import { requireUser } from "../policy";
import type { QuotaDto } from "../schema";

/** What the signed-in user may use, and what is left of it. @throws AppError `unauthenticated` */
export async function getQuota(viewer: Viewer): Promise<QuotaDto> {
  const user = requireUser(viewer);
  const quota = await findQuota(user);
  const [today, sum, open] = await Promise.all([
    quota.picturesPerDay > 0 ? countPicturesToday(database(), user.id) : 0,
    quota.storageBytes > 0 ? sumPictures(database(), user.id) : { bytes: 0 },
    quota.open > 0 ? countOpenOf(user.id) : 0,
  ]);
  return {
    pictures_per_day: limitOf(quota.picturesPerDay),
    pictures_left: leftOf(quota.picturesPerDay, today),
    pictures_reset_at: new Date(startOfDay(clock.now()).getTime() + dayMs).toISOString(),
    storage_bytes: limitOf(quota.storageBytes),
    storage_left: leftOf(quota.storageBytes, sum.bytes),
    open_at_once: limitOf(quota.open),
    open_left: leftOf(quota.open, open),
  };
}

function limitOf(limit: number): number | null {
  return limit === 0 ? null : limit;
}

function leftOf(limit: number, used: number): number | null {
  return limit === 0 ? null : Math.max(0, limit - used);
}
