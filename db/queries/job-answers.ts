import { and, desc, eq } from "drizzle-orm";
import { database, type Executor } from "../client";
import { jobs } from "../schema";
import type { ClaimedJob } from "./jobs";

/** Writes into a job what came of it, for whoever asked for it; in the transaction that ends it. */
export async function answerInJob(on: Executor, job: ClaimedJob, payload: Record<string, unknown>): Promise<void> {
  await on
    .update(jobs)
    .set({ payload })
    .where(and(eq(jobs.id, job.id), eq(jobs.leaseToken, job.leaseToken)));
}

/** The last job of a name that serves this subject, with what it holds. */
export async function findJobFor(name: string, subjectId: number) {
  const [row] = await database()
    .select({ status: jobs.status, payload: jobs.payload })
    .from(jobs)
    .where(and(eq(jobs.subjectId, subjectId), eq(jobs.name, name)))
    .orderBy(desc(jobs.id))
    .limit(1);
  return row ?? null;
}
