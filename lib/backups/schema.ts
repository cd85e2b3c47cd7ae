export interface BackupDto {
  /** Its folder's name. */
  name: string;
  madeAt: string;
  reason: "asked" | "migration";
  /** Of all its files; those that it shares with the backup before it count in both. */
  bytes: number;
  /** Null for a backup of the database alone. */
  files: number | null;
  /** Files that were missing or damaged when it was made. */
  faults: number;
}

export interface BackupsDto {
  folder: string;
  /** Newest first. */
  backups: BackupDto[];
  /** Whether one is being made. */
  isMaking: boolean;
  /** Why the last one that was asked for was not made; null when it was. */
  lastError: string | null;
}
