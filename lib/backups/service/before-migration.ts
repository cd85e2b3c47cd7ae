import { rm } from "node:fs/promises";
import { findMigrations } from "@/db/migrate";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { limits } from "@/lib/limits";
import { log } from "@/lib/log";
import { listBackupsIn } from "@/lib/storage/backups";
import { makeBackup } from "./make";

/**
 * Keeps the database as it is before it is changed; the newest of such backups stay. Pictures are not among what a
 * migration changes, so that they are not copied. A database that is too large, or a disk without room, is no reason
 * not to start: that is noted and there is no backup.
 */
export async function backUpBeforeMigration(url: string): Promise<void> {
  const { made, pending, bytes } = await findMigrations(url);
  if (made === 0 || pending === 0) return;
  if (bytes > limits.migrationBackupMaxBytes) {
    log.warn({ bytes }, "the database is too large to be backed up before it is changed: see docs/backup.md");
    return;
  }
  const folder = env().backupDir;
  try {
    const { name } = await makeBackup({ url, folder, withFiles: false, withSecret: false, reason: "migration" });
    log.info({ backup: name }, "the database was backed up before it is changed");
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.warn({ reason: error.words }, "the database was not backed up before it is changed");
    return;
  }
  const old = (await listBackupsIn(folder)).filter(({ manifest }) => manifest.reason === "migration");
  for (const backup of old.slice(limits.migrationBackupsKept)) await rm(backup.folder, { recursive: true });
}
