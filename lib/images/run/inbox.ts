import { inTransaction, isDuplicate } from "@/db/client";
import { findFirstAdministrator } from "@/db/queries/administrators";
import { type ClaimedJob, deleteDoneJobs, finishJob } from "@/db/queries/jobs";
import { clock, fromNow, minuteMs, secondMs } from "@/lib/clock";
import { env } from "@/lib/env";
import { toAppError } from "@/lib/errors";
import { limits } from "@/lib/limits";
import { log } from "@/lib/log";
import { enqueue } from "@/lib/queue";
import { inboxScan } from "@/lib/queue/jobs";
import { claimDropped, type Dropped } from "@/lib/storage/inbox";
import { insertUpload, prepareUpload } from "../service/upload";
import { patrolFiles } from "./patrol";

/** How long a look into the inbox may also look after the files of pictures. */
const patrolMs = secondMs / 2;

/**
 * Takes in some of the picture files that were dropped into the inbox, as public pictures of the first administrator
 * (of nobody while there is none); asks for another look when more wait, or some are not written to their end.
 */
export async function scanInbox(job: ClaimedJob, signal: AbortSignal): Promise<void> {
  const { dropped, isMore, isUnfinished } = await claimDropped(env().inboxDir, limits.inboxBatch);
  await takeIn(dropped, signal);
  if (!isMore) await patrolFiles(patrolMs, signal);
  await inTransaction(async (tx) => {
    await deleteDoneJobs(tx, inboxScan.name, fromNow(-minuteMs));
    const runAfter = isMore ? clock.now() : fromNow(limits.inboxSettledMs);
    if (isMore || isUnfinished) await enqueue(tx, inboxScan, [{}], { lane: "system", runAfter });
    await finishJob(tx, job, "done");
  });
}

/** What is not reached because of an outage, or because the worker ends, goes back to where it was dropped. */
async function takeIn(dropped: Dropped[], signal: AbortSignal): Promise<void> {
  const left = [...dropped];
  try {
    const userId = dropped.length > 0 ? await findFirstAdministrator() : null;
    for (const file of dropped) {
      signal.throwIfAborted();
      await takeInOne(file, userId, signal);
      left.shift();
    }
  } catch (error) {
    for (const file of left) await file.giveBack();
    throw error;
  }
}

async function takeInOne(file: Dropped, userId: number | null, signal: AbortSignal): Promise<void> {
  try {
    const picture = await prepareUpload(await file.read(), signal);
    const upload = { userId, guestId: null, isPublic: true, isTemp: false, expiresAt: null };
    await inTransaction((tx) => insertUpload(tx, picture, { ...upload, uuid: file.uuid, name: file.name }));
  } catch (error) {
    // A worker that died between row and file had taken it in already.
    if (isDuplicate(error)) return file.done();
    const { code, status, message } = toAppError(error);
    if (code === "conflict") return file.giveBack();
    if (code === "unavailable" || signal.aborted) throw error;
    // One file must not keep the others waiting for ever, whatever is wrong with it.
    const why = { file: file.name, code, reason: message, ...(status >= 500 && { err: error }) };
    log[status >= 500 ? "error" : "warn"](why, "a file in the inbox was rejected");
    return file.reject();
  }
  await file.done();
}
