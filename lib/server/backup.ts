import { makeBackup } from "@/lib/backups/service/make";
import { env } from "@/lib/env";
import { runCommand, tell } from "./command";

const usage = `npm run backup                          to the folder "backups" in the data folder, or to BACKUP_DIR
npm run backup /mnt/disk/atelier        to a folder of yours
npm run backup -- --database-only       without the pictures
npm run backup -- --without-secret      without the secret that opens what is kept encrypted
`;

const switches = ["--database-only", "--without-secret"];

/** `npm run backup`. */
async function backup(words: string[], signal: AbortSignal): Promise<number | null> {
  const [folder = env().backupDir, ...more] = words.filter((word) => !word.startsWith("--"));
  const given = words.filter((word) => word.startsWith("--"));
  if (more.length > 0 || given.some((word) => !switches.includes(word))) return null;
  const began = Date.now();
  const made = await makeBackup({
    folder,
    withFiles: !given.includes("--database-only"),
    withSecret: !given.includes("--without-secret"),
    reason: "asked",
    signal,
  });
  const { database, files, secret } = made.manifest;
  const rows = Object.values(database.tables).reduce((sum, count) => sum + count, 0);
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  tell(`Backed up in ${seconds} s:  ${made.folder}`);
  tell(`  ${rows} rows in ${megabytes(database.bytes)}`);
  if (files) tell(`  ${files.count} files, ${megabytes(files.bytes)}`);
  if (files && files.missing > 0) tell(`  ${files.missing} files were missing. npm run doctor -- --all names them.`);
  if (files && files.damaged > 0) tell(`  ${files.damaged} files were damaged. npm run doctor -- --all names them.`);
  tell(
    secret.isIncluded
      ? "  The secret is in it: whoever has this folder can open everything. Guard it."
      : "  The secret is not in it: keep ATELIER_SECRET apart, a restore needs it.",
  );
  return 0;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

await runCommand(usage, backup);
