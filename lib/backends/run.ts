import { database, inTransaction } from "@/db/client";
import { deleteBackend, listStylesOf, listUnseenBackends } from "@/db/queries/backends";
import { type ClaimedJob, finishJob } from "@/db/queries/jobs";
import { listRemovedBefore, lockRemovedBackend, lockRemovedStyle } from "@/db/queries/removed";
import { deleteStyle } from "@/db/queries/style-changes";
import { dayMs, fromNow } from "@/lib/clock";
import { limits } from "@/lib/limits";
import { log } from "@/lib/log";
import { storage } from "@/lib/storage";
import { stylePreviewKey } from "@/lib/styles/schema";
import { lookAt } from "./service/look";

/**
 * Looks at each backend that is on and that nobody looked at for a day: models that came are offered, those that went
 * are not, and what ends soon is told in the log.
 */
export async function refreshModels(job: ClaimedJob, signal: AbortSignal): Promise<void> {
  for (const row of await listUnseenBackends(fromNow(-dayMs))) {
    signal.throwIfAborted();
    const { problems } = await lookAt(row);
    for (const { code, words } of problems) log.warn({ backend: row.id, code }, words);
  }
  await finishJob(database(), job, "done");
}

/**
 * Removes for good what can no longer be brought back: backends with their models and styles, and styles that were
 * removed by themselves. A preview goes before its row, so that none is left behind.
 */
export async function sweepRemoved(signal: AbortSignal): Promise<void> {
  const before = fromNow(-limits.removedKeptMs);
  const { backendIds, styleIds } = await listRemovedBefore(before);
  const isOver = (row: { removedAt: Date | null } | null) => row?.removedAt && row.removedAt < before;
  for (const id of backendIds) {
    if (signal.aborted) return;
    await inTransaction(async (tx) => {
      if (!isOver(await lockRemovedBackend(tx, id))) return;
      for (const { slug } of await listStylesOf(tx, id)) await storage().remove(stylePreviewKey(slug));
      await deleteBackend(tx, id);
    });
  }
  for (const id of styleIds) {
    if (signal.aborted) return;
    await inTransaction(async (tx) => {
      const row = await lockRemovedStyle(tx, id);
      if (!row || !isOver(row)) return;
      await storage().remove(stylePreviewKey(row.slug));
      await deleteStyle(tx, id);
    });
  }
}
