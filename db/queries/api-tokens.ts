import { and, count, desc, eq, gt, isNull, or } from "drizzle-orm";
import { clock } from "@/lib/clock";
import { database, type Executor } from "../client";
import { apiTokens, users } from "../schema";

export type ApiTokenRow = typeof apiTokens.$inferSelect;

export async function insertApiToken(on: Executor, row: typeof apiTokens.$inferInsert): Promise<number> {
  const [inserted] = await on.insert(apiTokens).values(row).$returningId();
  if (!inserted) throw new Error("The database answered no id.");
  return inserted.id;
}

/** A token that holds, with what its user may do; one read. */
export async function findLiveApiToken(tokenHash: string) {
  const [row] = await database()
    .select({
      id: apiTokens.id,
      userId: apiTokens.userId,
      scopes: apiTokens.scopes,
      lastUsedAt: apiTokens.lastUsedAt,
      role: users.role,
      emailVerifiedAt: users.emailVerifiedAt,
    })
    .from(apiTokens)
    .innerJoin(users, eq(users.id, apiTokens.userId))
    .where(and(eq(apiTokens.tokenHash, tokenHash), isLive(), isNull(users.disabledAt), isNull(users.deleteAfter)));
  return row ?? null;
}

export async function touchApiToken(id: number): Promise<void> {
  await database().update(apiTokens).set({ lastUsedAt: clock.now() }).where(eq(apiTokens.id, id));
}

/** A user's tokens that were not revoked, expired ones included, newest first. */
export async function listApiTokens(userId: number): Promise<ApiTokenRow[]> {
  return database()
    .select()
    .from(apiTokens)
    .where(and(eq(apiTokens.userId, userId), isNull(apiTokens.revokedAt)))
    .orderBy(desc(apiTokens.id))
    .limit(200);
}

export async function countApiTokens(on: Executor, userId: number): Promise<number> {
  const [row] = await on
    .select({ n: count() })
    .from(apiTokens)
    .where(and(eq(apiTokens.userId, userId), isLive()));
  return row?.n ?? 0;
}

/** Answers whether there was one to revoke. */
export async function revokeApiToken(on: Executor, userId: number, id: number): Promise<boolean> {
  const [result] = await on
    .update(apiTokens)
    .set({ revokedAt: clock.now() })
    .where(and(eq(apiTokens.id, id), eq(apiTokens.userId, userId), isNull(apiTokens.revokedAt)));
  return result.affectedRows > 0;
}

function isLive() {
  return and(isNull(apiTokens.revokedAt), or(isNull(apiTokens.expiresAt), gt(apiTokens.expiresAt, clock.now())));
}
