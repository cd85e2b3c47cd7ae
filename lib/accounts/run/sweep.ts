import { database } from "@/db/client";
import { deleteAccountExport, listExportsToRemove } from "@/db/queries/account-exports";
import { hasOpenJobFor } from "@/db/queries/jobs";
import { deleteMailsBefore } from "@/db/queries/mails";
import { deleteExpiredTokens } from "@/db/queries/one-time-tokens";
import { eraseSuccessors } from "@/db/queries/refresh-tokens";
import { deleteEndedSessions } from "@/db/queries/sessions";
import { listUsersToRemove } from "@/db/queries/users";
import { dayMs, fromNow } from "@/lib/clock";
import { enqueue } from "@/lib/queue";
import { accountRemove } from "@/lib/queue/jobs";
import { storage } from "@/lib/storage";
import { exportKey } from "../service/exports";
import { graceMs } from "../service/sessions";

const batch = 200;
/** How long mails are kept, whatever became of them. */
const mailKeptMs = 7 * dayMs;
/** Ended sessions stay as long as a stolen refresh token may still come back. */
const sessionKeptMs = 7 * dayMs;

/** Removes what is over: old mails, used tokens, ended sessions, files no longer offered, users whose grace has ended. */
export async function sweepAccounts(signal: AbortSignal): Promise<void> {
  const works = [
    () => deleteMailsBefore(fromNow(-mailKeptMs), batch),
    () => deleteExpiredTokens(fromNow(-dayMs), batch),
    () => eraseSuccessors(fromNow(-graceMs), batch),
    () => deleteEndedSessions(fromNow(-sessionKeptMs), batch),
    removeOldExports,
  ];
  for (const work of works) while (!signal.aborted && (await work()) >= batch);
  for (const userId of await listUsersToRemove(batch)) {
    if (await hasOpenJobFor(database(), accountRemove.name, userId)) continue;
    await enqueue(database(), accountRemove, [{ userId }], { lane: "system", subjectId: userId });
  }
}

async function removeOldExports(): Promise<number> {
  const ended = await listExportsToRemove(batch);
  for (const { id, uuid } of ended) {
    await storage().remove(exportKey(uuid));
    await deleteAccountExport(id);
  }
  return ended.length;
}
