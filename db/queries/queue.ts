import { and, asc, count, desc, eq, gt, inArray, isNull, lt, ne, or } from "drizzle-orm";
import { clock } from "@/lib/clock";
import { database, type Executor } from "../client";
import { generations, jobs, queuePauses, users } from "../schema";

export type JobState = "waiting" | "running" | "failed" | "cancelled";

/** Stands for all pools that make pictures. */
export const picturePools = "pictures";

export interface QueuePlace {
  state: JobState;
  pool?: string;
  lane?: string;
  /** The job after which the page begins. */
  afterId?: number;
}

/** Stopped by an administrator, so that one may put it back; what its maker stopped is the maker's own affair. */
export const stoppedCode = "cancelled";

/**
 * A page of jobs with what they make and no word of what was asked for: waiting and running ones the oldest first, ended
 * ones the newest first.
 */
export async function listJobs({ state, pool, lane, afterId }: QueuePlace, limit: number) {
  const isOpen = state === "waiting" || state === "running";
  const byHouse = or(isNull(generations.id), eq(generations.errorCode, stoppedCode));
  return database()
    .select({
      job: jobs,
      generation: {
        id: generations.id,
        uuid: generations.uuid,
        model: generations.model,
        width: generations.width,
        height: generations.height,
        count: generations.count,
        progress: generations.progress,
        errorCode: generations.errorCode,
        startedAt: generations.startedAt,
        cancelRequestedAt: generations.cancelRequestedAt,
        dismissedAt: generations.dismissedAt,
        /** Only to be taken out of what backends said of it. */
        prompt: generations.prompt,
        negativePrompt: generations.negativePrompt,
      },
    })
    .from(jobs)
    .leftJoin(generations, and(eq(jobs.name, "generation.run"), eq(generations.id, jobs.subjectId)))
    .where(
      and(
        eq(jobs.status, state),
        pool === undefined ? undefined : eq(jobs.pool, pool),
        lane === undefined ? undefined : eq(jobs.lane, lane),
        afterId === undefined ? undefined : isOpen ? gt(jobs.id, afterId) : lt(jobs.id, afterId),
        state === "cancelled" ? byHouse : undefined,
      ),
    )
    .orderBy(isOpen ? asc(jobs.id) : desc(jobs.id))
    .limit(limit);
}
export type ListedJob = Awaited<ReturnType<typeof listJobs>>[number];

/** How many jobs of each pool wait, run and failed. */
export async function countJobsByPool(): Promise<{ pool: string; state: string; jobs: number }[]> {
  return database()
    .select({ pool: jobs.pool, state: jobs.status, jobs: count() })
    .from(jobs)
    .where(inArray(jobs.status, ["waiting", "running", "failed"]))
    .groupBy(jobs.pool, jobs.status);
}

/** Who has the most jobs in one state, at most `limit` of them. */
export async function countJobsByLane(state: JobState, limit: number): Promise<{ lane: string; jobs: number }[]> {
  return database()
    .select({ lane: jobs.lane, jobs: count() })
    .from(jobs)
    .where(and(eq(jobs.status, state), ne(jobs.lane, "system")))
    .groupBy(jobs.lane)
    .orderBy(desc(count()), asc(jobs.lane))
    .limit(limit);
}

/** What users are called. */
export async function listUserNames(ids: number[]): Promise<{ id: number; name: string; handle: string }[]> {
  if (ids.length === 0) return [];
  return database()
    .select({ id: users.id, name: users.name, handle: users.handle })
    .from(users)
    .where(inArray(users.id, ids));
}

/** Jobs as they are, the lowest id first. */
export async function findJobs(ids: number[]): Promise<(typeof jobs.$inferSelect)[]> {
  if (ids.length === 0) return [];
  return database().select().from(jobs).where(inArray(jobs.id, ids)).orderBy(asc(jobs.id));
}

/** Removes an ended job; false when it is not in that state any more. */
export async function removeJob(on: Executor, id: number, state: "failed" | "cancelled"): Promise<boolean> {
  const [result] = await on.delete(jobs).where(and(eq(jobs.id, id), eq(jobs.status, state)));
  return result.affectedRows === 1;
}

/** Takes a waiting job out of line; false when it does not wait any more. */
export async function cancelWaitingJob(on: Executor, id: number): Promise<boolean> {
  const [result] = await on
    .update(jobs)
    .set({ status: "cancelled", finishedAt: clock.now() })
    .where(and(eq(jobs.id, id), eq(jobs.status, "waiting")));
  return result.affectedRows === 1;
}

/** Keeps workers from taking jobs of a pool, or lets them; false when that was so already. */
export async function setPause(on: Executor, pool: string, isPaused: boolean, by: number): Promise<boolean> {
  if (!isPaused) {
    const [result] = await on.delete(queuePauses).where(eq(queuePauses.pool, pool));
    return result.affectedRows === 1;
  }
  const [known] = await on.select().from(queuePauses).where(eq(queuePauses.pool, pool)).for("update");
  if (!known) await on.insert(queuePauses).values({ pool, pausedAt: clock.now(), pausedBy: by });
  return !known;
}
