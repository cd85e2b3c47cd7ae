import { and, asc, eq, gt, isNull, lt, max, or, type SQL, sql } from "drizzle-orm";
import { clock } from "@/lib/clock";
import type { Viewer } from "@/lib/viewer";
import { database, type Executor } from "../client";
import { events } from "../schema";

export interface EventRow {
  id: number;
  name: string;
  userId: number | null;
  guestId: number | null;
  payload: Record<string, unknown>;
  createdAt: Date;
}

/** Who may hear of it; both null: everyone. */
export interface Audience {
  userId: number | null;
  guestId: number | null;
}

export const everyone: Audience = { userId: null, guestId: null };

/** Tells those who watch that they should look again. Inside a transaction it is heard only if that commits. */
export async function insertEvent(
  on: Executor,
  name: string,
  audience: Audience,
  payload: Record<string, unknown>,
): Promise<void> {
  await insertEvents(on, name, [{ audience, payload }]);
}

/** The same for several at once. */
export async function insertEvents(
  on: Executor,
  name: string,
  told: { audience: Audience; payload: Record<string, unknown> }[],
): Promise<void> {
  if (told.length === 0) return;
  const createdAt = clock.now();
  await on
    .insert(events)
    .values(told.map(({ audience: { userId, guestId }, payload }) => ({ name, userId, guestId, payload, createdAt })));
}

/** The newest id, from which a stream without a past begins. */
export async function findLastEventId(): Promise<number> {
  const [row] = await database()
    .select({ id: max(events.id) })
    .from(events);
  return row?.id ?? 0;
}

/**
 * All events with an id above `afterId`, oldest first. Ids may commit out of order: the caller reads again
 * from a little before the last id it saw and drops those it has seen.
 */
export async function listEventsAfter(afterId: number, limit: number): Promise<EventRow[]> {
  return database().select().from(events).where(gt(events.id, afterId)).orderBy(asc(events.id)).limit(limit);
}

/** The same, of what one viewer may hear, for a stream that resumes. */
export async function listEventsFor(viewer: Viewer, afterId: number, limit: number): Promise<EventRow[]> {
  return database()
    .select()
    .from(events)
    .where(and(gt(events.id, afterId), audible(viewer)))
    .orderBy(asc(events.id))
    .limit(limit);
}

/** The oldest id still kept: a stream that asks for older ones needs a snapshot. */
export async function findFirstEventId(): Promise<number | null> {
  const [row] = await database()
    .select({ id: sql<number | null>`min(${events.id})` })
    .from(events);
  return row?.id ?? null;
}

/** Removes events older than `before`, at most `limit` at once; answers how many. */
export async function deleteEventsBefore(before: Date, limit: number): Promise<number> {
  const [result] = await database().delete(events).where(lt(events.createdAt, before)).limit(limit);
  return result.affectedRows;
}

function audible(viewer: Viewer): SQL | undefined {
  const all = and(isNull(events.userId), isNull(events.guestId));
  if (viewer.kind === "user") return or(all, eq(events.userId, viewer.id));
  if (viewer.kind === "guest") return or(all, eq(events.guestId, viewer.id));
  return all;
}
