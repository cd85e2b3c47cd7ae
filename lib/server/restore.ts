import { restoreBackup } from "@/lib/backups/service/restore";
import { env } from "@/lib/env";
import { listBackupsIn } from "@/lib/storage/backups";
import { runCommand, tell } from "./command";

const usage = `npm run restore /mnt/disk/atelier/atelier-20261125-221500              into an empty installation
npm run restore /mnt/disk/atelier/atelier-20261125-221500 -- --force   in place of what is there
npm run restore /mnt/disk/atelier/atelier-20261125-221500 -- --check   only looks whether the backup is whole
`;

const switches = ["--force", "--check"];

/** `npm run restore`. */
async function restore(words: string[]): Promise<number | null> {
  const [folder, ...more] = words.filter((word) => !word.startsWith("--"));
  const given = words.filter((word) => word.startsWith("--"));
  if (folder === undefined && given.length === 0) await tellBackups();
  if (folder === undefined || more.length > 0 || given.some((word) => !switches.includes(word))) return null;
  const isCheck = given.includes("--check");
  const restored = await restoreBackup({ folder, isForced: given.includes("--force"), isCheck, tell });
  const { backup, kept, written, damaged, isSecretRight } = restored;
  for (const key of damaged) tell(`  files/${key} is missing or damaged in the backup.`);
  if (isCheck) {
    tell(damaged.length > 0 ? "The backup is damaged." : `The backup of ${backup.manifest.madeAt} is whole.`);
    return damaged.length > 0 ? 1 : 0;
  }
  tell(`Restored the backup of ${backup.manifest.madeAt}.`);
  if (backup.manifest.files) tell(`  ${written} files were written, ${kept} were there already.`);
  else tell("  It is a backup of the database alone: the pictures are as they were.");
  if (!isSecretRight) tell("  The secret is another: everyone signs in anew, and keys of backends are entered anew.");
  tell("Next: npm run doctor -- --all, then npm start");
  return 0;
}

async function tellBackups(): Promise<void> {
  const { backupDir } = env();
  for (const { folder, manifest } of await listBackupsIn(backupDir)) {
    tell(`${folder}   ${manifest.files ? "" : "database only"}`.trimEnd());
  }
}

await runCommand(usage, restore);
