import { desc, eq, getTableColumns, inArray, lte } from "drizzle-orm";
import { clock } from "@/lib/clock";
import { database, type Executor } from "../client";
import { leakChecks } from "../schema";

export type LeakCheckRow = typeof leakChecks.$inferSelect;

/** A check that was asked for; answers its id. */
export async function insertLeakCheck(on: Executor, askedBy: number | null): Promise<number> {
  const [row] = await on.insert(leakChecks).values({ askedBy, createdAt: clock.now() }).$returningId();
  if (!row) throw new Error("The database answered no id.");
  return row.id;
}

export async function findLeakCheck(id: number): Promise<LeakCheckRow | null> {
  const [row] = await database().select().from(leakChecks).where(eq(leakChecks.id, id));
  return row ?? null;
}

export async function updateLeakCheck(on: Executor, id: number, changes: Partial<LeakCheckRow>): Promise<void> {
  await on.update(leakChecks).set(changes).where(eq(leakChecks.id, id));
}

/** The newest checks, without their reports. */
export async function listLeakChecks(limit: number): Promise<Omit<LeakCheckRow, "report" | "traces">[]> {
  const { report: _report, traces: _traces, ...columns } = getTableColumns(leakChecks);
  return database().select(columns).from(leakChecks).orderBy(desc(leakChecks.id)).limit(limit);
}

/** The newest check that has ended. */
export async function findLastLeakCheck(): Promise<LeakCheckRow | null> {
  const newest = await database()
    .select()
    .from(leakChecks)
    .where(inArray(leakChecks.status, ["done", "failed"]))
    .orderBy(desc(leakChecks.id))
    .limit(1);
  return newest[0] ?? null;
}

/** Forgets all but the newest `kept` checks. */
export async function deleteOldLeakChecks(on: Executor, kept: number): Promise<void> {
  const [last] = await on
    .select({ id: leakChecks.id })
    .from(leakChecks)
    .orderBy(desc(leakChecks.id))
    .limit(1)
    .offset(kept);
  if (last) await on.delete(leakChecks).where(lte(leakChecks.id, last.id));
}
