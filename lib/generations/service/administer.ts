import { inTransaction, type Transaction } from "@/db/client";
import { insertAuditEntry } from "@/db/queries/audit";
import { everyone, insertEvent } from "@/db/queries/events";
import { type GenerationRow, lockFollowers, lockGeneration, updateGeneration } from "@/db/queries/generations";
import { reviveImages } from "@/db/queries/images";
import { insertJobs } from "@/db/queries/jobs";
import { cancelWaitingJob, findJobs, removeJob, setPause, stoppedCode } from "@/db/queries/queue";
import { requireAdministrator } from "@/lib/admin/policy";
import type { AuditAction } from "@/lib/audit";
import { clock } from "@/lib/clock";
import { generationRun } from "@/lib/queue/jobs";
import type { UserViewer, Viewer } from "@/lib/viewer";
import type { PauseInput } from "../schema";
import { stopGeneration } from "./change";
import { canCancel, canRetry } from "./queue";

type JobRow = Awaited<ReturnType<typeof findJobs>>[number];

/** What its maker reads when the house stopped a picture. */
const stopped = { code: stoppedCode, message: "This was stopped where it was made." };

/**
 * Keeps workers from beginning jobs of a pool, or lets them go on; `pictures` is every pool that makes pictures. What
 * runs goes on.
 *
 * @throws AppError `not_found`
 */
export async function pausePool(viewer: Viewer, { pool, paused }: PauseInput): Promise<void> {
  const { id: actorId } = requireAdministrator(viewer);
  await inTransaction(async (tx) => {
    if (!(await setPause(tx, pool, paused, actorId))) return;
    const action = paused ? "queue.pause" : "queue.resume";
    await insertAuditEntry(tx, {
      actorId,
      action,
      subject: `queue:${pool}`,
      before: { paused: !paused },
      after: { paused },
    });
    await tellQueue(tx);
  });
}

/**
 * Takes jobs out of line, and asks those that run to stop; those that can be neither are left. Answers how many.
 *
 * @throws AppError `not_found`
 */
export async function cancelJobs(viewer: Viewer, ids: number[]): Promise<number> {
  return actOnEach(viewer, ids, "queue.cancel", async (tx, job) => {
    if (!canCancel(job.name) || (job.status !== "waiting" && job.status !== "running")) return false;
    const row = await generationOf(tx, job);
    if (row) return stopGeneration(tx, row, stopped);
    return cancelWaitingJob(tx, job.id);
  });
}

/**
 * Puts failed and stopped jobs back in line, as new ones; pictures that their makers put away stay away. Answers how
 * many.
 *
 * @throws AppError `not_found`
 */
export async function retryJobs(viewer: Viewer, ids: number[]): Promise<number> {
  return actOnEach(viewer, ids, "queue.retry", async (tx, job) => {
    if (!canRetry(job.name) || (job.status !== "failed" && job.status !== "cancelled")) return false;
    if (job.name === generationRun.name) {
      const row = await generationOf(tx, job);
      if (!row || !(await revive(tx, row))) return false;
    }
    if (!(await removeJob(tx, job.id, job.status))) return false;
    const { name, pool, payload, subjectId, priority, attemptsMax, lane } = job;
    const again = { name, pool, payload, subjectId, priority, attemptsMax, lane, runAfter: clock.now() };
    await insertJobs(tx, [again]);
    return true;
  });
}

/** Takes failed jobs off the list, once somebody has seen them. Answers how many. @throws AppError `not_found` */
export async function dismissJobs(viewer: Viewer, ids: number[]): Promise<number> {
  return actOnEach(viewer, ids, "queue.dismiss", (tx, job) => removeJob(tx, job.id, "failed"));
}

/** Each in a transaction of its own with its note, so that many are not locked at once. */
async function actOnEach(
  viewer: Viewer,
  ids: number[],
  action: AuditAction,
  act: (tx: Transaction, job: JobRow) => Promise<boolean>,
): Promise<number> {
  const { id: actorId }: UserViewer = requireAdministrator(viewer);
  let done = 0;
  for (const job of await findJobs(ids)) {
    const isDone = await inTransaction(async (tx) => {
      if (!(await act(tx, job))) return false;
      const before = { name: job.name, pool: job.pool, status: job.status };
      await insertAuditEntry(tx, { actorId, action, subject: `job:${job.id}`, before });
      return true;
    });
    if (isDone) done += 1;
  }
  if (done > 0) await inTransaction(tellQueue);
  return done;
}

async function generationOf(tx: Transaction, job: JobRow): Promise<GenerationRow | null> {
  if (job.name !== generationRun.name || job.subjectId === null) return null;
  return lockGeneration(tx, { id: job.subjectId });
}

/** Whether an ended generation can be made after all: its rows wait again, and its maker sees it wait. */
async function revive(tx: Transaction, row: GenerationRow): Promise<boolean> {
  const isOurs = row.status === "failed" || (row.status === "cancelled" && row.errorCode === stoppedCode);
  return isOurs && wait(tx, row);
}

/** Lets a generation wait again, and with it what ended because its pictures did not come. */
async function wait(tx: Transaction, row: GenerationRow): Promise<boolean> {
  const { status } = row;
  if ((status !== "failed" && status !== "cancelled") || row.dismissedAt) return false;
  if (!(await reviveImages(tx, row.id))) return false;
  const fresh = { errorCode: null, errorMessage: null, startedAt: null, finishedAt: null, cancelRequestedAt: null };
  await updateGeneration(tx, row.id, { status: "queued", progress: 0, remoteId: null, ...fresh });
  const event = { generation_id: row.uuid, prompt_id: row.uuid, status: "queued", progress: 0 };
  await insertEvent(tx, "generation.queued", row, event);
  const since = row.finishedAt?.getTime() ?? 0;
  for (const follower of await lockFollowers(tx, [row.id], status)) {
    if ((follower.finishedAt?.getTime() ?? 0) >= since) await wait(tx, follower);
  }
  return true;
}

/** Nobody but administrators who watch the queue hears of it. */
async function tellQueue(tx: Transaction): Promise<void> {
  await insertEvent(tx, "queue.changed", everyone, {});
}
