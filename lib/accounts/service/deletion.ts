import { inTransaction, type Transaction } from "@/db/client";
import { endSessions } from "@/db/queries/sessions";
import { findSetting } from "@/db/queries/settings";
import { lockAdministrators, lockUser, type UserRow, updateUser } from "@/db/queries/users";
import { clock, dayMs, fromNow } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { enqueue } from "@/lib/queue";
import { accountRemove } from "@/lib/queue/jobs";
import type { Viewer } from "@/lib/viewer";
import { postLetter } from "../post";
import { requirePassword } from "./profile";

/**
 * Has the account deleted when its grace is over; signing in before brings it back. All sessions and tokens stop at once.
 *
 * @param input.keepPublicImages whether pictures that everyone may see stay, without a maker
 * @returns when it will be removed
 * @throws AppError `invalid` for a wrong password, `conflict` for the only administrator
 */
export async function requestDeletion(
  viewer: Viewer,
  input: { password: string; keepPublicImages: boolean },
): Promise<Date> {
  const { id } = await requirePassword(viewer, input.password);
  const deleteAfter = fromNow((await findSetting("deletion_days")) * dayMs);
  await inTransaction(async (tx) => {
    const administrators = await lockAdministrators(tx);
    if (administrators.length === 1 && administrators[0] === id) {
      throw new AppError("conflict", { words: "You are the only administrator. Please make someone else one first." });
    }
    const user = await lockUser(tx, { id });
    if (!user) throw new AppError("unauthenticated");
    await scheduleRemoval(tx, user, { deleteAfter, keepPublicImages: input.keepPublicImages, letter: "deletion" });
  });
  return deleteAfter;
}

/** Has a user removed at a moment, ends their sessions, and tells them while there is time. */
export async function scheduleRemoval(
  tx: Transaction,
  { id, email, locale }: Pick<UserRow, "id" | "email" | "locale">,
  wanted: { deleteAfter: Date; keepPublicImages: boolean; letter: "deletion" | "removal" },
): Promise<void> {
  const { deleteAfter, keepPublicImages, letter: name } = wanted;
  await updateUser(tx, id, { deleteAfter, keepPublicImages });
  await endSessions(tx, id);
  await enqueue(tx, accountRemove, [{ userId: id }], { lane: "system", subjectId: id, runAfter: deleteAfter });
  if (deleteAfter <= clock.now()) return;
  await postLetter(tx, email, { name, locale, url: "/sign-in", date: deleteAfter.toISOString() });
}
