import { listBackendPools } from "@/db/queries/backends";
import { secondMs, sleep } from "@/lib/clock";
import { log } from "@/lib/log";
import { runLoop } from "./loop";

const lookEveryMs = secondMs;

/**
 * Runs the jobs of all backends: for each as many loops as it makes pictures at once. Backends come and go while it
 * runs. Loops that are too many, after a number was lowered, find nothing to claim.
 */
export async function runBackendLoops(signal: AbortSignal): Promise<void> {
  const loops = new Map<string, { running: Promise<void>[]; end: AbortController }>();
  while (!signal.aborted) {
    try {
      const pools = await listBackendPools();
      for (const [pool, concurrency] of pools) {
        const own = loops.get(pool) ?? { running: [], end: new AbortController() };
        loops.set(pool, own);
        const until = AbortSignal.any([signal, own.end.signal]);
        while (own.running.length < concurrency) own.running.push(runLoop(pool, until));
      }
      for (const [pool, { end }] of loops) {
        if (pools.has(pool)) continue;
        end.abort();
        loops.delete(pool);
      }
    } catch (error) {
      log.error({ err: error }, "the backends cannot be looked up");
    }
    await sleep(lookEveryMs, signal);
  }
  await Promise.all([...loops.values()].flatMap(({ running }) => running));
}
