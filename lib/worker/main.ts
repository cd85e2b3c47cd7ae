import { availableParallelism, constants, setPriority } from "node:os";
import type { z } from "zod";
import { closeDatabase, inTransaction } from "@/db/client";
import { hasOpenJob, reapJobs } from "@/db/queries/jobs";
import { hourMs, minuteMs, secondMs, sleep } from "@/lib/clock";
import { env } from "@/lib/env";
import { beginHeartbeat } from "@/lib/health/service/heartbeat";
import { limits } from "@/lib/limits";
import { log } from "@/lib/log";
import { enqueue } from "@/lib/queue";
import type { JobDefinition } from "@/lib/queue/define";
import { modelsRefresh, newsMail, statsCount, sweepRun } from "@/lib/queue/jobs";
import { closeThreads } from "@/lib/threads/pool";
import { runBackendLoops } from "./backend-loops";
import { runLoop } from "./loop";

const errandsAtOnce = 2;
const reapEveryMs = 2 * secondMs;
const upkeepEveryMs = 5 * minuteMs;
const newsEveryMs = 30 * secondMs;

const stopping = new AbortController();

/** Runs jobs until it is told to stop; then what runs is put back in line. */
async function main(): Promise<void> {
  // On a machine whose cores are all busy, pages and bytes go before pictures that are being made. Threads inherit it.
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  const threads = env().WORKER_THREADS ?? Math.max(2, availableParallelism() - 1);
  const loops = [
    ...Array.from({ length: threads }, () => runLoop("pixels", stopping.signal)),
    ...Array.from({ length: errandsAtOnce }, () => runLoop("errands", stopping.signal)),
    runBackendLoops(stopping.signal),
    every(reapEveryMs, async () => {
      const reaped = await reapJobs(100);
      if (reaped > 0) log.warn({ reaped }, "jobs of a worker that ended were put back in line");
    }),
    every(upkeepEveryMs, () => offer(sweepRun)),
    every(upkeepEveryMs, () => offer(statsCount)),
    every(hourMs, () => offer(modelsRefresh)),
    every(newsEveryMs, () => offer(newsMail)),
  ];
  const endHeartbeat = beginHeartbeat("worker", null);
  process.send?.({ ready: true });
  log.debug({ threads }, "worker ready");
  await Promise.all(loops);
  await closeThreads();
  await endHeartbeat();
  await closeDatabase();
}

/** One of a kind in line at a time, however many workers there are. */
async function offer(job: JobDefinition<z.ZodObject<Record<never, z.ZodType>>>): Promise<void> {
  await inTransaction(async (tx) => {
    if (!(await hasOpenJob(tx, job.name))) await enqueue(tx, job, [{}], { lane: "system" });
  });
}

async function every(ms: number, work: () => Promise<void>): Promise<void> {
  while (!stopping.signal.aborted) {
    try {
      await work();
    } catch (error) {
      log.error({ err: error }, "upkeep failed");
    }
    await sleep(ms, stopping.signal);
  }
}

function stop(): void {
  if (stopping.signal.aborted) return;
  stopping.abort();
  // A thread in the midst of pixels is not waited for longer than people wait for Ctrl-C.
  setTimeout(() => process.exit(1), limits.shutdownMs).unref();
}

process.on("SIGTERM", stop);
process.on("SIGINT", stop);
process.on("disconnect", stop);
main().then(
  () => process.exit(0),
  (error: unknown) => {
    log.fatal({ err: error }, "the worker ended");
    process.exit(1);
  },
);
