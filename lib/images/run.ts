import { database, inTransaction } from "@/db/client";
import { findKnownHashes, removeUnknownBlob } from "@/db/queries/blobs";
import { deleteEventsBefore } from "@/db/queries/events";
import { deleteOldIdempotencyKeys } from "@/db/queries/idempotency";
import { indexImages, listUnindexed } from "@/db/queries/image-terms";
import { lockExpiredImages } from "@/db/queries/images";
import { deleteEndedJobs } from "@/db/queries/jobs";
import { findSetting } from "@/db/queries/settings";
import { dayMs, fromNow } from "@/lib/clock";
import { limits } from "@/lib/limits";
import { log } from "@/lib/log";
import { parseBlobKey, storage } from "@/lib/storage";
import { removeForGood } from "./service/remove";

const batch = 200;

/**
 * Removes what is over: temporary and long-trashed pictures, old events, jobs and keys, files that nothing names.
 * Makes terms for pictures that have none of today's, so that a search finds those of before.
 */
export async function sweep(signal: AbortSignal): Promise<void> {
  await removeExpired(signal);
  await untilFewer(signal, indexSome);
  await untilFewer(signal, () => deleteEventsBefore(fromNow(-limits.eventsKeptMs), batch));
  await untilFewer(signal, () => deleteOldIdempotencyKeys(batch));
  await untilFewer(signal, () => deleteEndedJobs(fromNow(-7 * dayMs), batch));
  await storage().sweepTemporary(limits.unreferencedFileMs);
  await removeUnreferencedFiles(signal);
}

async function removeExpired(signal: AbortSignal): Promise<void> {
  const trashedBefore = fromNow(-(await findSetting("trash_days")) * dayMs);
  await untilFewer(signal, () =>
    inTransaction(async (tx) => {
      const expired = await lockExpiredImages(tx, trashedBefore, batch);
      await removeForGood(tx, expired);
      return expired.length;
    }),
  );
}

async function indexSome(): Promise<number> {
  return inTransaction(async (tx) => {
    const ids = await listUnindexed(tx, batch);
    await indexImages(tx, ids);
    return ids.length;
  });
}

/** Files older than a day whose blob has no row: left by a crash between bytes and row. */
async function removeUnreferencedFiles(signal: AbortSignal): Promise<void> {
  const health = await storage().check();
  if (!health.ok) {
    log.error({ storage: health.adminDetail }, "the sweep of files was not begun");
    return;
  }
  const before = fromNow(-limits.unreferencedFileMs);
  let found: { key: string; sha256: string }[] = [];
  for await (const file of storage().list()) {
    signal.throwIfAborted();
    const blob = parseBlobKey(file.key);
    if (blob && file.modifiedAt < before) found.push({ key: file.key, sha256: blob.sha256 });
    if (found.length >= batch) {
      await removeUnknown(found);
      found = [];
    }
  }
  await removeUnknown(found);
}

async function removeUnknown(files: { key: string; sha256: string }[]): Promise<void> {
  const known = await findKnownHashes(database(), [...new Set(files.map((file) => file.sha256))]);
  for (const { key, sha256 } of files) {
    if (!known.has(sha256)) await inTransaction((tx) => removeUnknownBlob(tx, sha256, () => storage().remove(key)));
  }
}

async function untilFewer(signal: AbortSignal, remove: () => Promise<number>): Promise<void> {
  while (!signal.aborted && (await remove()) >= batch);
}
