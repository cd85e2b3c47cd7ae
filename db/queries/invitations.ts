import { and, desc, eq, gt, isNull, sql } from "drizzle-orm";
import { clock } from "@/lib/clock";
import { database, type Executor, type Transaction } from "../client";
import { invitations, users } from "../schema";

type NewInvitation = typeof invitations.$inferInsert;
export type InvitationRow = Awaited<ReturnType<typeof listInvitations>>[number];

export async function insertInvitation(on: Executor, row: Omit<NewInvitation, "createdAt">): Promise<number> {
  const [{ id }] = await on
    .insert(invitations)
    .values({ ...row, createdAt: clock.now() })
    .$returningId();
  return id;
}

/** Invitations with the name of who made them, newest first. */
export async function listInvitations(limit: number) {
  return database()
    .select({
      id: invitations.id,
      note: invitations.note,
      email: invitations.email,
      usesMax: invitations.usesMax,
      uses: invitations.uses,
      makerName: users.name,
      createdAt: invitations.createdAt,
      expiresAt: invitations.expiresAt,
      revokedAt: invitations.revokedAt,
    })
    .from(invitations)
    .leftJoin(users, eq(users.id, invitations.createdBy))
    .orderBy(desc(invitations.id))
    .limit(limit);
}

/** The invitation with this secret, if it still holds. */
export async function findOpenInvitation(tokenHash: string): Promise<number | null> {
  const [row] = await database().select({ id: invitations.id }).from(invitations).where(isOpen(tokenHash));
  return row?.id ?? null;
}

/** Uses one place of the invitation with this secret; null when it has none left or does not hold any more. */
export async function takeInvitation(tx: Transaction, tokenHash: string): Promise<number | null> {
  const [{ affectedRows }] = await tx
    .update(invitations)
    .set({ uses: sql`${invitations.uses} + 1` })
    .where(isOpen(tokenHash));
  if (affectedRows === 0) return null;
  const [row] = await tx.select({ id: invitations.id }).from(invitations).where(eq(invitations.tokenHash, tokenHash));
  return row?.id ?? null;
}

/** Whether it held until now; null when there is no such invitation. */
export async function revokeInvitation(tx: Transaction, id: number): Promise<boolean | null> {
  const [row] = await tx
    .select({ revokedAt: invitations.revokedAt })
    .from(invitations)
    .where(eq(invitations.id, id))
    .for("update");
  if (!row) return null;
  if (row.revokedAt) return false;
  await tx.update(invitations).set({ revokedAt: clock.now() }).where(eq(invitations.id, id));
  return true;
}

function isOpen(tokenHash: string) {
  return and(
    eq(invitations.tokenHash, tokenHash),
    isNull(invitations.revokedAt),
    gt(invitations.expiresAt, clock.now()),
    gt(invitations.usesMax, invitations.uses),
  );
}
