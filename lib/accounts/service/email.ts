import { inTransaction, isDuplicate, type Transaction } from "@/db/client";
import {
  deleteOneTimeTokens,
  findNewestToken,
  lockOneTimeToken,
  type OneTimeToken,
  spendOneTimeToken,
} from "@/db/queries/one-time-tokens";
import { findUserByEmail, lockUser, type UserRow, updateUser } from "@/db/queries/users";
import { clock } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { enqueue } from "@/lib/queue";
import { accountAnswer } from "@/lib/queue/jobs";
import { hashSecret, seal } from "@/lib/seal";
import type { Viewer } from "@/lib/viewer";
import { type Answer, answerContext } from "../answer";
import { linkMinutes, tokenUrl } from "../links";
import { postLetter } from "../post";
import { requirePassword } from "./profile";
import { newOneTimeToken } from "./verify";

/**
 * Begins to move the account to a new address. It moves when both addresses have agreed; one that was never confirmed
 * need not. Answers the same for an address that has an account already, whose owner is told.
 *
 * @throws AppError `invalid`, `rate_limited`
 */
export async function requestEmailChange(viewer: Viewer, input: { email: string; password: string }): Promise<void> {
  const { id, email: current } = await requirePassword(viewer, input.password);
  if (input.email === current) throw new AppError("invalid", { fields: { email: ["This is your address already."] } });
  const isTaken = (await findUserByEmail(input.email)) !== null;
  await inTransaction(async (tx) => {
    const user = await lockUser(tx, { id });
    if (!user) throw new AppError("unauthenticated");
    await deleteOneTimeTokens(tx, id, "email_old");
    await postLink(tx, user, "email_new", input.email, isTaken ? null : input.email);
    if (user.emailVerifiedAt) await postLink(tx, user, "email_old", input.email, user.email);
    if (!isTaken) return;
    const answer: Answer = { kind: "email_taken", email: input.email };
    const sealed = seal("job", answerContext, JSON.stringify(answer));
    await enqueue(tx, accountAnswer, [{ sealed }], { lane: "system" });
  });
}

async function postLink(
  tx: Transaction,
  user: UserRow,
  name: "email_old" | "email_new",
  email: string,
  to: string | null,
): Promise<void> {
  const token = await newOneTimeToken(tx, user.id, name, email);
  if (to === null) return;
  const url = tokenUrl("/confirm-email", user.id, token);
  await postLetter(tx, to, { name, locale: user.locale, url, email, minutes: linkMinutes });
}

/**
 * One of the two addresses agrees. With the second the account moves.
 *
 * @returns whether it has moved, or the other address is still to agree
 * @throws AppError `invalid_link` for anything that is wrong, all alike
 */
export async function confirmEmailChange(link: { user: number; token: string }): Promise<"changed" | "waiting"> {
  try {
    return await inTransaction((tx) => agree(tx, link));
  } catch (error) {
    // Someone opened an account with the address in the meantime.
    if (isDuplicate(error)) throw new AppError("invalid_link", { cause: error });
    throw error;
  }
}

async function agree(tx: Transaction, link: { user: number; token: string }): Promise<"changed" | "waiting"> {
  const user = await lockUser(tx, { id: link.user });
  const token = user && (await lockEither(tx, link));
  if (!user || !token?.subject || user.disabledAt) throw new AppError("invalid_link");
  await spendOneTimeToken(tx, token.id);
  const other = await findNewestToken(tx, user.id, token.purpose === "email_old" ? "email_new" : "email_old");
  const isNeeded = token.purpose === "email_old" || user.emailVerifiedAt !== null;
  const hasAgreed = other !== null && other.usedAt !== null && other.subject === token.subject;
  if (isNeeded && !hasAgreed) return "waiting";
  await updateUser(tx, user.id, { email: token.subject, emailVerifiedAt: clock.now() });
  // Links to the old address must not speak for the new one.
  for (const purpose of ["email_old", "email_new", "verify", "reset"] as const) {
    await deleteOneTimeTokens(tx, user.id, purpose);
  }
  await postLetter(tx, user.email, { name: "email_changed", locale: user.locale, email: token.subject });
  return "changed";
}

async function lockEither(tx: Transaction, link: { user: number; token: string }): Promise<OneTimeToken | null> {
  const tokenHash = hashSecret(link.token);
  const by = { userId: link.user, tokenHash };
  return (
    (await lockOneTimeToken(tx, { ...by, purpose: "email_old" })) ??
    (await lockOneTimeToken(tx, { ...by, purpose: "email_new" }))
  );
}
