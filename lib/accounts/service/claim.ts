import type { Transaction } from "@/db/client";
import { everyone, insertEvent } from "@/db/queries/events";
import { claimGuest } from "@/db/queries/guests";
import { findSetting } from "@/db/queries/settings";
import { fromNow, hourMs } from "@/lib/clock";
import type { GuestViewer } from "@/lib/viewer";

/** What a guest made is about to become a user's. */
export interface Claim {
  guest: GuestViewer;
  /** When what is still temporary goes away. */
  expiresAt: Date;
}

/** Reads what a claim needs, before its transaction begins: inside, a second connection could wait for ever. */
export async function startClaim(guest: GuestViewer | null): Promise<Claim | null> {
  return guest && { guest, expiresAt: fromNow((await findSetting("temporary_hours")) * hourMs) };
}

/** Gives a user what the guest made; once, however often it is asked. */
export async function endClaim(tx: Transaction, claim: Claim | null, userId: number): Promise<void> {
  if (!claim) return;
  const pictures = await claimGuest(tx, claim.guest.id, userId, claim.expiresAt);
  if (pictures) await insertEvent(tx, "gallery.changed", everyone, {});
}
