import { availableParallelism } from "node:os";
import type { Piscina } from "piscina";
import { env } from "@/lib/env";
import type { Pixels } from "@/lib/filters/define";
import { log } from "@/lib/log";
import { threadProgram } from "./program";
import { AbortError, Run, type RunOptions } from "./run";
import type { PixelTask } from "./task";

export type { RunOptions } from "./run";
export type { FilterUse, PixelTask } from "./task";

const idleMs = 60_000;
const heapMaxMb = 512;

let shared: Threads | undefined;

/**
 * Runs painter or filter in a thread of the process's pool; waits while all are busy. Pictures move between threads
 * without being copied, so a filter's source is gone from the caller. What `progress` or `preview` throw ends the work.
 * @throws an error named AbortError when the signal aborts, its cause the signal's reason; what painter or filter
 * throw; an Error when the thread crashes, which ends no other task
 */
export function runPixels(task: PixelTask, options: RunOptions): Promise<Pixels> {
  shared ??= new Threads({ count: threadCount(), heapMaxMb });
  return shared.run(task, options);
}

/** Ends all threads of the pool, with what they are doing. The next task starts new ones. */
export async function closeThreads(): Promise<void> {
  const closing = shared;
  shared = undefined;
  await closing?.close();
}

/** A pool of its own; `runPixels` has the process's. A thread whose heap outgrows its limit fails with its task. */
export class Threads {
  private started: Promise<Piscina> | undefined;

  constructor(private readonly options: { count: number; heapMaxMb: number }) {}

  async run(task: PixelTask, options: RunOptions): Promise<Pixels> {
    if (options.signal.aborted) throw new AbortError(options.signal.reason);
    // Once it could not start, the next task tries again.
    this.started ??= this.start().catch((error: unknown) => {
      this.started = undefined;
      throw error;
    });
    return new Run(options).in(await this.started, task);
  }

  async close(): Promise<void> {
    await (await this.started)?.destroy();
  }

  private async start(): Promise<Piscina> {
    const filename = await threadProgram();
    const { Piscina } = await import(/* turbopackIgnore: true */ "piscina");
    const threads = new Piscina({
      filename,
      minThreads: 1,
      maxThreads: this.options.count,
      idleTimeout: idleMs,
      // With its waits a thread would never turn its event loop between tasks and keep every task's port for good.
      atomics: "disabled",
      resourceLimits: { maxOldGenerationSizeMb: this.options.heapMaxMb },
      // Pure functions need neither the environment, with its secrets, nor the loaders of the process.
      env: {},
      execArgv: [],
    });
    // A thread that dies between tasks has nobody to tell; the pool replaces it.
    threads.on("error", (error) => log.error({ err: error }, "a thread of the pool died"));
    return threads;
  }
}

/** As configured, else one less than there are cores, but two where there are two. */
function threadCount(): number {
  const cores = availableParallelism();
  return env().WORKER_THREADS ?? Math.max(Math.min(2, cores), cores - 1);
}
