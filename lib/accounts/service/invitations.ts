import { inTransaction, type Transaction } from "@/db/client";
import { insertAuditEntry } from "@/db/queries/audit";
import {
  findOpenInvitation,
  type InvitationRow,
  insertInvitation,
  listInvitations as listRows,
  revokeInvitation as revokeRow,
  takeInvitation,
} from "@/db/queries/invitations";
import { findPublicUrl, findSetting } from "@/db/queries/settings";
import { findUser } from "@/db/queries/users";
import { requireAdministrator } from "@/lib/admin/policy";
import { clock, dayMs, fromNow } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { limits } from "@/lib/limits";
import { hashSecret, newSecret } from "@/lib/seal";
import type { SettingValue } from "@/lib/settings";
import type { Viewer } from "@/lib/viewer";
import { postLetter } from "../post";
import type { InvitationDto, InvitationInput } from "../schema";

/**
 * Makes an invitation, and mails it when an address is given; this answer is the only one that shows its link.
 *
 * @throws AppError `not_found` to everyone but administrators
 */
export async function createInvitation(viewer: Viewer, input: InvitationInput): Promise<{ id: number; url: string }> {
  const { id: actorId } = requireAdministrator(viewer);
  const { note, email, uses: usesMax, days } = input;
  const token = newSecret();
  const path = `/sign-up?invitation=${token}`;
  const expiresAt = fromNow(days * dayMs);
  const [site, maker] = await Promise.all([findPublicUrl(), findUser(actorId)]);
  const id = await inTransaction(async (tx) => {
    const tokenHash = hashSecret(token);
    const inserted = await insertInvitation(tx, { tokenHash, note, email, usesMax, createdBy: actorId, expiresAt });
    await insertAuditEntry(tx, {
      actorId,
      action: "invitation.create",
      subject: `invitation:${inserted}`,
      after: { note, email, uses: usesMax, until: expiresAt.toISOString() },
    });
    if (email !== null) {
      const date = expiresAt.toISOString();
      await postLetter(tx, email, { name: "invitation", locale: maker?.locale ?? "en", url: path, date });
    }
    return inserted;
  });
  return { id, url: site + path };
}

/** The newest invitations, never their secrets. @throws AppError `not_found` to everyone but administrators */
export async function listInvitations(viewer: Viewer): Promise<InvitationDto[]> {
  requireAdministrator(viewer);
  return (await listRows(limits.invitationsShown)).map(invitationDto);
}

/** Nobody comes in by it any more; accounts it opened stay. @throws AppError `not_found` */
export async function revokeInvitation(viewer: Viewer, id: number): Promise<void> {
  const { id: actorId } = requireAdministrator(viewer);
  await inTransaction(async (tx) => {
    const held = await revokeRow(tx, id);
    if (held === null) throw new AppError("not_found");
    if (held) await insertAuditEntry(tx, { actorId, action: "invitation.revoke", subject: `invitation:${id}` });
  });
}

type Registration = SettingValue<"registration">;

/** Whether someone may open an account now, and if not, why. */
export async function findAdmission(
  invitation: string | undefined,
): Promise<"free" | "invited" | "closed" | "uninvited" | "stale"> {
  const registration = await findSetting("registration");
  if (registration === "open") return "free";
  if (registration === "closed") return "closed";
  if (invitation === undefined) return "uninvited";
  return (await findOpenInvitation(hashSecret(invitation))) === null ? "stale" : "invited";
}

/**
 * Asked before the costly hash, and again in the transaction.
 *
 * @throws AppError `registration_closed`, `invitation_needed`, `invitation_invalid`
 */
export async function requireAdmission(invitation: string | undefined): Promise<void> {
  const found = await findAdmission(invitation);
  if (found === "closed") throw new AppError("registration_closed");
  if (found === "uninvited") throw new AppError("invitation_needed");
  if (found === "stale") throw new AppError("invitation_invalid");
}

/**
 * Uses an invitation up where one is needed, as far as it goes.
 *
 * @throws AppError `registration_closed`, `invitation_needed`, `invitation_invalid`
 */
export async function admit(tx: Transaction, registration: Registration, invitation?: string): Promise<number | null> {
  if (registration === "open") return null;
  if (registration === "closed") throw new AppError("registration_closed");
  if (invitation === undefined) throw new AppError("invitation_needed");
  const id = await takeInvitation(tx, hashSecret(invitation));
  if (id === null) throw new AppError("invitation_invalid");
  return id;
}

function invitationDto(row: InvitationRow): InvitationDto {
  return {
    id: row.id,
    note: row.note,
    email: row.email,
    uses: row.uses,
    usesMax: row.usesMax,
    maker: row.makerName,
    expiresAt: row.expiresAt.toISOString(),
    state: stateOf(row),
  };
}

function stateOf({ revokedAt, uses, usesMax, expiresAt }: InvitationRow): InvitationDto["state"] {
  if (revokedAt) return "revoked";
  if (uses >= usesMax) return "used";
  return expiresAt <= clock.now() ? "expired" : "open";
}
