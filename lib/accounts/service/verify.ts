import { inTransaction, type Transaction } from "@/db/client";
import {
  lockOneTimeToken,
  type OneTimePurpose,
  replaceOneTimeToken,
  spendOneTimeToken,
} from "@/db/queries/one-time-tokens";
import { findSetting } from "@/db/queries/settings";
import { lockUser, type UserRow, updateUser } from "@/db/queries/users";
import { clock, fromNow } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { enqueue } from "@/lib/queue";
import { accountAnswer } from "@/lib/queue/jobs";
import { hashSecret, newSecret, seal } from "@/lib/seal";
import type { SettingValue } from "@/lib/settings";
import type { Viewer } from "@/lib/viewer";
import { type Answer, answerContext } from "../answer";
import { linkMinutes, linkMs, linkPage, tokenUrl } from "../links";
import { requireUser } from "../policy";
import { postLetter } from "../post";

/**
 * Sends the signed-in user a new link that confirms their address; earlier ones no longer work.
 *
 * @param handleUrl where the link shall lead, instead of our own page
 * @throws AppError `already_verified`, `invalid`
 */
export async function requestVerification(viewer: Viewer, handleUrl?: string): Promise<void> {
  const { id } = requireUser(viewer);
  const page = await linkPage(handleUrl, "/verify");
  await inTransaction(async (tx) => {
    const user = await lockUser(tx, { id });
    if (!user) throw new AppError("unauthenticated");
    if (user.emailVerifiedAt) throw new AppError("already_verified");
    await postVerification(tx, user, page);
  });
}

/**
 * Sends the confirming link once more to an address that someone named and that is not signed in. The request does the
 * same for every address; a job finds out whether one of ours waits to be confirmed.
 */
export async function requestVerificationOf(email: string): Promise<void> {
  const answer: Answer = { kind: "verify", email };
  const sealed = seal("job", answerContext, JSON.stringify(answer));
  await inTransaction((tx) => enqueue(tx, accountAnswer, [{ sealed }], { lane: "system" }));
}

export async function postVerification(
  tx: Transaction,
  user: Pick<UserRow, "id" | "email" | "locale">,
  page = "/verify",
): Promise<void> {
  const token = await newOneTimeToken(tx, user.id, "verify", user.email);
  const url = tokenUrl(page, user.id, token);
  await postLetter(tx, user.email, { name: "verify", locale: user.locale, url, minutes: linkMinutes });
}

/** A new secret for one purpose, in the place of earlier ones. @param subject what it confirms */
export async function newOneTimeToken(
  tx: Transaction,
  userId: number,
  purpose: OneTimePurpose,
  subject?: string,
): Promise<string> {
  const token = newSecret();
  const expiresAt = fromNow(linkMs);
  await replaceOneTimeToken(tx, { userId, purpose, tokenHash: hashSecret(token), subject, expiresAt });
  return token;
}

/**
 * Confirms an e-mail address and uses the token up; a `user` becomes a `member` unless the installation decides otherwise.
 *
 * @throws AppError `invalid_link` for anything that is wrong, all alike
 */
export async function confirmAddress(link: { user: number; token: string }): Promise<void> {
  const membership = await findSetting("membership");
  await inTransaction(async (tx) => {
    const user = await lockUser(tx, { id: link.user });
    const by = { userId: link.user, purpose: "verify", tokenHash: hashSecret(link.token) } as const;
    const token = user && (await lockOneTimeToken(tx, by));
    if (!user || token?.subject !== user.email || user.disabledAt) throw new AppError("invalid_link");
    await spendOneTimeToken(tx, token.id);
    await updateUser(tx, user.id, verifiedChanges(user, membership));
  });
}

/** What changes when an address is confirmed. */
export function verifiedChanges(
  { role, emailVerifiedAt }: Pick<UserRow, "role" | "emailVerifiedAt">,
  membership: SettingValue<"membership">,
): { emailVerifiedAt: Date; role?: "member" } {
  const becomesMember = role === "user" && membership === "automatic";
  return { emailVerifiedAt: emailVerifiedAt ?? clock.now(), ...(becomesMember ? { role: "member" } : {}) };
}
