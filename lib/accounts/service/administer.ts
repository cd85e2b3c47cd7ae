import { type Executor, inTransaction, type Transaction } from "@/db/client";
import { findNewestAuditEntry, insertAuditEntry } from "@/db/queries/audit";
import { endSessions } from "@/db/queries/sessions";

import { findPublicUrl, findSetting } from "@/db/queries/settings";

import { lockAdministrators, lockUser, type UserRow, updateUser } from "@/db/queries/users";
import type { AuditAction } from "@/lib/audit";
import { clock, dayMs, fromNow } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import type { Role } from "@/lib/viewer";
import { tokenUrl } from "../links";
import type { PersonQuotaInput } from "../schema";
import { scheduleRemoval } from "./deletion";
import { newOneTimeToken, verifiedChanges } from "./verify";

/** Who changes something: an administrator, or null for whoever sits at the machine. */
export type Actor = number | null;

export type Who = { id: number } | { email: string };

/** Gives a user a role. @throws AppError `not_found`, `conflict` for oneself and when no administrator would be left */
export async function setRole(actor: Actor, who: Who, role: Role): Promise<void> {
  await administer(actor, who, async (tx, user, administrators) => {
    if (user.role === role) return;
    requireOther(actor, administrators, user, role !== "admin");
    await updateUser(tx, user.id, { role });
    await note(tx, actor, "user.role", user, { role: user.role }, { role });
  });
}

/**
 * Switches an account off: its sessions end at once and nobody signs in to it.
 *
 * @throws AppError `not_found`, `conflict` for oneself and the only administrator
 */
export async function disableUser(actor: Actor, who: Who): Promise<void> {
  await administer(actor, who, async (tx, user, administrators) => {
    if (user.disabledAt) return;
    requireOther(actor, administrators, user);
    await updateUser(tx, user.id, { disabledAt: clock.now() });
    await endSessions(tx, user.id);
    await note(tx, actor, "user.disable", user, { disabled: false }, { disabled: true });
  });
}

/** Switches an account on again. @throws AppError `not_found`, `conflict` for one that is about to be removed */
export async function enableUser(actor: Actor, who: Who): Promise<void> {
  await administer(actor, who, async (tx, user) => {
    if (!user.disabledAt) return;
    if (user.deleteAfter) throw new AppError("conflict", { words: "This account is about to be deleted." });
    await updateUser(tx, user.id, { disabledAt: null });
    await note(tx, actor, "user.enable", user, { disabled: true }, { disabled: false });
  });
}

/** Confirms a user's e-mail address in their place. @throws AppError `not_found` */
export async function confirmUser(actor: Actor, who: Who): Promise<void> {
  const membership = await findSetting("membership");
  await administer(actor, who, async (tx, user) => {
    if (user.emailVerifiedAt) return;
    const changes = verifiedChanges(user, membership);
    await updateUser(tx, user.id, changes);
    const { role = user.role } = changes;
    await note(tx, actor, "user.verify", user, { verified: false, role: user.role }, { verified: true, role });
  });
}

/** Gives a user limits of their own; null takes those of the role. @throws AppError `not_found` */
export async function setQuota(actor: Actor, who: Who, wanted: Omit<PersonQuotaInput, "id">): Promise<void> {
  await administer(actor, who, async (tx, user) => {
    const { pictures, storageMb, open } = wanted;
    const before = { pictures: user.quotaPictures, storageMb: user.quotaStorageMb, open: user.quotaOpen };
    if (before.pictures === pictures && before.storageMb === storageMb && before.open === open) return;
    await updateUser(tx, user.id, { quotaPictures: pictures, quotaStorageMb: storageMb, quotaOpen: open });
    await note(tx, actor, "user.quota", user, before, { pictures, storageMb, open });
  });
}

/**
 * Has an account removed when its grace is over. Until then it is switched off, so that its user cannot bring it back,
 * and `restoreUser` can.
 *
 * @throws AppError `not_found`, `conflict` for oneself and the only administrator
 */
export async function removeUser(actor: Actor, who: Who, keepPublicImages: boolean): Promise<void> {
  const deleteAfter = fromNow((await findSetting("deletion_days")) * dayMs);
  await administer(actor, who, async (tx, user, administrators) => {
    if (user.deleteAfter) return;
    requireOther(actor, administrators, user);
    await updateUser(tx, user.id, { disabledAt: user.disabledAt ?? clock.now() });
    await scheduleRemoval(tx, user, { deleteAfter, keepPublicImages, letter: "removal" });
    const before = { deleteAfter: null, disabled: user.disabledAt !== null };
    await note(tx, actor, "user.delete", user, before, { deleteAfter, keepPublicImages, disabled: true });
  });
}

/**
 * Takes the removal of an account back; it is on or off as it was before. Who wants to leave is not held: what a user
 * asked for, only they take back.
 *
 * @throws AppError `not_found`, `conflict` for an account whose user asked for it
 */
export async function restoreUser(actor: Actor, who: Who): Promise<void> {
  await administer(actor, who, async (tx, user) => {
    if (!user.deleteAfter) return;
    const decision = await findRemoval(tx, user);
    if (!decision) {
      throw new AppError("conflict", { words: "They asked for it themselves, and take it back by signing in." });
    }
    const disabledAt = decision.wasDisabled ? user.disabledAt : null;
    await updateUser(tx, user.id, { deleteAfter: null, keepPublicImages: false, disabledAt });
    const before = { deleteAfter: user.deleteAfter, disabled: true };
    await note(tx, actor, "user.restore", user, before, { deleteAfter: null, disabled: decision.wasDisabled });
  });
}

/** What an administrator decided about the removal that is under way; null when its user asked for it. */
export async function findRemoval(
  on: Executor,
  user: Pick<UserRow, "id" | "deleteAfter" | "disabledAt">,
): Promise<{ wasDisabled: boolean } | null> {
  if (!user.deleteAfter || !user.disabledAt) return null;
  const entry = await findNewestAuditEntry(on, `user:${user.id}`, "user.delete");
  if (fieldOf(entry?.after, "deleteAfter") !== user.deleteAfter.toISOString()) return null;
  return { wasDisabled: fieldOf(entry?.before, "disabled") === true };
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === "object" && value !== null
    ? Object.entries(value).find(([name]) => name === field)?.[1]
    : null;
}

/** A link by which a user chooses a new password, for when no mail can be sent; it holds for half an hour. */
export async function makeResetLink(actor: Actor, who: Who): Promise<string> {
  const path = await administer(actor, who, async (tx, user) => {
    const token = await newOneTimeToken(tx, user.id, "reset");
    await note(tx, actor, "user.reset_link", user);
    return tokenUrl("/reset-password", user.id, token);
  });
  return (await findPublicUrl()) + path;
}

/**
 * Runs what an administrator does about a user, with the administrators' rows and the user's held.
 *
 * @throws AppError `not_found` for a user who is not there, and to one who is no administrator any more
 */
export async function administer<T>(
  actor: Actor,
  who: Who,
  work: (tx: Transaction, user: UserRow, administrators: number[]) => Promise<T>,
): Promise<T> {
  return inTransaction(async (tx) => {
    const administrators = await lockAdministrators(tx);
    if (actor !== null && !administrators.includes(actor)) throw new AppError("not_found");
    const user = await lockUser(tx, who);
    if (!user) throw new AppError("not_found", { words: "There is no such account." });
    return work(tx, user, administrators);
  });
}

/**
 * Nobody locks themselves out, and someone must be left to run the place; at the machine itself that can always be put
 * right.
 */
function requireOther(actor: Actor, administrators: number[], user: UserRow, loses = true): void {
  if (actor === null || !loses) return;
  if (administrators.every((id) => id === user.id)) {
    throw new AppError("conflict", { words: "This is the only administrator." });
  }
  if (actor === user.id) {
    throw new AppError("conflict", { words: "This is your own account. Another administrator has to do that." });
  }
}

/** Notes what was done about a user. */
export async function note(
  tx: Transaction,
  actorId: Actor,
  action: AuditAction,
  user: Pick<UserRow, "id">,
  before?: unknown,
  after?: unknown,
): Promise<void> {
  await insertAuditEntry(tx, { actorId, action, subject: `user:${user.id}`, before, after });
}
