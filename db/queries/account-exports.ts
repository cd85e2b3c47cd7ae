import { and, desc, eq, gt, lt } from "drizzle-orm";
import { clock } from "@/lib/clock";
import { database, type Executor } from "../client";
import { accountExports } from "../schema";

export type AccountExportRow = typeof accountExports.$inferSelect;

export async function insertAccountExport(on: Executor, row: typeof accountExports.$inferInsert): Promise<number> {
  const [inserted] = await on.insert(accountExports).values(row).$returningId();
  if (!inserted) throw new Error("The database answered no id.");
  return inserted.id;
}

export async function findAccountExport(id: number): Promise<AccountExportRow | null> {
  const [row] = await database().select().from(accountExports).where(eq(accountExports.id, id));
  return row ?? null;
}

/** A user's exports that have not ended, newest first. */
export async function listAccountExports(on: Executor, userId: number): Promise<AccountExportRow[]> {
  return on
    .select()
    .from(accountExports)
    .where(and(eq(accountExports.userId, userId), gt(accountExports.expiresAt, clock.now())))
    .orderBy(desc(accountExports.id))
    .limit(20);
}

export async function updateAccountExport(on: Executor, id: number, changes: Partial<AccountExportRow>): Promise<void> {
  await on.update(accountExports).set(changes).where(eq(accountExports.id, id));
}

/** Exports of a user, or those that ended before now: whose files are to be removed. */
export async function listExportsToRemove(limit: number, userId?: number): Promise<{ id: number; uuid: string }[]> {
  return database()
    .select({ id: accountExports.id, uuid: accountExports.uuid })
    .from(accountExports)
    .where(userId === undefined ? lt(accountExports.expiresAt, clock.now()) : eq(accountExports.userId, userId))
    .limit(limit);
}

export async function deleteAccountExport(id: number): Promise<void> {
  await database().delete(accountExports).where(eq(accountExports.id, id));
}
