import { database, inTransaction } from "@/db/client";
import { areFilesGuarded, listUnshownBlobs, removeBlob } from "@/db/queries/blobs";
import { deleteEventsBefore } from "@/db/queries/events";
import { deleteOldIdempotencyKeys } from "@/db/queries/idempotency";
import { lockExpiredImages } from "@/db/queries/images";
import { deleteEndedJobs } from "@/db/queries/jobs";
import { deleteNotificationsBefore } from "@/db/queries/notifications";
import { findSetting } from "@/db/queries/settings";
import { dayMs, fromNow, secondMs } from "@/lib/clock";
import { limits } from "@/lib/limits";
import { log } from "@/lib/log";
import { storage } from "@/lib/storage";
import { erasePicture } from "@/lib/storage/pictures";
import { removeForGood } from "../service/remove";
import { patrolFiles } from "./patrol";
import { indexTerms } from "./terms";

const batch = 200;

/** How long one sweep may compare files with rows; what it does not reach is a later one's. */
const patrolMs = 10 * secondMs;

/**
 * Removes what is over: old events, jobs and keys, temporary and long-trashed pictures, files that nothing names.
 * Makes terms for pictures that have none of today's, so that a search finds those of before. While the storage cannot
 * be reached no picture goes and none is marked as missing: its file would stay behind, or is not gone at all.
 */
export async function sweep(signal: AbortSignal): Promise<void> {
  await indexTerms(signal);
  await untilFewer(signal, () => deleteEventsBefore(fromNow(-limits.eventsKeptMs), batch));
  await untilFewer(signal, () => deleteOldIdempotencyKeys(batch));
  await untilFewer(signal, () => deleteNotificationsBefore(fromNow(-limits.notificationsKeptMs), batch));
  await untilFewer(signal, () => deleteEndedJobs(fromNow(-7 * dayMs), batch));
  const health = await storage().check();
  // A full disk is the best reason to sweep.
  if (!health.ok && health.reason !== "full") {
    log.error({ storage: health.adminDetail }, "the storage cannot be reached: no picture was swept or marked");
    return;
  }
  await removeExpired(signal);
  if (!(await areFilesGuarded(database()))) await untilFewer(signal, removeUnshown);
  await storage().sweepTemporary(limits.unreferencedFileMs);
  await patrolFiles(patrolMs, signal);
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

/** Bytes that nothing shows, whose own job was given up. */
async function removeUnshown(): Promise<number> {
  const hashes = await listUnshownBlobs(fromNow(-limits.unreferencedFileMs), batch);
  let removed = 0;
  for (const sha256 of hashes) {
    if (await inTransaction((tx) => removeBlob(tx, sha256, () => erasePicture(sha256)))) removed += 1;
  }
  return removed;
}

async function untilFewer(signal: AbortSignal, remove: () => Promise<number>): Promise<void> {
  while (!signal.aborted && (await remove()) >= batch);
}
