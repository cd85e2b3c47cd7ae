import { bigint, date, int, json, mysqlTable, primaryKey, tinyint, varchar } from "drizzle-orm/mysql-core";
import { moment } from "./columns";

/** How much of what there was on each day (UTC), kept after what was counted is gone. */
export const dailyStats = mysqlTable(
  "daily_stats",
  {
    day: date({ mode: "string" }).notNull(),
    /** `users`, `images`, `generations`, … */
    measure: varchar({ length: 30 }).notNull(),
    /** Of which kind, status or backend; empty where there is but one. */
    label: varchar({ length: 60 }).notNull(),
    value: bigint({ mode: "number", unsigned: true }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.day, t.measure, t.label] })],
);

/** The last count of everything: one row, so that a large house is not counted for each who looks. */
export const statCounts = mysqlTable("stat_counts", {
  id: tinyint({ unsigned: true }).primaryKey(),
  countedAt: moment().notNull(),
  /** How long counting took, in milliseconds. */
  tookMs: int("took_ms", { unsigned: true }).notNull(),
  figures: json().$type<unknown>().notNull(),
});
