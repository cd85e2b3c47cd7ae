import type { Transaction } from "@/db/client";
import { lockBackend } from "@/db/queries/backends";
import type { GenerationRow } from "@/db/queries/generations";
import { countActiveGenerations } from "@/db/queries/live";
import { notify } from "@/db/queries/notifications";
import { countPicturesToday, lockMaker, sumPictures } from "@/db/queries/quotas";
import { addSpending, findCommitted } from "@/db/queries/spendings";
import { clock, dayOf } from "@/lib/clock";
import { limits } from "@/lib/limits";
import { comesNear, quotaOf, requireBudget, requireOpen, requirePictures, requireStorage } from "@/lib/quota";
import type { Maker } from "@/lib/viewer";
import type { Order, Terms } from "./order";

type Held = Pick<Terms, "roleQuota"> & { maker: Maker };

/**
 * Whether a maker may have all of this made: within their own limits, and within what its backends may cost this month.
 * The maker's row, and that of a backend with a ceiling, is held until the transaction ends, so that of many who ask at
 * once no one passes. What fails or is stopped gives back what it took: it is counted no more.
 *
 * @throws AppError `quota`
 */
export async function requireRoom(tx: Transaction, { maker, roleQuota }: Held, orders: Order[]): Promise<void> {
  const own = await lockMaker(tx, maker);
  const quota = own && roleQuota ? quotaOf(roleQuota, own) : null;
  requireOpen(quota?.open ?? limits.jobsWaitingPerGuest, await countActiveGenerations(maker, tx), orders.length);
  if (maker.kind === "user" && quota) {
    const wanted = orders.reduce((sum, { count }) => sum + count, 0);
    if (quota.picturesPerDay > 0) {
      const used = await countPicturesToday(tx, maker.id);
      requirePictures(quota.picturesPerDay, used, wanted);
      if (comesNear(quota.picturesPerDay, used, wanted)) {
        const notice = { limit: quota.picturesPerDay, used: used + wanted, of: "pictures" };
        await notify(tx, maker.id, "quota.near", notice, `quota:pictures:${dayOf(clock.now())}`);
      }
    }
    if (quota.storageBytes > 0) requireStorage(quota.storageBytes, (await sumPictures(tx, maker.id)).bytes, 0);
  }
  const costs = new Map<number, number>();
  for (const { backend, priceMicros, count } of orders) {
    costs.set(backend.id, (costs.get(backend.id) ?? 0) + priceMicros * count);
  }
  // In the order of the ids, so that two requests never wait for each other in a circle.
  for (const [backendId, micros] of [...costs].sort(([a], [b]) => a - b)) await reserve(tx, backendId, micros);
}

/**
 * Whether a backend's month can bear so much more, in millionths of the currency; its row is held until the transaction
 * ends. What is then written with that price counts as spent from now on.
 *
 * @throws AppError `quota`
 */
export async function reserve(tx: Transaction, backendId: number, micros: number): Promise<void> {
  if (micros === 0) return;
  const backend = await lockBackend(tx, backendId);
  if (!backend || backend.ceilingMicros === null) return;
  const { spent, reserved } = await findCommitted(tx, backendId);
  requireBudget(backend.ceilingMicros, spent + reserved, micros);
}

/** Counts what a generation cost, in the transaction that ends it: only what was really made costs something. */
export async function charge(
  tx: Transaction,
  { backendId, userId, priceMicros }: GenerationRow,
  pictures: number,
): Promise<void> {
  if (backendId === null || priceMicros === 0) return;
  await addSpending(tx, { backendId, userId, pictures, micros: priceMicros * pictures });
}
