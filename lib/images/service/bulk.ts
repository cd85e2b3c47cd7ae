import { inTransaction, type Transaction } from "@/db/client";
import { everyone, insertEvent } from "@/db/queries/events";
import { changeFavorite } from "@/db/queries/favorites";
import { type LockedImage, lockImages, lockOwnImages, updateImages } from "@/db/queries/images";
import { clock } from "@/lib/clock";
import type { UserViewer } from "@/lib/viewer";
import { canRemove } from "../policy";
import type { BulkAction } from "../schema";
import { removeForGood } from "./remove";

/** What was done, and the ids that are not the caller's to act on. */
export interface BulkDone {
  done: number[];
  missing: number[];
}

/** One action on many pictures, with the same effects as on each alone, all or none. */
export async function changeImages(user: UserViewer, ids: number[], action: BulkAction): Promise<BulkDone> {
  const wanted = [...new Set(ids)].sort((a, b) => a - b);
  const done = await inTransaction(async (tx) => {
    const changed = await apply(tx, user, wanted, action);
    if (changed.length > 0 && !action.endsWith("favorite")) await insertEvent(tx, "gallery.changed", everyone, {});
    return changed;
  });
  return { done, missing: wanted.filter((id) => !done.includes(id)) };
}

/** Takes pictures out of the caller's trash and away for good; those that are not there count as missing. */
export async function removeImages(user: UserViewer, ids: number[]): Promise<BulkDone> {
  const wanted = [...new Set(ids)].sort((a, b) => a - b);
  const done = await inTransaction(async (tx) => {
    const gone = (await lockOwnImages(tx, user, wanted)).filter(
      (image) => image.state === "ready" && image.trashedAt && !image.hiddenAt && canRemove(user, image),
    );
    await removeForGood(tx, gone);
    return gone.map((image) => image.id);
  });
  return { done, missing: wanted.filter((id) => !done.includes(id)) };
}

/** Makes temporary pictures of one's own stay; those that are not there, or not the caller's, count as missing. */
export async function keepImages(user: UserViewer, ids: number[]): Promise<BulkDone> {
  const wanted = [...new Set(ids)].sort((a, b) => a - b);
  const done = await inTransaction(async (tx) => {
    const own = (await lockOwnImages(tx, user, wanted)).filter(
      (image) => image.state === "ready" && !image.trashedAt && !image.hiddenAt,
    );
    await update(
      tx,
      own.filter((image) => image.isTemp),
      { isTemp: false, expiresAt: null },
    );
    if (own.some((image) => image.isTemp && image.isPublic)) await insertEvent(tx, "gallery.changed", everyone, {});
    return own.map((image) => image.id);
  });
  return { done, missing: wanted.filter((id) => !done.includes(id)) };
}

async function apply(tx: Transaction, user: UserViewer, ids: number[], action: BulkAction): Promise<number[]> {
  if (action === "favorite" || action === "unfavorite") {
    const seen = await lockImages(tx, user, ids);
    for (const id of seen) await changeFavorite(tx, user.id, id, action === "favorite");
    return seen;
  }
  const own = (await lockOwnImages(tx, user, ids)).filter((image) => image.state === "ready" && !image.hiddenAt);
  if (action === "restore")
    return update(
      tx,
      own.filter((image) => image.trashedAt),
      { trashedAt: null },
    );
  const present = own.filter((image) => !image.trashedAt);
  if (action === "publish") return update(tx, present, { isPublic: true });
  if (action === "make_private") return update(tx, present, { isPublic: false });
  const removable = present.filter((image) => canRemove(user, image));
  await removeForGood(
    tx,
    removable.filter((image) => image.isTemp),
  );
  await update(
    tx,
    removable.filter((image) => !image.isTemp),
    { trashedAt: clock.now() },
  );
  return removable.map((image) => image.id);
}

async function update(
  tx: Transaction,
  images: LockedImage[],
  changes: Parameters<typeof updateImages>[2],
): Promise<number[]> {
  const ids = images.map((image) => image.id);
  await updateImages(tx, ids, changes);
  return ids;
}
