import { and, asc, eq, isNull, lte } from "drizzle-orm";
import { clock } from "@/lib/clock";
import { database, type Executor, type Transaction } from "../client";
import { settings, users } from "../schema";

export type UserRow = typeof users.$inferSelect;
export type NewUser = typeof users.$inferInsert;

/** Whether what a user makes starts public or private. */
export async function findDefaultVisibility(userId: number): Promise<"public" | "private"> {
  const [row] = await database().select({ value: users.defaultVisibility }).from(users).where(eq(users.id, userId));
  return row?.value ?? "private";
}

export async function findUser(id: number): Promise<UserRow | null> {
  const [row] = await database().select().from(users).where(eq(users.id, id));
  return row ?? null;
}

/** @param email in lower case */
export async function findUserByEmail(email: string): Promise<UserRow | null> {
  const [row] = await database().select().from(users).where(eq(users.email, email));
  return row ?? null;
}

/** The row as it is, locked until the transaction ends. */
export async function lockUser(tx: Transaction, by: { id: number } | { email: string }): Promise<UserRow | null> {
  const named = "id" in by ? eq(users.id, by.id) : eq(users.email, by.email);
  const [row] = await tx.select().from(users).where(named).for("update");
  return row ?? null;
}

export async function isHandleTaken(on: Executor, handle: string): Promise<boolean> {
  const [row] = await on.select({ id: users.id }).from(users).where(eq(users.handle, handle));
  return row !== undefined;
}

/** @throws a duplicate (see `isDuplicate`) when address or handle is taken */
export async function insertUser(on: Executor, row: Omit<NewUser, "createdAt" | "updatedAt">): Promise<number> {
  const now = clock.now();
  const [inserted] = await on
    .insert(users)
    .values({ ...row, createdAt: now, updatedAt: now })
    .$returningId();
  if (!inserted) throw new Error("The database answered no id.");
  return inserted.id;
}

/** @throws a duplicate (see `isDuplicate`) when the new address or handle is taken */
export async function updateUser(on: Executor, id: number, changes: Partial<NewUser>): Promise<void> {
  await on
    .update(users)
    .set({ ...changes, updatedAt: clock.now() })
    .where(eq(users.id, id));
}

/** Puts a stronger hash of the same password in the place of a weaker one, unless the password was changed meanwhile. */
export async function upgradePasswordHash(id: number, from: string, to: string): Promise<void> {
  await database()
    .update(users)
    .set({ passwordHash: to })
    .where(and(eq(users.id, id), eq(users.passwordHash, from)));
}

export async function hasUsers(on: Executor): Promise<boolean> {
  const [row] = await on.select({ id: users.id }).from(users).limit(1);
  return row !== undefined;
}

/** Administrators who can sign in, locked, so that of two that leave at once one stays. */
export async function lockAdministrators(tx: Transaction): Promise<number[]> {
  const rows = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.role, "admin"), isNull(users.disabledAt), isNull(users.deleteAfter)))
    .orderBy(asc(users.id))
    .for("update");
  return rows.map((row) => row.id);
}

/** Lets only one transaction at a time decide who becomes the first administrator. */
export async function lockFirstAdministrator(tx: Transaction): Promise<void> {
  const updatedAt = clock.now();
  await tx
    .insert(settings)
    .values({ key: "first_administrator.lock", value: {}, updatedAt })
    .onDuplicateKeyUpdate({ set: { updatedAt } });
}

/** Users whose grace is over. */
export async function listUsersToRemove(limit: number): Promise<number[]> {
  const rows = await database()
    .select({ id: users.id })
    .from(users)
    .where(lte(users.deleteAfter, clock.now()))
    .orderBy(asc(users.deleteAfter))
    .limit(limit);
  return rows.map((row) => row.id);
}

/** Removes the row and with it, by foreign keys, everything that names the user and nothing else. */
export async function deleteUser(on: Executor, id: number): Promise<void> {
  await on.delete(users).where(eq(users.id, id));
}
