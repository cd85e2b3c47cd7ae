import type { z } from "zod";
import type { ClaimedJob } from "@/db/queries/jobs";
import type { JobDefinition } from "@/lib/queue/define";

/** What the worker does for one kind of job. */
export interface Handler {
  name: string;
  /**
   * Does the work and ends the job, in the transaction of its result where there is one. Must be safe to run
   * twice, and stop soon when the signal aborts.
   */
  run(job: ClaimedJob, signal: AbortSignal): Promise<void>;
  /** Whether another try can help. */
  isRetryable(error: unknown): boolean;
  /** Milliseconds that another try has to wait at least. */
  retryAfterMs(error: unknown): number;
  /** Called once when no further try is made; ends the job. */
  giveUp(job: ClaimedJob, error: unknown): Promise<void>;
}

export interface HandlerSpec<S extends z.ZodType> {
  run(payload: z.output<S>, job: ClaimedJob, signal: AbortSignal): Promise<void>;
  isRetryable?(error: unknown): boolean;
  retryAfterMs?(error: unknown): number;
  giveUp(payload: z.output<S>, job: ClaimedJob, error: unknown): Promise<void>;
}

/** A job's definition with what is done for it. */
export function handle<S extends z.ZodType>(job: JobDefinition<S>, spec: HandlerSpec<S>): Handler {
  return {
    name: job.name,
    run: (claimed, signal) => spec.run(job.payload.parse(claimed.payload), claimed, signal),
    isRetryable: spec.isRetryable ?? (() => true),
    retryAfterMs: spec.retryAfterMs ?? (() => 0),
    giveUp: (claimed, error) => spec.giveUp(job.payload.parse(claimed.payload), claimed, error),
  };
}
