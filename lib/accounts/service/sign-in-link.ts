import { inTransaction } from "@/db/client";
import { lockOneTimeToken, spendOneTimeToken } from "@/db/queries/one-time-tokens";
import { findPublicUrl } from "@/db/queries/settings";
import { lockUser, updateUser } from "@/db/queries/users";
import type { Origin } from "@/lib/auth/origin";
import { clock } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { hashSecret } from "@/lib/seal";
import type { GuestViewer, Viewer } from "@/lib/viewer";
import { linkMinutes, tokenUrl } from "../links";
import { postLetter } from "../post";
import { administer, note } from "./administer";
import { endClaim, startClaim } from "./claim";
import { insertBrowserSession } from "./open-session";
import { actorOf } from "./people";
import { hasLocalOutbox } from "./setup";
import { newOneTimeToken } from "./verify";

/**
 * Mails a user a link that signs them in, once, for half an hour.
 *
 * @throws AppError `not_found`, `forbidden` for a personal token, `conflict` for an account that is switched off
 */
export async function mailSignInLink(viewer: Viewer, { id }: { id: number }): Promise<void> {
  await newLink(viewer, id, true);
}

/**
 * The same, for the administrator to pass on. Only where no mail leaves the house: where it does, the link is for its
 * user's eyes alone, since whoever has it is that user.
 *
 * @throws AppError as for a mailed one, and `conflict` where mail is sent
 */
export async function showSignInLink(viewer: Viewer, { id }: { id: number }): Promise<string> {
  actorOf(viewer);
  if (!(await hasLocalOutbox()))
    throw new AppError("conflict", { words: "Mail is sent here, so the link is for them alone." });
  return (await findPublicUrl()) + (await newLink(viewer, id, false));
}

/** Answers its path. */
async function newLink(viewer: Viewer, id: number, isMailed: boolean): Promise<string> {
  const actor = actorOf(viewer);
  return administer(actor, { id }, async (tx, user) => {
    if (user.disabledAt) throw new AppError("conflict", { words: "This account is switched off." });
    const url = tokenUrl("/sign-in/link", user.id, await newOneTimeToken(tx, user.id, "sign_in"));
    const { email, locale } = user;
    if (isMailed) await postLetter(tx, email, { name: "sign_in", locale, url, minutes: linkMinutes });
    await note(tx, actor, "user.sign_in_link", user, undefined, { mailed: isMailed });
    return url;
  });
}

/**
 * Signs a browser in by a link and uses it up; what the guest made goes along.
 *
 * @returns the session this browser's cookie is to name
 * @throws AppError `invalid_link` for anything that is wrong, all alike
 */
export async function enterByLink(
  link: { user: number; token: string },
  origin: Origin,
  guest: GuestViewer | null,
): Promise<{ userId: number; sessionId: number }> {
  const claim = await startClaim(guest);
  return inTransaction(async (tx) => {
    const user = await lockUser(tx, { id: link.user });
    const by = { userId: link.user, purpose: "sign_in", tokenHash: hashSecret(link.token) } as const;
    const token = user && (await lockOneTimeToken(tx, by));
    if (!token || user.disabledAt) throw new AppError("invalid_link");
    // Once its grace is over the removal may have begun.
    if (user.deleteAfter && user.deleteAfter <= clock.now()) throw new AppError("invalid_link");
    await spendOneTimeToken(tx, token.id);
    if (user.deleteAfter) await updateUser(tx, user.id, { deleteAfter: null, keepPublicImages: false });
    await endClaim(tx, claim, user.id);
    return { userId: user.id, sessionId: await insertBrowserSession(tx, user.id, origin) };
  });
}
