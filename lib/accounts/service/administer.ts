import { inTransaction, type Transaction } from "@/db/client";
import { insertAuditEntry } from "@/db/queries/audit";
import { endSessions } from "@/db/queries/sessions";
import { findPublicUrl } from "@/db/queries/settings";
import { lockAdministrators, lockUser, type UserRow, updateUser } from "@/db/queries/users";
import { clock } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import type { Role } from "@/lib/viewer";
import { tokenUrl } from "../links";
import { newOneTimeToken } from "./verify";

/** Who changes something: an administrator, or null for whoever sits at the machine. */
export type Actor = number | null;

/** Gives a user a role. @throws AppError `not_found`, `conflict` when no administrator would be left */
export async function setRole(actor: Actor, who: { id: number } | { email: string }, role: Role): Promise<void> {
  await inTransaction(async (tx) => {
    const administrators = await lockAdministrators(tx);
    const user = await requireUserRow(tx, who);
    if (user.role === role) return;
    if (role !== "admin") requireOther(actor, administrators, user);
    await updateUser(tx, user.id, { role });
    await note(tx, actor, "user.role", user, { role: user.role }, { role });
  });
}

/** Switches an account off: its sessions end at once and nobody signs in to it. @throws AppError `not_found`, `conflict` */
export async function disableUser(actor: Actor, who: { id: number } | { email: string }): Promise<void> {
  await inTransaction(async (tx) => {
    const administrators = await lockAdministrators(tx);
    const user = await requireUserRow(tx, who);
    if (user.disabledAt) return;
    requireOther(actor, administrators, user);
    await updateUser(tx, user.id, { disabledAt: clock.now() });
    await endSessions(tx, user.id);
    await note(tx, actor, "user.disable", user, { disabled: false }, { disabled: true });
  });
}

/** Switches an account on again. @throws AppError `not_found` */
export async function enableUser(actor: Actor, who: { id: number } | { email: string }): Promise<void> {
  await inTransaction(async (tx) => {
    const user = await requireUserRow(tx, who);
    if (!user.disabledAt) return;
    await updateUser(tx, user.id, { disabledAt: null });
    await note(tx, actor, "user.enable", user, { disabled: true }, { disabled: false });
  });
}

/** A link by which a user chooses a new password, for when no mail can be sent; it holds for half an hour. */
export async function makeResetLink(actor: Actor, who: { id: number } | { email: string }): Promise<string> {
  const path = await inTransaction(async (tx) => {
    const user = await requireUserRow(tx, who);
    const token = await newOneTimeToken(tx, user.id, "reset");
    await note(tx, actor, "user.reset_link", user);
    return tokenUrl("/reset-password", user.id, token);
  });
  return (await findPublicUrl()) + path;
}

async function requireUserRow(tx: Transaction, who: { id: number } | { email: string }): Promise<UserRow> {
  const user = await lockUser(tx, who);
  if (!user) throw new AppError("not_found", { words: "There is no such account." });
  return user;
}

/** Someone must be left to run the place; at the machine itself that can always be put right. */
function requireOther(actor: Actor, administrators: number[], user: UserRow): void {
  if (actor === null || administrators.some((id) => id !== user.id)) return;
  throw new AppError("conflict", { words: "This is the only administrator." });
}

async function note(
  tx: Transaction,
  actorId: Actor,
  action: string,
  user: UserRow,
  before?: unknown,
  after?: unknown,
): Promise<void> {
  await insertAuditEntry(tx, { actorId, action, subject: `user:${user.id}`, before, after });
}
