import { randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { copyFile, mkdir, readdir, rename, rm, stat, statfs, writeFile } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { openSnapshot, type Snapshot } from "@/db/dump";
import { clock, dayMs } from "@/lib/clock";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { fingerprintOf } from "@/lib/keys";
import { blobKey, storage } from "@/lib/storage";
import { type Backup, backupFormat, listBackupsIn, type Manifest } from "@/lib/storage/backups";
import { pictureKey } from "@/lib/storage/pictures";
import { version } from "@/package.json";
import { type Copied, copyOut } from "./files";
import { type Measured, syncFile, writeLines } from "./lines";

export interface BackupOptions {
  /** Where it becomes a folder of its own. */
  folder: string;
  /** Pictures too, not the database alone. */
  withFiles: boolean;
  /** The secret too, when it is kept in a file. */
  withSecret: boolean;
  reason: Manifest["reason"];
  /** Of the database; without it the installation's own. */
  url?: string;
  signal?: AbortSignal;
}

/** Room that is left free on the disk of a backup. */
const roomLeftBytes = 100 * 1024 * 1024;

/**
 * Makes a backup while everything goes on: the database as it is at one moment, then the files that its rows name,
 * which nobody removes meanwhile. It has its name only when it is whole and on the disk.
 *
 * @throws AppError `conflict` while another is being made, `unavailable` without room; the signal's reason
 */
export async function makeBackup(options: BackupOptions): Promise<Backup> {
  const { folder, reason } = options;
  const url = options.url ?? env().DATABASE_URL;
  if (!url) throw new Error("DATABASE_URL is not set.");
  await makeFolder(folder);
  const snapshot = await openSnapshot(url);
  if (!snapshot) throw new AppError("conflict", { words: "A backup is being made at this moment." });
  const part = path.join(folder, `.atelier-${randomUUID()}.part`);
  try {
    await removeLeftovers(folder);
    await mkdir(part, { mode: 0o700 });
    const manifest = await fill(part, snapshot, options);
    const name = await freeName(folder, reason);
    await writeFile(path.join(part, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
    await syncFile(path.join(part, "manifest.json"));
    await syncFile(part);
    await rename(part, path.join(folder, name));
    await syncFile(folder);
    return { folder: path.join(folder, name), name, manifest };
  } catch (error) {
    snapshot.destroy();
    await rm(part, { recursive: true, force: true });
    throw fullDisk(error) ? new AppError("unavailable", { words: `There is no room left in ${folder}.` }) : error;
  }
}

async function fill(part: string, snapshot: Snapshot, options: BackupOptions): Promise<Manifest> {
  const { folder, withFiles, withSecret, reason, signal = new AbortController().signal } = options;
  const madeAt = clock.now().toISOString();
  const [before] = withFiles ? (await listBackupsIn(folder)).filter(({ manifest }) => manifest.files !== null) : [];
  await requireRoom(folder, snapshot, withFiles ? (before?.manifest.files?.bytes ?? 0) : null);
  const database = await writeLines(path.join(part, "database.sql.gz"), snapshot.statements(signal));
  const wanted = path.join(part, "wanted");
  if (withFiles) await pipeline(Readable.from(keysOf(snapshot)), createWriteStream(wanted, { mode: 0o600 }));
  await snapshot.end();
  const files = withFiles ? await fillFiles(part, wanted, before?.folder ?? null, signal) : null;
  await snapshot.close();
  return {
    product: "Atelier",
    format: backupFormat,
    version,
    madeAt,
    reason,
    database: {
      ...database,
      server: snapshot.server,
      migrations: snapshot.migrations,
      tables: Object.fromEntries(snapshot.rows),
    },
    files,
    secret: await fillSecret(part, withSecret),
  };
}

async function fillFiles(
  part: string,
  wanted: string,
  before: string | null,
  signal: AbortSignal,
): Promise<Manifest["files"]> {
  const copied: Copied = { count: 0, bytes: 0, missing: 0, damaged: 0 };
  const lines = copyOut(wantedKeys(wanted), path.join(part, "files"), before, copied, signal);
  const { sha256 }: Measured = await writeLines(path.join(part, "files.jsonl.gz"), lines);
  await rm(wanted);
  return { ...copied, sha256 };
}

/** The files that the snapshot's rows name, in the order of their keys. */
async function* keysOf(snapshot: Snapshot): AsyncGenerator<string> {
  for await (const { sha256, mime, variants } of snapshot.blobs()) {
    const keys = [pictureKey(sha256, mime), ...variants.map((name) => blobKey(sha256, `${name}.webp`))];
    yield `${keys.sort().join("\n")}\n`;
  }
}

/** And the preview pictures of styles. What people had put together to download is not kept. */
async function* wantedKeys(wanted: string): AsyncGenerator<string> {
  yield* createInterface({ input: createReadStream(wanted), crlfDelay: Number.POSITIVE_INFINITY });
  for await (const { key } of storage().list("styles/")) yield key;
}

async function fillSecret(part: string, withSecret: boolean): Promise<Manifest["secret"]> {
  const { ATELIER_SECRET, isSecretGiven, dataDir } = env();
  const isIncluded = withSecret && !isSecretGiven;
  if (isIncluded) await copyFile(path.join(dataDir, "secret"), path.join(part, "secret"));
  return { fingerprint: fingerprintOf(ATELIER_SECRET), isIncluded };
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new AppError("unavailable", { words: `${folder} cannot be written.`, cause });
  }
}

/** @param sharedBytes what the backup before has already; null when no files are wanted */
async function requireRoom(folder: string, snapshot: Snapshot, sharedBytes: number | null): Promise<void> {
  const { rows, files } = await snapshot.size();
  // Rows as text are about as long as in the tables, and shrink to a third or less.
  const needed = rows / 3 + (sharedBytes === null ? 0 : Math.max(0, files - sharedBytes));
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize >= needed + roomLeftBytes) return;
  const [free, wanted] = [bavail * bsize, needed + roomLeftBytes].map((bytes) => Math.ceil(bytes / 1e6));
  throw new AppError("unavailable", { words: `${folder} has ${free} MB free; a backup needs about ${wanted} MB.` });
}

/** What a killed backup left; one that is being made elsewhere is not a day old. */
async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!/^\.atelier-.*\.part$/.test(name)) continue;
    const place = path.join(folder, name);
    const { mtimeMs } = await stat(place);
    if (clock.now().getTime() - mtimeMs > dayMs) await rm(place, { recursive: true, force: true });
  }
}

async function freeName(folder: string, reason: Manifest["reason"]): Promise<string> {
  const [date, time] = clock.now().toISOString().slice(0, 19).replace(/[-:]/g, "").split("T");
  const name = `atelier-${date}-${time}${reason === "migration" ? "-before-migration" : ""}`;
  const taken = new Set(await readdir(folder));
  for (let n = 1; ; n++) {
    const wished = n === 1 ? name : `${name}-${n}`;
    if (!taken.has(wished)) return wished;
  }
}

function fullDisk(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT");
}
