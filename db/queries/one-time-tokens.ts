import { and, desc, eq, gt, isNull, lt } from "drizzle-orm";
import { clock } from "@/lib/clock";
import { database, type Executor, type Transaction } from "../client";
import { oneTimeTokens } from "../schema";

export type OneTimePurpose = (typeof oneTimeTokens.$inferSelect)["purpose"];
export type OneTimeToken = typeof oneTimeTokens.$inferSelect;

/** Puts a new token in the place of all earlier ones of this user and purpose. */
export async function replaceOneTimeToken(
  tx: Transaction,
  row: { userId: number; purpose: OneTimePurpose; tokenHash: string; subject?: string; expiresAt: Date },
): Promise<void> {
  await deleteOneTimeTokens(tx, row.userId, row.purpose);
  await tx.insert(oneTimeTokens).values({ ...row, createdAt: clock.now() });
}

export interface TokenKey {
  userId: number;
  purpose: OneTimePurpose;
  tokenHash: string;
}

/** A token that still holds. */
export async function findOneTimeToken(on: Executor, by: TokenKey): Promise<OneTimeToken | null> {
  const [row] = await on.select().from(oneTimeTokens).where(holds(by));
  return row ?? null;
}

/** The same, locked until the transaction ends. */
export async function lockOneTimeToken(tx: Transaction, by: TokenKey): Promise<OneTimeToken | null> {
  const [row] = await tx.select().from(oneTimeTokens).where(holds(by)).for("update");
  return row ?? null;
}

/** The newest token of a purpose, used or not, that has not expired. */
export async function findNewestToken(
  on: Executor,
  userId: number,
  purpose: OneTimePurpose,
): Promise<OneTimeToken | null> {
  const [row] = await on
    .select()
    .from(oneTimeTokens)
    .where(
      and(
        eq(oneTimeTokens.userId, userId),
        eq(oneTimeTokens.purpose, purpose),
        gt(oneTimeTokens.expiresAt, clock.now()),
      ),
    )
    .orderBy(desc(oneTimeTokens.id))
    .limit(1);
  return row ?? null;
}

export async function spendOneTimeToken(on: Executor, id: number): Promise<void> {
  await on.update(oneTimeTokens).set({ usedAt: clock.now() }).where(eq(oneTimeTokens.id, id));
}

export async function deleteOneTimeTokens(on: Executor, userId: number, purpose: OneTimePurpose): Promise<void> {
  await on.delete(oneTimeTokens).where(and(eq(oneTimeTokens.userId, userId), eq(oneTimeTokens.purpose, purpose)));
}

/** Removes tokens that expired before a moment, at most `limit` at once. */
export async function deleteExpiredTokens(before: Date, limit: number): Promise<number> {
  const [result] = await database().delete(oneTimeTokens).where(lt(oneTimeTokens.expiresAt, before)).limit(limit);
  return result.affectedRows;
}

function holds(by: TokenKey) {
  return and(
    eq(oneTimeTokens.tokenHash, by.tokenHash),
    eq(oneTimeTokens.userId, by.userId),
    eq(oneTimeTokens.purpose, by.purpose),
    isNull(oneTimeTokens.usedAt),
    gt(oneTimeTokens.expiresAt, clock.now()),
  );
}
