import { inTransaction } from "@/db/client";
import { endSessions } from "@/db/queries/sessions";
import { findSetting } from "@/db/queries/settings";
import { lockAdministrators, lockUser, updateUser } from "@/db/queries/users";
import { dayMs, fromNow } from "@/lib/clock";
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
  const graceMs = (await findSetting("deletion_days")) * dayMs;
  const deleteAfter = fromNow(graceMs);
  await inTransaction(async (tx) => {
    const administrators = await lockAdministrators(tx);
    if (administrators.length === 1 && administrators[0] === id) {
      throw new AppError("conflict", { words: "You are the only administrator. Please make someone else one first." });
    }
    const user = await lockUser(tx, { id });
    if (!user) throw new AppError("unauthenticated");
    await updateUser(tx, id, { deleteAfter, keepPublicImages: input.keepPublicImages });
    await endSessions(tx, id);
    await enqueue(tx, accountRemove, [{ userId: id }], { lane: "system", subjectId: id, runAfter: deleteAfter });
    if (graceMs === 0) return;
    const { email, locale } = user;
    const date = deleteAfter.toISOString();
    await postLetter(tx, email, { name: "deletion", locale, url: "/sign-in", date });
  });
  return deleteAfter;
}
