import { and, eq, lt } from "drizzle-orm";
import { clock, fromNow } from "@/lib/clock";
import { limits } from "@/lib/limits";
import { database, isDuplicate } from "../client";
import { idempotencyKeys } from "../schema";

export interface IdempotencyScope {
  viewer: string;
  route: string;
  key: string;
}

export interface KeptAnswer {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

export interface EarlierRequest {
  bodyHash: string;
  /** Null while the first request is still being answered. */
  answer: KeptAnswer | null;
}

/** Takes a key for a request, or answers who took it before. */
export async function claimIdempotencyKey(scope: IdempotencyScope, bodyHash: string): Promise<EarlierRequest | null> {
  const db = database();
  await db
    .delete(idempotencyKeys)
    .where(and(same(scope), lt(idempotencyKeys.createdAt, fromNow(-limits.idempotencyMs))));
  try {
    await db.insert(idempotencyKeys).values({ ...scope, bodyHash, createdAt: clock.now() });
    return null;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
  const [row] = await db.select().from(idempotencyKeys).where(same(scope));
  // Gone again: the first request failed just now, and this one may try.
  if (!row) return claimIdempotencyKey(scope, bodyHash);
  return { bodyHash: row.bodyHash, answer: row.answer };
}

export async function keepIdempotentAnswer(scope: IdempotencyScope, answer: KeptAnswer): Promise<void> {
  await database().update(idempotencyKeys).set({ status: answer.status, answer }).where(same(scope));
}

export async function forgetIdempotencyKey(scope: IdempotencyScope): Promise<void> {
  await database().delete(idempotencyKeys).where(same(scope));
}

/** Removes keys whose 24 hours are over, and claims whose process died, at most `limit` at once. */
export async function deleteOldIdempotencyKeys(limit: number): Promise<number> {
  const [result] = await database()
    .delete(idempotencyKeys)
    .where(lt(idempotencyKeys.createdAt, fromNow(-limits.idempotencyMs)))
    .limit(limit);
  return result.affectedRows;
}

function same(scope: IdempotencyScope) {
  return and(
    eq(idempotencyKeys.viewer, scope.viewer),
    eq(idempotencyKeys.route, scope.route),
    eq(idempotencyKeys.key, scope.key),
  );
}
