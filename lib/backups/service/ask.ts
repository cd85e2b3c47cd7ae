import { database, inTransaction } from "@/db/client";
import { insertAuditEntry } from "@/db/queries/audit";
import { findLastJob, hasOpenJob } from "@/db/queries/jobs";
import { requireAdministrator } from "@/lib/admin/policy";
import { env } from "@/lib/env";
import { enqueue } from "@/lib/queue";
import { backupMake } from "@/lib/queue/jobs";
import { type Backup, listBackupsIn } from "@/lib/storage/backups";
import { type Viewer, viewerKey } from "@/lib/viewer";
import type { BackupDto, BackupsDto } from "../schema";

/** The newest so many are listed. */
const shown = 20;

/** Has a backup made, unless that is being done. @throws AppError `not_found` to everyone but administrators */
export async function requestBackup(viewer: Viewer): Promise<void> {
  const { id: actorId } = requireAdministrator(viewer);
  await inTransaction(async (tx) => {
    if (await hasOpenJob(tx, backupMake.name)) return;
    await insertAuditEntry(tx, { actorId, action: "backup.make", subject: "backup" });
    await enqueue(tx, backupMake, [{}], { lane: viewerKey(viewer) });
  });
}

/** The backups in the installation's own folder. @throws AppError `not_found` to everyone but administrators */
export async function listBackups(viewer: Viewer): Promise<BackupsDto> {
  requireAdministrator(viewer);
  const folder = env().backupDir;
  const [backups, isMaking, last] = await Promise.all([
    listBackupsIn(folder),
    hasOpenJob(database(), backupMake.name),
    findLastJob(backupMake.name),
  ]);
  return {
    folder,
    backups: backups.slice(0, shown).map(dto),
    isMaking,
    lastError: last?.status === "failed" ? last.lastError : null,
  };
}

function dto({ name, manifest }: Backup): BackupDto {
  const { madeAt, reason, database: rows, files } = manifest;
  return {
    name,
    madeAt,
    reason,
    bytes: rows.bytes + (files?.bytes ?? 0),
    files: files?.count ?? null,
    faults: (files?.missing ?? 0) + (files?.damaged ?? 0),
  };
}
