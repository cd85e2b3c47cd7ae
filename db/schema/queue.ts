import { bigint, index, int, json, mysqlEnum, mysqlTable, tinyint, varchar } from "drizzle-orm/mysql-core";
import { users } from "./accounts";
import { id, moment, ref, uuid } from "./columns";

/** Work to be done outside a request. Written in the transaction of the thing it serves. */
export const jobs = mysqlTable(
  "jobs",
  {
    id: id(),
    name: varchar({ length: 60 }).notNull(),
    /** Who does it: `pixels` (threads), `errands`, or `backend:<id>`; each has its own number at once. */
    pool: varchar({ length: 40 }).notNull(),
    payload: json().$type<Record<string, unknown>>().notNull(),
    /** The row it serves (a generation, a style), where there is one. */
    subjectId: ref(),
    status: mysqlEnum(["waiting", "running", "done", "failed", "cancelled"]).notNull().default("waiting"),
    /** Lower runs first: 0 people wait for it, 5 upkeep, 9 whenever. */
    priority: tinyint({ unsigned: true }).notNull().default(5),
    /** Whose turn it takes (`u:12`, `g:7`, `system`), for fair order. */
    lane: varchar({ length: 40 }).notNull(),
    /** Its place in the fair order (see lib/queue). */
    rank: bigint({ mode: "number", unsigned: true }).notNull(),
    runAfter: moment().notNull(),
    attempts: int({ unsigned: true }).notNull().default(0),
    attemptsMax: int("attempts_max", { unsigned: true }).notNull(),
    /** Held by the worker that runs it; only its holder may finish it. */
    leaseToken: uuid(),
    leasedUntil: moment(),
    lastError: varchar("last_error", { length: 1000 }),
    createdAt: moment().notNull(),
    finishedAt: moment(),
  },
  (t) => [
    index("jobs_next").on(t.pool, t.status, t.priority, t.rank, t.id),
    index("jobs_lane").on(t.lane, t.pool, t.status, t.rank),
    index("jobs_leased").on(t.status, t.leasedUntil),
    index("jobs_name").on(t.name, t.status),
    index("jobs_status").on(t.status, t.id),
    index("jobs_subject").on(t.subjectId, t.name),
    index("jobs_finished").on(t.finishedAt),
  ],
);

/** Pools from which no worker takes jobs until they are let go on; `pictures` stands for all that make pictures. */
export const queuePauses = mysqlTable("queue_pauses", {
  pool: varchar({ length: 40 }).primaryKey(),
  pausedAt: moment().notNull(),
  pausedBy: ref().references(() => users.id, { onDelete: "set null" }),
});

/** What happened, for those who watch. A hint with a number to resume from, never the truth itself. */
export const events = mysqlTable(
  "events",
  {
    id: id(),
    /** `generation.started`, `gallery.changed`, … */
    name: varchar({ length: 60 }).notNull(),
    /** Who may hear of it; both null: everyone. */
    userId: ref(),
    guestId: ref(),
    payload: json().$type<Record<string, unknown>>().notNull(),
    createdAt: moment().notNull(),
  },
  (t) => [index("events_created").on(t.createdAt)],
);
