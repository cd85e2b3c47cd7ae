import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { copyFile, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { inspectTarget, loadDump } from "@/db/load";
import { countMigrations } from "@/db/migrate";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { fingerprintOf } from "@/lib/keys";
import { storage } from "@/lib/storage";
import { type Backup, type BookLine, openBackup } from "@/lib/storage/backups";
import { readBook } from "./files";
import { measure, measureFile, readLines } from "./lines";

export interface RestoreOptions {
  /** The backup's folder. */
  folder: string;
  /** Whether what is there may be replaced, and what is damaged be left out. */
  isForced: boolean;
  /** Only looks whether the backup is whole. */
  isCheck?: boolean;
  /** What is being done, in words. */
  tell?: (words: string) => void;
}

export interface Restored {
  backup: Backup;
  /** Files that were there already, whole. */
  kept: number;
  written: number;
  /** Files of the backup that are not what its list says. */
  damaged: string[];
  /** Whether sealed things can be opened: the secret is the one they were sealed with. */
  isSecretRight: boolean;
}

const damagedShown = 20;

/**
 * Puts a backup in the place of what is there: files first, then rows, then the secret. Cut short, it is begun again
 * with the same words, and what is there already stays.
 *
 * @throws AppError `not_found` and `invalid` for what is no whole backup, `conflict` for a target that is in use
 */
export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  const { isForced, isCheck = false, tell = () => undefined } = options;
  const backup = await openBackup(options.folder);
  tell("Checking the backup");
  await requireWhole(backup);
  if (isCheck) return { backup, ...(await readFiles(backup)), isSecretRight: true };
  const { DATABASE_URL } = env();
  if (!DATABASE_URL) throw new Error("DATABASE_URL is not set.");
  requireKnown(backup);
  const isSecretRight = requireSecret(backup, isForced);
  const isInUse = await requireEmpty(DATABASE_URL, backup, isForced);
  await writeFile(unfinishedFile(), backup.name, { mode: 0o600 });
  tell(`Writing ${backup.manifest.files?.count ?? 0} files`);
  const files = await writeFiles(backup);
  if (files.damaged.length > 0 && !isForced) throw damagedTrouble(files.damaged);
  tell(`Writing ${Object.keys(backup.manifest.database.tables).length} tables`);
  if (backup.manifest.secret.isIncluded && !env().isSecretGiven) await restoreSecret(backup, isInUse);
  const statements = readLines(path.join(backup.folder, "database.sql.gz"));
  await loadDump(DATABASE_URL, backup.name, statements, backup.manifest.database.tables);
  await rm(unfinishedFile(), { force: true });
  return { backup, ...files, isSecretRight };
}

/** Stands in the data folder while a restore is under way: what is there by then is its own. */
function unfinishedFile(): string {
  return path.join(env().dataDir, "restoring");
}

async function requireWhole({ folder, manifest }: Backup): Promise<void> {
  const parts = [{ name: "database.sql.gz", sha256: manifest.database.sha256 }];
  if (manifest.files) parts.push({ name: "files.jsonl.gz", sha256: manifest.files.sha256 });
  for (const { name, sha256 } of parts) {
    const measured = await measureFile(path.join(folder, name)).catch(() => null);
    if (!measured) throw new AppError("invalid", { words: `The backup is not whole: ${name} is missing.` });
    if (measured.sha256 !== sha256) throw new AppError("invalid", { words: `The backup is damaged: ${name} changed.` });
  }
}

function requireKnown({ manifest }: Backup): void {
  if (manifest.database.migrations <= countMigrations()) return;
  throw new AppError("invalid", {
    words: `This backup was made by Atelier ${manifest.version}, whose tables this program does not know. Update it first.`,
  });
}

/** Whether the secret will be the one that was in use. @throws AppError `conflict` when it is not, unless forced */
function requireSecret({ manifest }: Backup, isForced: boolean): boolean {
  const { isSecretGiven, ATELIER_SECRET } = env();
  if (!isSecretGiven && manifest.secret.isIncluded) return true;
  if (fingerprintOf(ATELIER_SECRET) === manifest.secret.fingerprint) return true;
  if (isForced) return false;
  const words = isSecretGiven
    ? "ATELIER_SECRET is not the one that was in use when this backup was made."
    : "This backup comes without the secret that was in use: set ATELIER_SECRET to it.";
  throw new AppError("conflict", {
    words: `${words} Without it everyone must sign in anew, and keys of backends must be entered anew. --force restores all the same.`,
  });
}

/** Whether something is there that will be replaced. @throws AppError `conflict` when that was not asked for */
async function requireEmpty(url: string, backup: Backup, isForced: boolean): Promise<boolean> {
  const target = await inspectTarget(url);
  if (target.alive.length > 0 && !isForced) {
    const where = target.alive.join(", ");
    throw new AppError("conflict", { words: `Atelier still runs with this database (on ${where}). Stop it first.` });
  }
  const begun = await readFile(unfinishedFile(), "utf8").catch(() => null);
  if (begun === backup.name) return false;
  if (isForced) return true;
  const isOwn = target.tables === 0 || target.unfinished === backup.name;
  if (isOwn && !(await hasPictures())) return false;
  const what = isOwn ? `There are pictures in ${env().dataDir}` : "The database is not empty";
  throw new AppError("conflict", {
    words: `${what}. --force replaces the database; pictures that the backup does not name are removed by the worker, a day later or more.`,
  });
}

async function hasPictures(): Promise<boolean> {
  for await (const { key } of storage().list()) if (!key.startsWith("styles/")) return true;
  return false;
}

async function writeFiles(backup: Backup): Promise<Pick<Restored, "kept" | "written" | "damaged">> {
  const outcome = { kept: 0, written: 0, damaged: [] as string[] };
  if (!backup.manifest.files) return outcome;
  for await (const line of readBook(backup.folder)) {
    if (await isThere(line)) outcome.kept += 1;
    else if (await writeOne(backup, line)) outcome.written += 1;
    else outcome.damaged.push(line.key);
    if (outcome.damaged.length >= damagedShown) break;
  }
  return outcome;
}

async function isThere({ key, bytes, sha256 }: BookLine): Promise<boolean> {
  const opened = await storage().open(key);
  if (!opened) return false;
  if (opened.bytes !== bytes) {
    opened.stream.destroy();
    return false;
  }
  return (await measure(opened.stream)).sha256 === sha256;
}

class Damaged extends Error {}

/** Whether the file could be written; the bytes are looked at on their way, and none that are wrong get a name. */
async function writeOne({ folder }: Backup, { key, sha256 }: BookLine): Promise<boolean> {
  async function* checked() {
    const hash = createHash("sha256");
    for await (const chunk of createReadStream(path.join(folder, "files", key)) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      yield chunk;
    }
    if (hash.digest("hex") !== sha256) throw new Damaged();
  }
  try {
    // Read only when the storage asks for it, so that nothing goes wrong unheard.
    await storage().put(key, Readable.from(checked(), { objectMode: false }));
    return true;
  } catch (error) {
    if (isDamaged(error)) return false;
    throw error;
  }
}

/** Looks at every file of a backup. */
async function readFiles(backup: Backup): Promise<Pick<Restored, "kept" | "written" | "damaged">> {
  const outcome = { kept: 0, written: 0, damaged: [] as string[] };
  if (!backup.manifest.files) return outcome;
  for await (const { key, sha256 } of readBook(backup.folder)) {
    const measured = await measureFile(path.join(backup.folder, "files", key)).catch(() => null);
    if (measured?.sha256 === sha256) outcome.kept += 1;
    else outcome.damaged.push(key);
  }
  return outcome;
}

/** Not what the list says, or not there at all. */
function isDamaged(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof Damaged) return true;
    if ("syscall" in cause && cause.syscall === "open" && "code" in cause && cause.code === "ENOENT") return true;
  }
  return false;
}

function damagedTrouble(damaged: string[]): AppError {
  const names = damaged.map((key) => `\n  files/${key}`).join("");
  const more = damaged.length >= damagedShown ? "\n  and perhaps more" : "";
  return new AppError("invalid", {
    words: `These files of the backup are missing or damaged:${names}${more}\nThe database was not touched. --force restores the rest.`,
  });
}

/** A secret that was in use stays beside the one that replaces it. */
async function restoreSecret({ folder }: Backup, isInUse: boolean): Promise<void> {
  const file = path.join(env().dataDir, "secret");
  const secret = (await readFile(path.join(folder, "secret"), "utf8")).trim();
  const present = (await readFile(file, "utf8")).trim();
  if (present === secret) return;
  if (isInUse) await copyFile(file, `${file}.replaced`);
  await writeFile(`${file}.half`, secret, { mode: 0o600 });
  await rename(`${file}.half`, file);
}
