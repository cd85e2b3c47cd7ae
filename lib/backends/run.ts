import { database } from "@/db/client";
import { listUnseenBackends } from "@/db/queries/backends";
import { type ClaimedJob, finishJob } from "@/db/queries/jobs";
import { dayMs, fromNow } from "@/lib/clock";
import { log } from "@/lib/log";
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
