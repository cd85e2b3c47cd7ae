import type { z } from "zod";
import type { Executor } from "@/db/client";
import { insertJobs } from "@/db/queries/jobs";
import { clock } from "@/lib/clock";
import type { JobDefinition } from "./define";

export interface EnqueueOptions<P> {
  /** Whose turn it takes: `u:12`, `g:7` or `system`. */
  lane: string;
  pool?: string;
  /** The row that each job serves. */
  subjectId?: number | ((payload: P) => number);
  runAfter?: Date;
}

/** Writes jobs in the transaction of the thing they serve, so that neither exists without the other. */
export async function enqueue<S extends z.ZodType>(
  on: Executor,
  job: JobDefinition<S>,
  payloads: z.output<S>[],
  options: EnqueueOptions<z.output<S>>,
): Promise<void> {
  const { subjectId = null } = options;
  await insertJobs(
    on,
    payloads.map((payload) => ({
      name: job.name,
      pool: options.pool ?? job.pool,
      payload: { ...Object(payload) },
      priority: job.priority,
      attemptsMax: job.attemptsMax,
      lane: options.lane,
      subjectId: typeof subjectId === "function" ? subjectId(payload) : subjectId,
      runAfter: options.runAfter ?? clock.now(),
    })),
  );
}
