import { and, count, desc, eq, inArray, min } from "drizzle-orm";
import { database } from "../client";
import { generations, jobs, mails, queuePauses, reports } from "../schema";

/** How many jobs failed for good and are still kept. */
export async function countFailedJobs(): Promise<number> {
  const [row] = await database().select({ failed: count() }).from(jobs).where(eq(jobs.status, "failed"));
  return row?.failed ?? 0;
}

/** How many mails of the last days could not be sent. */
export async function countFailedMails(): Promise<number> {
  const [row] = await database().select({ failed: count() }).from(mails).where(eq(mails.status, "failed"));
  return row?.failed ?? 0;
}

export async function countOpenReports(): Promise<number> {
  const [row] = await database().select({ open: count() }).from(reports).where(eq(reports.status, "open"));
  return row?.open ?? 0;
}

/** How many jobs wait and run, and since when the oldest waits. */
export async function measureJobs(): Promise<{ waiting: number; running: number; oldest: Date | null }> {
  const rows = await database()
    .select({ status: jobs.status, jobs: count(), oldest: min(jobs.createdAt) })
    .from(jobs)
    .where(inArray(jobs.status, ["waiting", "running"]))
    .groupBy(jobs.status);
  const of = (status: string) => rows.find((row) => row.status === status);
  return {
    waiting: of("waiting")?.jobs ?? 0,
    running: of("running")?.jobs ?? 0,
    oldest: of("waiting")?.oldest ?? null,
  };
}

/** Pools from which nothing is taken. */
export async function listPauses(): Promise<{ pool: string; pausedAt: Date }[]> {
  return database()
    .select({ pool: queuePauses.pool, pausedAt: queuePauses.pausedAt })
    .from(queuePauses)
    .orderBy(queuePauses.pool);
}

/** Why a backend's newest ended generation failed; null when it did not. */
export async function findLastFailure(backendId: number): Promise<string | null> {
  const newest = (status: "succeeded" | "failed") =>
    database()
      .select({ finishedAt: generations.finishedAt, errorCode: generations.errorCode })
      .from(generations)
      .where(and(eq(generations.backendId, backendId), eq(generations.status, status)))
      .orderBy(desc(generations.finishedAt))
      .limit(1);
  const [[failed], [succeeded]] = await Promise.all([newest("failed"), newest("succeeded")]);
  if (!failed?.finishedAt || (succeeded?.finishedAt && succeeded.finishedAt >= failed.finishedAt)) return null;
  return failed.errorCode;
}
