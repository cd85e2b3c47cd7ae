import { database } from "@/db/client";
import {
  type ClaimedJob,
  claimJob,
  finishJob,
  LeaseLost,
  noteFailure,
  releaseJob,
  renewLease,
  returnJob,
} from "@/db/queries/jobs";
import { fromNow, sleep } from "@/lib/clock";
import { limits } from "@/lib/limits";
import { log } from "@/lib/log";
import { backoffMs } from "@/lib/queue/define";
import { failureDetail } from "./failure-detail";
import type { Handler } from "./handle";
import { findHandler } from "./handlers";

/** Milliseconds to wait before asking a database again that did not answer. */
const outageMs = 1000;

/**
 * A worker that ended says little about its job (machines restart), but a job that ends each worker must not be
 * tried for ever: it gets this many times the tries of one that fails in words.
 */
const deathsPerTry = 3;

/** Runs jobs of one pool, one after the other, until the signal aborts; a job that runs then is put back untried. */
export async function runLoop(pool: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const job = await claimJob(pool);
      if (job) await runJob(job, signal);
      else await sleep(limits.jobPollMs, signal);
    } catch (error) {
      log.error({ err: error, pool }, "the queue cannot be reached");
      await sleep(outageMs, signal);
    }
  }
}

/** Runs one claimed job under its lease. Whatever it throws ends here, as another try or as given up. */
async function runJob(job: ClaimedJob, stopping: AbortSignal): Promise<void> {
  const handler = findHandler(job.name);
  if (!handler) {
    log.error({ job: job.name }, "nothing handles this job");
    return finishJob(database(), job, "failed");
  }
  if (job.attempts > job.attemptsMax * deathsPerTry) {
    return handler.giveUp(job, new Error(`Its worker ended ${job.attempts - 1} times.`));
  }
  const lease = new AbortController();
  const heartbeat = setInterval(() => void keepLease(job, lease), limits.heartbeatMs);
  try {
    await handler.run(job, AbortSignal.any([stopping, lease.signal]));
  } catch (error) {
    await afterFailure(job, handler, error, stopping);
  } finally {
    clearInterval(heartbeat);
  }
}

async function keepLease(job: ClaimedJob, lease: AbortController): Promise<void> {
  try {
    if (!(await renewLease(job))) lease.abort(new LeaseLost(job.id));
  } catch (error) {
    // The lease outlives a few missed beats; if it runs out, the next beat says so.
    log.warn({ err: error, job: job.name }, "a heartbeat was missed");
  }
}

async function afterFailure(job: ClaimedJob, handler: Handler, error: unknown, stopping: AbortSignal): Promise<void> {
  if (error instanceof LeaseLost) {
    log.warn({ job: job.name, id: job.id }, "another worker took this job over");
    return;
  }
  if (stopping.aborted) return releaseJob(job);
  const again = handler.isRetryable(error) && job.attempts < job.attemptsMax;
  log[again ? "warn" : "error"]({ job: job.name, id: job.id, attempt: job.attempts, err: error }, "a job failed");
  try {
    const waitMs = Math.max(backoffMs(job.attempts), handler.retryAfterMs(error));
    if (again) return await returnJob(database(), job, fromNow(waitMs), failureDetail(error));
    await noteFailure(job, failureDetail(error));
    await handler.giveUp(job, error);
  } catch (lost) {
    if (!(lost instanceof LeaseLost)) throw lost;
  }
}
