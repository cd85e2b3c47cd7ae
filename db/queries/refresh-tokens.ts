import { and, eq, isNotNull, lt } from "drizzle-orm";
import { clock } from "@/lib/clock";
import { database, type Executor, type Transaction } from "../client";
import { refreshTokens, sessions, users } from "../schema";

export async function insertRefreshToken(on: Executor, row: typeof refreshTokens.$inferInsert): Promise<void> {
  await on.insert(refreshTokens).values(row);
}

/** A refresh token with its session and user, the token locked until the transaction ends. */
export async function lockRefreshToken(tx: Transaction, tokenHash: string) {
  const [token] = await tx.select().from(refreshTokens).where(eq(refreshTokens.tokenHash, tokenHash)).for("update");
  if (!token) return null;
  const [owner] = await tx
    .select({
      userId: sessions.userId,
      sessionExpiresAt: sessions.expiresAt,
      revokedAt: sessions.revokedAt,
      disabledAt: users.disabledAt,
      deleteAfter: users.deleteAfter,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(eq(sessions.id, token.sessionId));
  return owner ? { ...token, ...owner } : null;
}

/** Notes that a token was exchanged, and keeps its sealed successor. */
export async function spendRefreshToken(on: Executor, id: number, successor: string): Promise<void> {
  await on.update(refreshTokens).set({ usedAt: clock.now(), successor }).where(eq(refreshTokens.id, id));
}

/** Forgets successors that can no longer be asked for, at most `limit` at once. */
export async function eraseSuccessors(usedBefore: Date, limit: number): Promise<number> {
  const [result] = await database()
    .update(refreshTokens)
    .set({ successor: null })
    .where(and(lt(refreshTokens.usedAt, usedBefore), isNotNull(refreshTokens.successor)))
    .limit(limit);
  return result.affectedRows;
}
