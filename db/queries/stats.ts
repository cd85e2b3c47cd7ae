import { and, count, desc, eq, gte, inArray, lt, type SQL, sql, sum } from "drizzle-orm";
import type { AnyMySqlColumn } from "drizzle-orm/mysql-core";
import { clock } from "@/lib/clock";
import { database } from "../client";
import { backends, blobs, dailyStats, generations, images, statCounts, users, variants } from "../schema";
import { isBackendThere } from "./removed";

/** How many of something there are, and how many of them came since two moments. */
export interface Counts {
  total: number;
  lastDay: number;
  lastWeek: number;
}

export interface Since {
  day: Date;
  week: Date;
}

export const endedStatuses = ["succeeded", "failed", "cancelled"] as const;
const openStatuses = ["queued", "running"] as const;

export async function countUsers(since: Since): Promise<Counts> {
  const [row] = await database().select(counted(users.createdAt, since)).from(users);
  return row ?? none;
}

/** Pictures that are there, by kind: one pass over an index that holds all of it. */
export async function countImages(since: Since): Promise<(Counts & { kind: string })[]> {
  return database()
    .select({ kind: images.kind, ...counted(images.createdAt, since) })
    .from(images)
    .where(eq(images.state, "ready"))
    .groupBy(images.kind);
}

/** Bytes of all pictures with what is derived from them. */
export async function sumBytes(since: Since): Promise<Counts> {
  const [files, derived, dayDerived, weekDerived] = await Promise.all([
    database()
      .select({
        total: asNumber(sum(blobs.bytes)),
        lastDay: sumSince(blobs.bytes, blobs.createdAt, since.day),
        lastWeek: sumSince(blobs.bytes, blobs.createdAt, since.week),
      })
      .from(blobs),
    database()
      .select({ bytes: asNumber(sum(variants.bytes)) })
      .from(variants),
    sumDerived(since.day),
    sumDerived(since.week),
  ]);
  return {
    total: (files[0]?.total ?? 0) + (derived[0]?.bytes ?? 0),
    lastDay: (files[0]?.lastDay ?? 0) + dayDerived,
    lastWeek: (files[0]?.lastWeek ?? 0) + weekDerived,
  };
}

async function sumDerived(since: Date): Promise<number> {
  const [row] = await database()
    .select({ bytes: asNumber(sum(variants.bytes)) })
    .from(blobs)
    .innerJoin(variants, eq(variants.blobId, blobs.id))
    .where(gte(blobs.createdAt, since));
  return row?.bytes ?? 0;
}

/** Generations by backend and status: ended ones by when they ended, open ones by when they were asked for. */
export async function countGenerations(
  since: Since,
): Promise<(Counts & { backendId: number | null; status: (typeof generations.$inferSelect)["status"] })[]> {
  const of = (at: AnyMySqlColumn, statuses: readonly (typeof generations.$inferSelect)["status"][]) =>
    database()
      .select({ backendId: generations.backendId, status: generations.status, ...counted(at, since) })
      .from(generations)
      .where(inArray(generations.status, [...statuses]))
      .groupBy(generations.backendId, generations.status);
  const [ended, open] = await Promise.all([
    of(generations.finishedAt, endedStatuses),
    of(generations.createdAt, openStatuses),
  ]);
  return [...ended, ...open];
}

/** How long a backend's newest pictures took within a time, in milliseconds from their start to their end. */
export async function listDurationsMs(backendId: number, from: Date, until: Date, limit: number): Promise<number[]> {
  const rows = await database()
    .select({ startedAt: generations.startedAt, finishedAt: generations.finishedAt })
    .from(generations)
    .where(
      and(
        eq(generations.backendId, backendId),
        eq(generations.status, "succeeded"),
        gte(generations.finishedAt, from),
        lt(generations.finishedAt, until),
      ),
    )
    .orderBy(desc(generations.finishedAt))
    .limit(limit);
  return rows.flatMap(({ startedAt, finishedAt }) =>
    startedAt && finishedAt ? [finishedAt.getTime() - startedAt.getTime()] : [],
  );
}

/** What each backend is called, in their order. */
export async function listBackendNames(): Promise<{ id: number; name: string; kind: string; enabled: boolean }[]> {
  return database()
    .select({ id: backends.id, name: backends.name, kind: backends.kind, enabled: backends.enabled })
    .from(backends)
    .where(isBackendThere())
    .orderBy(backends.sortOrder, backends.id);
}

export interface DailyValue {
  /** `2026-11-25`, in UTC. */
  day: string;
  measure: string;
  label: string;
  value: number;
}

/** What happened within a time: new users, pictures made by kind, generations ended by status and backend. */
export async function countWithin(from: Date, until: Date): Promise<Omit<DailyValue, "day">[]> {
  const within = (at: AnyMySqlColumn) => and(gte(at, from), lt(at, until));
  const kinds = images.kind.enumValues;
  const [joined, made, ended] = await Promise.all([
    database().select({ value: count() }).from(users).where(within(users.createdAt)),
    database()
      .select({ label: images.kind, value: count() })
      .from(images)
      .where(and(inArray(images.kind, kinds), eq(images.state, "ready"), within(images.createdAt)))
      .groupBy(images.kind),
    database()
      .select({ status: generations.status, backendId: generations.backendId, value: count() })
      .from(generations)
      .where(within(generations.finishedAt))
      .groupBy(generations.status, generations.backendId),
  ]);
  return [
    ...joined.map(({ value }) => ({ measure: "users", label: "", value })),
    ...made.map(({ label, value }) => ({ measure: "images", label, value })),
    ...ended.map(({ status, backendId, value }) => ({
      measure: "generations",
      label: `${status}:${backendId ?? ""}`,
      value,
    })),
  ];
}

/** Measures of which the newest word counts; of the others the highest, since what was made may be gone again. */
const levels = ["bytes", "median_ms", "p95_ms"];

/** Writes down what was counted of a day. */
export async function saveDailyStats(day: string, values: Omit<DailyValue, "day">[]): Promise<void> {
  if (values.length === 0) return;
  const isLevel = inArray(dailyStats.measure, levels);
  await database()
    .insert(dailyStats)
    .values(values.map((value) => ({ day, ...value })))
    .onDuplicateKeyUpdate({ set: { value: sql`if(${isLevel}, values(value), greatest(value, values(value)))` } });
}

/** What was counted of each day since one. */
export async function listDailyStats(sinceDay: string): Promise<DailyValue[]> {
  return database()
    .select()
    .from(dailyStats)
    .where(gte(dailyStats.day, sinceDay))
    .orderBy(dailyStats.day, dailyStats.measure, dailyStats.label);
}

/** Removes what was counted before a day, at most `limit` values at once. */
export async function deleteDailyStatsBefore(day: string, limit: number): Promise<number> {
  const [result] = await database().delete(dailyStats).where(lt(dailyStats.day, day)).limit(limit);
  return result.affectedRows;
}

const onlyRow = 1;

/** The last count of everything, and how long it took. */
export async function findStatCount(): Promise<{ countedAt: Date; tookMs: number; figures: unknown } | null> {
  const [row] = await database().select().from(statCounts).where(eq(statCounts.id, onlyRow));
  return row ?? null;
}

export async function saveStatCount(tookMs: number, figures: unknown): Promise<void> {
  const row = { countedAt: clock.now(), tookMs, figures };
  await database()
    .insert(statCounts)
    .values({ id: onlyRow, ...row })
    .onDuplicateKeyUpdate({ set: row });
}

const none: Counts = { total: 0, lastDay: 0, lastWeek: 0 };

function counted(at: AnyMySqlColumn, since: Since) {
  return {
    total: count(),
    lastDay: asNumber(sql`sum(${at} >= ${since.day})`),
    lastWeek: asNumber(sql`sum(${at} >= ${since.week})`),
  };
}

function sumSince(value: AnyMySqlColumn, at: AnyMySqlColumn, moment: Date) {
  return asNumber(sql`sum(if(${at} >= ${moment}, ${value}, 0))`);
}

/** Sums come as text, and as null of nothing. */
function asNumber(expression: SQL<unknown>) {
  return sql`coalesce(${expression}, 0)`.mapWith(Number);
}
