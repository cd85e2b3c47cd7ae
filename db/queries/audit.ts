import { and, asc, desc, eq, isNotNull, lt, or, type SQL, sql } from "drizzle-orm";
import type { AuditAction } from "@/lib/audit";
import { clock } from "@/lib/clock";
import { database, type Executor } from "../client";
import { auditEntries, users } from "../schema";

export interface AuditEntry {
  /** Null for the machine itself: a command of whoever runs the installation. */
  actorId: number | null;
  /** `noun.verb` */
  action: AuditAction;
  /** Such as `user:12`. */
  subject: string;
  before?: unknown;
  after?: unknown;
  reason?: string;
}

/** Notes who changed what, in the transaction of the change. Fields that hold secrets are left out, whoever names them. */
export async function insertAuditEntry(on: Executor, entry: AuditEntry): Promise<void> {
  const { before, after } = entry;
  await on
    .insert(auditEntries)
    .values({ ...entry, before: withoutSecrets(before), after: withoutSecrets(after), createdAt: clock.now() });
}

export type AuditRow = Awaited<ReturnType<typeof listAuditEntries>>[number];

/** Entries, newest first. `beforeId`: only those older than it; a subject also finds those of its kind (`user`). */
export async function listAuditEntries(
  by: { actorId: number | null; action: string; subject: string; beforeId: number | null },
  limit: number,
) {
  const conditions: (SQL | undefined)[] = [];
  if (by.actorId !== null) conditions.push(eq(auditEntries.actorId, by.actorId));
  if (by.action !== "") conditions.push(eq(auditEntries.action, by.action));
  if (by.subject !== "") conditions.push(subjectIs(by.subject));
  if (by.beforeId !== null) conditions.push(lt(auditEntries.id, by.beforeId));
  return database()
    .select({
      id: auditEntries.id,
      createdAt: auditEntries.createdAt,
      actorId: users.id,
      actorName: users.name,
      actorHandle: users.handle,
      action: auditEntries.action,
      subject: auditEntries.subject,
      before: auditEntries.before,
      after: auditEntries.after,
      reason: auditEntries.reason,
    })
    .from(auditEntries)
    .leftJoin(users, eq(users.id, auditEntries.actorId))
    .where(and(...conditions))
    .orderBy(desc(auditEntries.id))
    .limit(limit);
}

function subjectIs(subject: string): SQL | undefined {
  if (subject.includes(":")) return eq(auditEntries.subject, subject);
  const pattern = `${subject.replace(/[\\%_]/g, "\\$&")}:%`;
  return or(eq(auditEntries.subject, subject), sql`${auditEntries.subject} like ${pattern}`);
}

/** Everyone who ever changed something, by name. */
export async function listAuditActors(limit: number): Promise<{ id: number; name: string }[]> {
  const actors = database()
    .selectDistinct({ id: auditEntries.actorId })
    .from(auditEntries)
    .where(isNotNull(auditEntries.actorId))
    .limit(limit)
    .as("actors");
  return database()
    .select({ id: users.id, name: users.name })
    .from(actors)
    .innerJoin(users, eq(users.id, actors.id))
    .orderBy(asc(users.name), asc(users.id))
    .limit(limit);
}

/** Every action that was ever noted. */
export async function listAuditActions(limit: number): Promise<string[]> {
  const rows = await database()
    .selectDistinct({ action: auditEntries.action })
    .from(auditEntries)
    .orderBy(asc(auditEntries.action))
    .limit(limit);
  return rows.map(({ action }) => action);
}

const secretField = /^(?:password|passwordHash|secret|token|tokenHash|apiKey|authorization|setupCode)$/i;

function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  const entries = Object.entries(value).map(([field, inner]) => [
    field,
    secretField.test(field) ? "not kept" : withoutSecrets(inner),
  ]);
  return Object.fromEntries(entries);
}

/** The newest entry of an action on a subject, such as `user.delete` on `user:12`. */
export async function findNewestAuditEntry(on: Executor, subject: string, action: string) {
  const [row] = await on
    .select({ before: auditEntries.before, after: auditEntries.after })
    .from(auditEntries)
    .where(and(eq(auditEntries.subject, subject), eq(auditEntries.action, action)))
    .orderBy(desc(auditEntries.id))
    .limit(1);
  return row ?? null;
}
