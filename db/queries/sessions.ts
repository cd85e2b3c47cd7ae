import { and, desc, eq, gt, inArray, isNotNull, isNull, lt, ne, or } from "drizzle-orm";
import { clock, fromNow } from "@/lib/clock";
import { database, type Executor } from "../client";
import { sessions, users } from "../schema";

export type SessionRow = typeof sessions.$inferSelect;
export type LiveSession = NonNullable<Awaited<ReturnType<typeof findLiveSession>>>;

export async function insertSession(on: Executor, row: typeof sessions.$inferInsert): Promise<number> {
  const [inserted] = await on.insert(sessions).values(row).$returningId();
  if (!inserted) throw new Error("The database answered no id.");
  return inserted.id;
}

/** A session that has not ended, with what its user may do; one read by primary keys. */
export async function findLiveSession(id: number, userId: number) {
  const [row] = await database()
    .select({
      id: sessions.id,
      userId: sessions.userId,
      kind: sessions.kind,
      addressPrefix: sessions.addressPrefix,
      createdAt: sessions.createdAt,
      lastSeenAt: sessions.lastSeenAt,
      role: users.role,
      emailVerifiedAt: users.emailVerifiedAt,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(
      and(
        eq(sessions.id, id),
        eq(sessions.userId, userId),
        isNull(sessions.revokedAt),
        gt(sessions.expiresAt, clock.now()),
        isNull(users.disabledAt),
        isNull(users.deleteAfter),
      ),
    );
  return row ?? null;
}

/** Notes that a session was used just now; of several at once, one writes. */
export async function touchSession(id: number, changes: { addressPrefix: string; expiresAt?: Date }): Promise<void> {
  await database()
    .update(sessions)
    .set({ ...changes, lastSeenAt: clock.now() })
    .where(and(eq(sessions.id, id), isNull(sessions.revokedAt), lt(sessions.lastSeenAt, fromNow(-1000))));
}

/** A user's living sessions, last used first. */
export async function listSessions(userId: number): Promise<SessionRow[]> {
  return database()
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, userId), isNull(sessions.revokedAt), gt(sessions.expiresAt, clock.now())))
    .orderBy(desc(sessions.lastSeenAt), desc(sessions.id))
    .limit(200);
}

/** Ends one session of a user; answers whether there was one to end. */
export async function endSession(on: Executor, userId: number, id: number): Promise<boolean> {
  const [result] = await on
    .update(sessions)
    .set({ revokedAt: clock.now() })
    .where(and(eq(sessions.id, id), eq(sessions.userId, userId), isNull(sessions.revokedAt)));
  return result.affectedRows > 0;
}

/** Ends all sessions of a user, or all but one; answers how many. */
export async function endSessions(on: Executor, userId: number, exceptId?: number): Promise<number> {
  const others = exceptId === undefined ? undefined : ne(sessions.id, exceptId);
  const [result] = await on
    .update(sessions)
    .set({ revokedAt: clock.now() })
    .where(and(eq(sessions.userId, userId), isNull(sessions.revokedAt), others));
  return result.affectedRows;
}

/** Which programs and places a user has signed in from since a moment. */
export async function listKnownOrigins(
  userId: number,
  since: Date,
): Promise<{ device: string; addressPrefix: string }[]> {
  return database()
    .selectDistinct({ device: sessions.device, addressPrefix: sessions.addressPrefix })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), gt(sessions.lastSeenAt, since)))
    .limit(500);
}

/** Removes sessions that ended before a moment, with their tokens, at most `limit` at once. */
export async function deleteEndedSessions(before: Date, limit: number): Promise<number> {
  const gone = await database()
    .select({ id: sessions.id })
    .from(sessions)
    .where(or(lt(sessions.expiresAt, before), and(isNotNull(sessions.revokedAt), lt(sessions.revokedAt, before))))
    .limit(limit);
  const ids = gone.map((session) => session.id);
  if (ids.length > 0) await database().delete(sessions).where(inArray(sessions.id, ids));
  return ids.length;
}
