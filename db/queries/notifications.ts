import { and, asc, count, desc, eq, inArray, isNotNull, isNull, lt, lte } from "drizzle-orm";
import { clock, fromNow, minuteMs } from "@/lib/clock";
import { limits } from "@/lib/limits";
import type { Notice, NoticeName } from "@/lib/notices";
import { database, type Executor, type Transaction } from "../client";
import { notifications, users } from "../schema";
import { insertEvent } from "./events";
import { readSetting } from "./settings";

export type NotificationRow = typeof notifications.$inferSelect;

/**
 * Tells a user of something, in the transaction of what it tells of: it stands in their list, their open pages hear of
 * it, and it goes into a mail when it is not read in a while.
 *
 * @param about what it is about, such as `generation:<uuid>`: of that a user is told once, however often this is called
 */
export async function notify<N extends NoticeName>(
  on: Executor,
  userId: number,
  name: N,
  payload: Notice<N>,
  about: string | null = null,
): Promise<void> {
  const mailDueAt = fromNow((await readSetting(on, "news_wait_minutes")) * minuteMs);
  const [result] = await on
    .insert(notifications)
    .ignore()
    .values({ userId, name, payload: { ...payload }, about, createdAt: clock.now(), mailDueAt });
  if (result.affectedRows > 0) await insertEvent(on, "notification.new", audienceOf(userId), { name });
}

/** The same to every administrator who is there to read it. */
export async function notifyAdministrators<N extends NoticeName>(
  on: Executor,
  name: N,
  payload: Notice<N>,
): Promise<void> {
  const rows = await on
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.role, "admin"), isNull(users.disabledAt), isNull(users.deleteAfter)))
    .orderBy(asc(users.id))
    .limit(limits.administratorsTold);
  for (const { id } of rows) await notify(on, id, name, payload);
}

/** A user's, the newest first. */
export async function listNotifications(userId: number, limit: number, beforeId?: number): Promise<NotificationRow[]> {
  const before = beforeId === undefined ? undefined : lt(notifications.id, beforeId);
  return database()
    .select()
    .from(notifications)
    .where(and(eq(notifications.userId, userId), before))
    .orderBy(desc(notifications.id))
    .limit(limit);
}

export async function findNotification(userId: number, id: number): Promise<NotificationRow | null> {
  const [row] = await database()
    .select()
    .from(notifications)
    .where(and(eq(notifications.id, id), eq(notifications.userId, userId)));
  return row ?? null;
}

/** How many of a user's are not read; counted no further than `max`. */
export async function countUnread(userId: number, max: number): Promise<number> {
  const unread = database()
    .select({ id: notifications.id })
    .from(notifications)
    .where(and(eq(notifications.userId, userId), isNull(notifications.readAt)))
    .limit(max)
    .as("unread");
  const [row] = await database().select({ n: count() }).from(unread);
  return row?.n ?? 0;
}

/** Which of a user's are read: these, those about these things, or all. */
export type ReadWhich = { ids: number[] } | { about: string[] } | "all";

/** Notes that a user has read some; their other pages hear of it. Answers how many were not read before. */
export async function markRead(userId: number, which: ReadWhich): Promise<number> {
  const [result] = await database()
    .update(notifications)
    .set({ readAt: clock.now(), mailDueAt: null })
    .where(and(eq(notifications.userId, userId), isNull(notifications.readAt), named(which)));
  if (result.affectedRows > 0) await insertEvent(database(), "notification.read", audienceOf(userId), {});
  return result.affectedRows;
}

function named(which: ReadWhich) {
  if (which === "all") return undefined;
  return "ids" in which ? inArray(notifications.id, which.ids) : inArray(notifications.about, which.about);
}

/** Users with something that is to go into a mail. */
export async function listUsersToMail(limit: number): Promise<number[]> {
  const rows = await database()
    .selectDistinct({ userId: notifications.userId })
    .from(notifications)
    .where(lte(notifications.mailDueAt, clock.now()))
    .limit(limit);
  return rows.map((row) => row.userId);
}

/** What a user has not read and was not written of, the oldest first, held until the transaction ends. */
export async function lockUnmailed(tx: Transaction, userId: number): Promise<NotificationRow[]> {
  return tx
    .select()
    .from(notifications)
    .where(and(eq(notifications.userId, userId), isNull(notifications.readAt), isNotNull(notifications.mailDueAt)))
    .orderBy(asc(notifications.id))
    .for("update");
}

/** Sets when these go into a mail; null when they are not to any more. */
export async function setMailDue(on: Executor, ids: number[], mailDueAt: Date | null): Promise<void> {
  if (ids.length > 0) await on.update(notifications).set({ mailDueAt }).where(inArray(notifications.id, ids));
}

/** Removes those older than a moment, at most `limit` at once; answers how many. */
export async function deleteNotificationsBefore(before: Date, limit: number): Promise<number> {
  const [result] = await database().delete(notifications).where(lt(notifications.createdAt, before)).limit(limit);
  return result.affectedRows;
}

function audienceOf(userId: number) {
  return { userId, guestId: null };
}
