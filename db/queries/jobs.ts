import { and, asc, count, desc, eq, gte, inArray, lt, lte, max, min, notExists, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/mysql-core";
import { clock, fromNow } from "@/lib/clock";
import { newUuid } from "@/lib/ids";
import { limits } from "@/lib/limits";
import { database, type Executor, inTransaction, type Transaction } from "../client";
import { backends, jobs, queuePauses } from "../schema";

export interface NewJob {
  name: string;
  pool: string;
  payload: Record<string, unknown>;
  subjectId: number | null;
  priority: number;
  attemptsMax: number;
  lane: string;
  runAfter: Date;
}

/** A claimed job; `leaseToken` proves who holds it. */
export interface ClaimedJob {
  id: number;
  name: string;
  pool: string;
  payload: Record<string, unknown>;
  /** Which try this is, from 1. */
  attempts: number;
  attemptsMax: number;
  leaseToken: string;
}

/** Thrown where a job is finished by who no longer holds it; the transaction around it must not commit. */
export class LeaseLost extends Error {
  constructor(id: number) {
    super(`The lease of job ${id} went to another.`);
    this.name = "LeaseLost";
  }
}

/**
 * Puts jobs of one lane and pool in line. Fair order is start-time fair queueing (Goyal, Vin and Cheng, 1996)
 * with jobs of equal cost: a job's rank is one more than its lane's last, and never before the head of the
 * line. A lane that just came therefore waits for at most one job of each other lane.
 */
export async function insertJobs(on: Executor, newJobs: NewJob[]): Promise<void> {
  const [first] = newJobs;
  if (!first) return;
  const waiting = and(eq(jobs.pool, first.pool), eq(jobs.status, "waiting"), eq(jobs.priority, first.priority));
  const [head] = await on
    .select({ rank: min(jobs.rank) })
    .from(jobs)
    .where(waiting);
  const [lane] = await on
    .select({ rank: max(jobs.rank) })
    .from(jobs)
    .where(and(eq(jobs.lane, first.lane), eq(jobs.pool, first.pool), eq(jobs.status, "waiting")));
  const start = Math.max(head?.rank ?? 0, lane?.rank == null ? 0 : lane.rank + 1);
  const now = clock.now();
  await on.insert(jobs).values(newJobs.map((job, index) => ({ ...job, rank: start + index, createdAt: now })));
}

/**
 * Takes the next job of a pool, or null when none is due or the pool is paused. Two workers never take the same one, and
 * all together run no more of a backend's jobs than it makes at once.
 */
export async function claimJob(pool: string): Promise<ClaimedJob | null> {
  return inTransaction(async (tx) => {
    if (!(await hasRoom(tx, pool))) return null;
    const [next] = await tx
      .select()
      .from(jobs)
      .where(
        and(
          eq(jobs.pool, pool),
          eq(jobs.status, "waiting"),
          lte(jobs.runAfter, clock.now()),
          notExists(pausesOf(tx, pool)),
        ),
      )
      .orderBy(asc(jobs.priority), asc(jobs.rank), asc(jobs.id))
      .limit(1)
      .for("update", { skipLocked: true });
    if (!next) return null;
    const leaseToken = newUuid();
    const attempts = next.attempts + 1;
    await tx
      .update(jobs)
      .set({ status: "running", leaseToken, leasedUntil: fromNow(limits.leaseMs), attempts })
      .where(eq(jobs.id, next.id));
    const { id, name, payload, attemptsMax } = next;
    return { id, name, pool, payload, attempts, attemptsMax, leaseToken };
  });
}

/** What keeps a pool from running: a pause of its own, or one of all that make pictures. */
function pausesOf(tx: Transaction, pool: string) {
  const pools = pool === "errands" ? [pool] : [pool, "pictures"];
  return tx.select({ pool: queuePauses.pool }).from(queuePauses).where(inArray(queuePauses.pool, pools));
}

/** Whether a backend can take one more. Its row is locked, so that workers count one after the other. */
async function hasRoom(tx: Transaction, pool: string): Promise<boolean> {
  const backendId = /^backend:(\d+)$/.exec(pool)?.[1];
  if (backendId === undefined) return true;
  const isDue = and(eq(jobs.pool, pool), eq(jobs.status, "waiting"), lte(jobs.runAfter, clock.now()));
  const [due] = await tx.select({ id: jobs.id }).from(jobs).where(isDue).limit(1);
  if (!due) return false;
  const [backend] = await tx
    .select({ concurrency: backends.concurrency })
    .from(backends)
    .where(eq(backends.id, Number(backendId)))
    .for("update");
  const [running] = await tx
    .select({ jobs: count() })
    .from(jobs)
    .where(and(eq(jobs.pool, pool), eq(jobs.status, "running")));
  return !backend || (running?.jobs ?? 0) < backend.concurrency;
}

/** Keeps a lease alive; false when it is no longer held. */
export async function renewLease(job: ClaimedJob): Promise<boolean> {
  const [result] = await database()
    .update(jobs)
    .set({ leasedUntil: fromNow(limits.leaseMs) })
    .where(held(job));
  return result.affectedRows === 1;
}

/** Ends a job, in the transaction of its result; with why, where it failed. @throws LeaseLost */
export async function finishJob(
  on: Executor,
  job: ClaimedJob,
  status: "done" | "failed" | "cancelled",
  lastError?: string,
): Promise<void> {
  const why = lastError === undefined ? {} : { lastError: lastError.slice(0, 1000) };
  const [result] = await on
    .update(jobs)
    .set({ status, finishedAt: clock.now(), leaseToken: null, leasedUntil: null, ...why })
    .where(held(job));
  if (result.affectedRows !== 1) throw new LeaseLost(job.id);
}

/** Keeps why a job fails, for administrators. @throws LeaseLost */
export async function noteFailure(job: ClaimedJob, lastError: string): Promise<void> {
  const [result] = await database()
    .update(jobs)
    .set({ lastError: lastError.slice(0, 1000) })
    .where(held(job));
  if (result.affectedRows !== 1) throw new LeaseLost(job.id);
}

/** Puts a job back in line, for a later try. @throws LeaseLost */
export async function returnJob(on: Executor, job: ClaimedJob, runAfter: Date, lastError: string): Promise<void> {
  const [result] = await on
    .update(jobs)
    .set({ status: "waiting", runAfter, leaseToken: null, leasedUntil: null, lastError: lastError.slice(0, 1000) })
    .where(held(job));
  if (result.affectedRows !== 1) throw new LeaseLost(job.id);
}

/** Puts a job back untried, because its worker ends. */
export async function releaseJob(job: ClaimedJob): Promise<void> {
  await database()
    .update(jobs)
    .set({ status: "waiting", leaseToken: null, leasedUntil: null, attempts: sql`${jobs.attempts} - 1` })
    .where(held(job));
}

/** Puts jobs whose worker died back in line; a job tried too often is left for `giveUp`, still leased to nobody. */
export async function reapJobs(limit: number): Promise<number> {
  const [result] = await database()
    .update(jobs)
    .set({ status: "waiting", leaseToken: null, leasedUntil: null, lastError: "Its worker ended." })
    .where(and(eq(jobs.status, "running"), lt(jobs.leasedUntil, clock.now())))
    .limit(limit);
  return result.affectedRows;
}

/** Takes the jobs of these rows out of line that have not begun; answers which rows have one that runs. */
export async function cancelWaitingJobs(on: Executor, name: string, subjectIds: number[]): Promise<Set<number>> {
  if (subjectIds.length === 0) return new Set();
  const theirs = and(inArray(jobs.subjectId, subjectIds), eq(jobs.name, name));
  await on
    .update(jobs)
    .set({ status: "cancelled", finishedAt: clock.now() })
    .where(and(theirs, eq(jobs.status, "waiting")));
  const running = await on
    .select({ subjectId: jobs.subjectId })
    .from(jobs)
    .where(and(theirs, eq(jobs.status, "running")));
  return new Set(running.flatMap((row) => row.subjectId ?? []));
}

/** Where waiting jobs of these rows stand in line: 1 is next. */
export async function findQueuePositions(name: string, subjectIds: number[]): Promise<Map<number, number>> {
  if (subjectIds.length === 0) return new Map();
  const ahead = alias(jobs, "ahead");
  const before = or(
    lt(ahead.priority, jobs.priority),
    and(eq(ahead.priority, jobs.priority), lt(ahead.rank, jobs.rank)),
    and(eq(ahead.priority, jobs.priority), eq(ahead.rank, jobs.rank), lte(ahead.id, jobs.id)),
  );
  const rows = await database()
    .select({ subjectId: jobs.subjectId, position: count() })
    .from(jobs)
    .innerJoin(ahead, and(eq(ahead.pool, jobs.pool), eq(ahead.status, "waiting"), before))
    .where(and(inArray(jobs.subjectId, subjectIds), eq(jobs.name, name), eq(jobs.status, "waiting")))
    .groupBy(jobs.id);
  return new Map(rows.flatMap((row) => (row.subjectId === null ? [] : [[row.subjectId, row.position] as const])));
}

/** Whether a job of this name waits or runs. */
export async function hasOpenJob(on: Executor, name: string): Promise<boolean> {
  const [row] = await on
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(eq(jobs.name, name), inArray(jobs.status, ["waiting", "running"])))
    .limit(1);
  return row !== undefined;
}

/** How the newest job of this name that has ended went. */
export async function findLastJob(name: string): Promise<{ status: string; lastError: string | null } | null> {
  const [row] = await database()
    .select({ status: jobs.status, lastError: jobs.lastError })
    .from(jobs)
    .where(and(eq(jobs.name, name), inArray(jobs.status, ["done", "failed"])))
    .orderBy(desc(jobs.id))
    .limit(1);
  return row ?? null;
}

/** Whether a job of this name was asked for since that moment. */
export async function hasJobSince(on: Executor, name: string, since: Date): Promise<boolean> {
  const [row] = await on
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(eq(jobs.name, name), gte(jobs.createdAt, since)))
    .limit(1);
  return row !== undefined;
}

/** Removes done jobs of a name that ended before that moment, for jobs so frequent that they would crowd out the rest. */
export async function deleteDoneJobs(on: Executor, name: string, before: Date): Promise<void> {
  await on.delete(jobs).where(and(eq(jobs.name, name), eq(jobs.status, "done"), lt(jobs.finishedAt, before)));
}

/** Whether a job of this name waits or runs for a row. */
export async function hasOpenJobFor(on: Executor, name: string, subjectId: number): Promise<boolean> {
  const open = inArray(jobs.status, ["waiting", "running"]);
  const [row] = await on
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(eq(jobs.subjectId, subjectId), eq(jobs.name, name), open))
    .limit(1);
  return row !== undefined;
}

/** How deep the line is, and since when its oldest waits. */
export async function measureQueue(): Promise<{ waiting: number; oldest: Date | null }> {
  const [row] = await database()
    .select({ waiting: count(), oldest: min(jobs.createdAt) })
    .from(jobs)
    .where(eq(jobs.status, "waiting"));
  return { waiting: row?.waiting ?? 0, oldest: row?.oldest ?? null };
}

/** Removes ended jobs older than `before`, at most `limit` at once. */
export async function deleteEndedJobs(before: Date, limit: number): Promise<number> {
  const [result] = await database().delete(jobs).where(lt(jobs.finishedAt, before)).limit(limit);
  return result.affectedRows;
}

function held(job: ClaimedJob) {
  return and(eq(jobs.id, job.id), eq(jobs.leaseToken, job.leaseToken));
}
