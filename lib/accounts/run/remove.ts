import { database, inTransaction } from "@/db/client";
import {
  deleteTracesOf,
  listImagesToRemove,
  listOpenGenerations,
  releasePublicImages,
  removeFavorites,
} from "@/db/queries/account-data";
import { deleteAccountExport, listExportsToRemove } from "@/db/queries/account-exports";
import { insertAuditEntry } from "@/db/queries/audit";
import { releaseBlobs } from "@/db/queries/blobs";
import { everyone, insertEvent } from "@/db/queries/events";
import { deleteImages } from "@/db/queries/images";
import { type ClaimedJob, cancelWaitingJobs, finishJob } from "@/db/queries/jobs";
import { deleteMailsTo } from "@/db/queries/mails";
import { forgetSpender } from "@/db/queries/spendings";
import { deleteUser, findUser, lockUser } from "@/db/queries/users";
import { clock } from "@/lib/clock";
import { enqueue } from "@/lib/queue";
import { blobRemove, generationRun } from "@/lib/queue/jobs";
import { storage } from "@/lib/storage";
import { exportKey } from "../service/exports";

const batch = 100;

/**
 * Removes a user for good: pictures and their files, favorites, exports, mails, sessions, tokens, and last the row. Begun
 * again after a crash it goes on where it ended. Whoever came back in time stays.
 */
export async function runRemoval(job: ClaimedJob, userId: number, signal: AbortSignal): Promise<void> {
  const user = await findUser(userId);
  if (!user?.deleteAfter || user.deleteAfter > clock.now()) return finishJob(database(), job, "done");
  if (user.keepPublicImages) await releasePublicImages(database(), userId);
  await removeExports(userId);
  while ((await removePictures(userId)) === batch) signal.throwIfAborted();
  while ((await inTransaction((tx) => removeFavorites(tx, userId, batch))) === batch) signal.throwIfAborted();
  await inTransaction(async (tx) => {
    const still = await lockUser(tx, { id: userId });
    if (!still?.deleteAfter) return finishJob(tx, job, "done");
    await cancelWaitingJobs(tx, generationRun.name, await listOpenGenerations(tx, userId));
    await deleteMailsTo(tx, still.email);
    await deleteTracesOf(tx, userId, `u:${userId}`);
    await forgetSpender(tx, userId);
    await deleteUser(tx, userId);
    await insertAuditEntry(tx, { actorId: null, action: "user.removed", subject: `user:${userId}` });
    await insertEvent(tx, "gallery.changed", everyone, {});
    await finishJob(tx, job, "done");
  });
}

async function removePictures(userId: number): Promise<number> {
  return inTransaction(async (tx) => {
    const gone = await listImagesToRemove(tx, userId, batch);
    await deleteImages(
      tx,
      gone.map((image) => image.id),
    );
    const orphans = await releaseBlobs(
      tx,
      gone.map((image) => image.blobId),
    );
    const payloads = orphans.map((sha256) => ({ sha256 }));
    await enqueue(tx, blobRemove, payloads, { lane: "system" });
    return gone.length;
  });
}

/** The files first, then the rows that know of them. */
async function removeExports(userId: number): Promise<void> {
  for (const { id, uuid } of await listExportsToRemove(1000, userId)) {
    await storage().remove(exportKey(uuid));
    await deleteAccountExport(id);
  }
}
