import { index, int, json, mysqlEnum, mysqlTable, uniqueIndex, varchar } from "drizzle-orm/mysql-core";
import { users } from "./accounts";
import { id, moment, ref, uuid } from "./columns";

/** Servers and workers that run, each with the moment it was last heard of. */
export const processes = mysqlTable(
  "processes",
  {
    id: id(),
    uuid: uuid().notNull(),
    kind: mysqlEnum(["server", "worker"]).notNull(),
    host: varchar({ length: 255 }).notNull(),
    /** Where a server listens, as its own machine reaches it. */
    address: varchar({ length: 300 }),
    startedAt: moment().notNull(),
    seenAt: moment().notNull(),
  },
  (t) => [uniqueIndex("processes_uuid").on(t.uuid), index("processes_seen").on(t.seenAt)],
);

/** What a leak check made for itself, to be removed after it. */
export interface LeakTraces {
  users: number[];
  guests: number[];
}

/** Each time the running instance was asked for what it must not show. */
export const leakChecks = mysqlTable(
  "leak_checks",
  {
    id: id(),
    askedBy: ref().references(() => users.id, { onDelete: "set null" }),
    status: mysqlEnum(["queued", "running", "done", "failed"]).notNull().default("queued"),
    /** Questions asked so far, and how many there are. */
    asked: int({ unsigned: true }).notNull().default(0),
    total: int({ unsigned: true }).notNull().default(0),
    leaks: int({ unsigned: true }).notNull().default(0),
    unanswered: int({ unsigned: true }).notNull().default(0),
    report: json().$type<unknown>(),
    traces: json().$type<LeakTraces>(),
    lastError: varchar("last_error", { length: 500 }),
    createdAt: moment().notNull(),
    finishedAt: moment(),
  },
  (t) => [index("leak_checks_asked_by").on(t.askedBy)],
);
