import { and, desc, eq, gte, inArray, sql, sum } from "drizzle-orm";
import { clock, monthOf } from "@/lib/clock";
import { database, type Executor, type Transaction } from "../client";
import { backends, generations, spendings } from "../schema";
import { isBackendThere } from "./removed";

/** What was spent, and for how many pictures. */
export interface Spent {
  pictures: number;
  /** In millionths of the currency. */
  micros: number;
}

/** Adds to what was spent with a backend this month. @param userId null for guests */
export async function addSpending(
  tx: Transaction,
  { backendId, userId, pictures, micros }: Spent & { backendId: number; userId: number | null },
): Promise<void> {
  await tx
    .insert(spendings)
    .values({ month: monthOf(clock.now()), backendId, userId: userId ?? 0, pictures, micros })
    .onDuplicateKeyUpdate({
      set: { pictures: sql`${spendings.pictures} + ${pictures}`, micros: sql`${spendings.micros} + ${micros}` },
    });
}

/**
 * What a backend has cost this month, and will have when all that waits and runs is made. In one statement: what ends
 * meanwhile is in one of the two sums, never in neither.
 */
export async function findCommitted(on: Executor, backendId: number): Promise<{ spent: number; reserved: number }> {
  const spent = database()
    .select({ micros: sum(spendings.micros) })
    .from(spendings)
    .where(and(eq(spendings.month, monthOf(clock.now())), eq(spendings.backendId, backendId)));
  const reserved = database()
    .select({ micros: sql`sum(${generations.priceMicros} * ${generations.count})` })
    .from(generations)
    .where(and(eq(generations.backendId, backendId), inArray(generations.status, ["queued", "running"])));
  const [row] = await on
    .select({
      spent: sql`coalesce(${spent}, 0)`.mapWith(Number),
      reserved: sql`coalesce(${reserved}, 0)`.mapWith(Number),
    })
    .from(backends)
    .where(eq(backends.id, backendId));
  return row ?? { spent: 0, reserved: 0 };
}

export interface MonthOfSpending extends Spent {
  /** Such as `2026-11`. */
  month: string;
  backendId: number;
  /** Null when the backend is gone. */
  backend: string | null;
}

/** What a user spent since a month, by month and backend, the latest first. */
export async function listSpendingsOf(userId: number, sinceMonth: string, limit: number): Promise<MonthOfSpending[]> {
  return database()
    .select({
      month: spendings.month,
      backendId: spendings.backendId,
      backend: backends.name,
      pictures: spendings.pictures,
      micros: spendings.micros,
    })
    .from(spendings)
    .leftJoin(backends, and(eq(backends.id, spendings.backendId), isBackendThere()))
    .where(and(eq(spendings.userId, userId), gte(spendings.month, sinceMonth)))
    .orderBy(desc(spendings.month), desc(spendings.micros))
    .limit(limit);
}

/** What was spent with a backend this month, and for how many pictures. */
export async function findSpent(backendId: number): Promise<Spent> {
  const [row] = await database()
    .select({ pictures: sum(spendings.pictures).mapWith(Number), micros: sum(spendings.micros).mapWith(Number) })
    .from(spendings)
    .where(and(eq(spendings.month, monthOf(clock.now())), eq(spendings.backendId, backendId)));
  return { pictures: row?.pictures ?? 0, micros: row?.micros ?? 0 };
}

/** What a user who goes away spent stays known, but no longer as theirs. */
export async function forgetSpender(tx: Transaction, userId: number): Promise<void> {
  const rows = await tx.select().from(spendings).where(eq(spendings.userId, userId)).for("update");
  for (const { month, backendId, pictures, micros } of rows) {
    await tx
      .insert(spendings)
      .values({ month, backendId, userId: 0, pictures, micros })
      .onDuplicateKeyUpdate({
        set: { pictures: sql`${spendings.pictures} + ${pictures}`, micros: sql`${spendings.micros} + ${micros}` },
      });
  }
  await tx.delete(spendings).where(eq(spendings.userId, userId));
}
