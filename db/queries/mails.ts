import { and, desc, eq, isNotNull, lt } from "drizzle-orm";
import { clock } from "@/lib/clock";
import { database, type Executor } from "../client";
import { mails } from "../schema";

export type MailRow = typeof mails.$inferSelect;

/** A mail to be sent. @param body sealed */
export async function insertMail(on: Executor, recipient: string, subject: string, body: string): Promise<number> {
  const [row] = await on.insert(mails).values({ recipient, subject, body, createdAt: clock.now() }).$returningId();
  if (!row) throw new Error("The database answered no id.");
  return row.id;
}

export async function findMail(id: number): Promise<MailRow | null> {
  const [row] = await database().select().from(mails).where(eq(mails.id, id));
  return row ?? null;
}

export async function updateMail(on: Executor, id: number, changes: Partial<MailRow>): Promise<void> {
  await on.update(mails).set(changes).where(eq(mails.id, id));
}

/** Newest first. */
export async function listMails(limit: number, beforeId?: number): Promise<MailRow[]> {
  return database()
    .select()
    .from(mails)
    .where(beforeId === undefined ? undefined : lt(mails.id, beforeId))
    .orderBy(desc(mails.id))
    .limit(limit);
}

/** Erases the bodies of mails older than a moment, at most `limit` at once. */
export async function eraseMailBodies(before: Date, limit: number): Promise<number> {
  const [result] = await database()
    .update(mails)
    .set({ body: null })
    .where(and(lt(mails.createdAt, before), isNotNull(mails.body)))
    .limit(limit);
  return result.affectedRows;
}

/** Removes mails older than a moment, at most `limit` at once. */
export async function deleteMailsBefore(before: Date, limit: number): Promise<number> {
  const [result] = await database().delete(mails).where(lt(mails.createdAt, before)).limit(limit);
  return result.affectedRows;
}

/** Removes all mails to an address. */
export async function deleteMailsTo(on: Executor, recipient: string): Promise<void> {
  await on.delete(mails).where(eq(mails.recipient, recipient));
}
