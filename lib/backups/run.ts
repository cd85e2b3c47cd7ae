import { database } from "@/db/client";
import { type ClaimedJob, finishJob } from "@/db/queries/jobs";
import { env } from "@/lib/env";
import { toAppError } from "@/lib/errors";
import { makeBackup } from "./service/make";

/** Makes a backup in the installation's own folder. */
export async function runBackup(job: ClaimedJob, signal: AbortSignal): Promise<void> {
  const folder = env().backupDir;
  await makeBackup({ folder, withFiles: true, withSecret: true, reason: "asked", signal });
  await finishJob(database(), job, "done");
}

/** Notes why there is none. */
export async function giveUpBackup(job: ClaimedJob, error: unknown): Promise<void> {
  await finishJob(database(), job, "failed", toAppError(error).words);
}
