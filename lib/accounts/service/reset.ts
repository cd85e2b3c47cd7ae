import { database, inTransaction } from "@/db/client";
import {
  deleteOneTimeTokens,
  findOneTimeToken,
  lockOneTimeToken,
  spendOneTimeToken,
} from "@/db/queries/one-time-tokens";
import { endSessions } from "@/db/queries/sessions";
import { lockUser, updateUser } from "@/db/queries/users";
import { AppError } from "@/lib/errors";
import { enqueue } from "@/lib/queue";
import { accountAnswer } from "@/lib/queue/jobs";
import { hashSecret, seal } from "@/lib/seal";
import { type Answer, answerContext } from "../answer";
import { linkPage } from "../links";
import { hashPassword, requireUncommon } from "../password";
import { postLetter } from "../post";

/**
 * Asks for a link to choose a new password. The request does the same for every address; a job finds out whether it is
 * one of ours.
 *
 * @throws AppError `invalid` when `handleUrl` leads elsewhere
 */
export async function requestReset(email: string, handleUrl?: string): Promise<void> {
  const answer: Answer = { kind: "reset", email, page: await linkPage(handleUrl, "/reset-password") };
  const sealed = seal("job", answerContext, JSON.stringify(answer));
  await inTransaction((tx) => enqueue(tx, accountAnswer, [{ sealed }], { lane: "system" }));
}

/**
 * Sets a new password and ends all sessions. The token stays good when the password is unfit.
 *
 * @throws AppError `invalid_link` for anything that is wrong with the link, all alike; `invalid`
 */
export async function resetPassword(input: { user: number; token: string; newPassword: string }): Promise<void> {
  requireUncommon(input.newPassword, "newPassword");
  const by = { userId: input.user, purpose: "reset", tokenHash: hashSecret(input.token) } as const;
  // Asked before the costly hash, and again under the lock.
  if (!(await findOneTimeToken(database(), by))) throw new AppError("invalid_link");
  const passwordHash = await hashPassword(input.newPassword);
  await inTransaction(async (tx) => {
    const user = await lockUser(tx, { id: input.user });
    const token = user && (await lockOneTimeToken(tx, by));
    if (!token || user.disabledAt) throw new AppError("invalid_link");
    await spendOneTimeToken(tx, token.id);
    await updateUser(tx, user.id, { passwordHash });
    await endSessions(tx, user.id);
    // Whoever was in before may have begun to move the account to an address of theirs.
    for (const purpose of ["email_old", "email_new"] as const) await deleteOneTimeTokens(tx, user.id, purpose);
    const { locale } = user;
    await postLetter(tx, user.email, { name: "password_changed", locale, url: "/forgot-password" });
  });
}
