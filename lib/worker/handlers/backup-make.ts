import { giveUpBackup, runBackup } from "@/lib/backups/run";
import { AppError } from "@/lib/errors";
import { backupMake } from "@/lib/queue/jobs";
import { handle } from "../handle";

export const backupMakeHandler = handle(backupMake, {
  run: (_payload, job, signal) => runBackup(job, signal),
  // A disk without room, or a backup that is being made, is not another in a second.
  isRetryable: (error) => !(error instanceof AppError),
  giveUp: (_payload, job, error) => giveUpBackup(job, error),
});
