import { and, desc, eq, gt, lt } from "drizzle-orm";
import { clock, fromNow } from "@/lib/clock";
import { database } from "../client";
import { processes } from "../schema";

export type ProcessRow = typeof processes.$inferSelect;

/** Notes that a server or worker runs, or still does. */
export async function keepProcess(row: Pick<ProcessRow, "uuid" | "kind" | "host" | "address">): Promise<void> {
  const now = clock.now();
  await database()
    .insert(processes)
    .values({ ...row, startedAt: now, seenAt: now })
    .onDuplicateKeyUpdate({ set: { seenAt: now } });
}

/** Notes that one has ended. */
export async function removeProcess(uuid: string): Promise<void> {
  await database().delete(processes).where(eq(processes.uuid, uuid));
}

/** Servers and workers heard of in the last `withinMs`, the newest first. */
export async function listProcesses(kind: ProcessRow["kind"], withinMs: number): Promise<ProcessRow[]> {
  return database()
    .select()
    .from(processes)
    .where(and(eq(processes.kind, kind), gt(processes.seenAt, fromNow(-withinMs))))
    .orderBy(desc(processes.seenAt), desc(processes.id))
    .limit(100);
}

/** Forgets those that ended without a word before a moment, at most `limit` at once. */
export async function deleteProcessesBefore(before: Date, limit: number): Promise<number> {
  const [result] = await database().delete(processes).where(lt(processes.seenAt, before)).limit(limit);
  return result.affectedRows;
}
