import { createHash } from "node:crypto";
import { copyFile, link, mkdir, open, stat } from "node:fs/promises";
import path from "node:path";
import { parseBlobKey, storage } from "@/lib/storage";
import { type BookLine, bookLine } from "@/lib/storage/backups";
import { readLines } from "./lines";

/** How many files are copied at the same time. */
const atOnce = 8;

/** What became of the files while they were copied. */
export interface Copied {
  count: number;
  bytes: number;
  missing: number;
  damaged: number;
}

/**
 * Copies files into a backup and tells of each what lies there. What the backup before it has already is shared with it
 * (a hard link), so that a backup costs what is new; a file that broke since then is the good one there.
 *
 * @param keys in their order
 * @param target the folder of the new backup's files
 * @param before the folder of the backup before it
 */
export async function* copyOut(
  keys: AsyncIterable<string>,
  target: string,
  before: string | null,
  copied: Copied,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const known = before === null ? null : bookOf(before);
  async function write(key: string): Promise<BookLine | null> {
    const shared = await known?.find(key);
    if (shared && before && (await share(path.join(before, "files", key), path.join(target, key), shared.bytes))) {
      return shared;
    }
    return copyOne(key, path.join(target, key), copied);
  }
  try {
    for await (const batch of batches(keys)) {
      signal.throwIfAborted();
      // The book of the backup before is asked in its order; the copying goes side by side.
      const lines = await Promise.all(batch.map(write));
      for (const line of lines) {
        if (!line) continue;
        copied.count += 1;
        copied.bytes += line.bytes;
        yield JSON.stringify(line);
      }
    }
  } finally {
    await known?.close();
  }
}

async function* batches(keys: AsyncIterable<string>): AsyncGenerator<string[]> {
  let batch: string[] = [];
  for await (const key of keys) {
    batch.push(key);
    if (batch.length < atOnce) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** The book of a backup, looked up in the order of its lines. */
function bookOf(backup: string) {
  const lines = readBook(backup);
  let next: Promise<IteratorResult<BookLine>> | null = null;
  // One question after the other.
  let turn: Promise<unknown> = Promise.resolve();
  async function seek(key: string): Promise<BookLine | null> {
    for (;;) {
      next ??= lines.next();
      const { done, value } = await next;
      if (done || value.key > key) return null;
      next = null;
      if (value.key === key) return value;
    }
  }
  return {
    find(key: string): Promise<BookLine | null> {
      const found = turn.then(() => seek(key));
      turn = found.catch(() => undefined);
      return found;
    },
    async close(): Promise<void> {
      await lines.return(undefined);
    },
  };
}

/** The files of a backup, in the order of their keys. @throws AppError `invalid` when the list is damaged */
export async function* readBook(backup: string): AsyncGenerator<BookLine> {
  for await (const line of readLines(path.join(backup, "files.jsonl.gz"))) yield bookLine.parse(JSON.parse(line));
}

/** Whether the file could be taken from the backup before. */
async function share(from: string, to: string, bytes: number): Promise<boolean> {
  const found = await stat(from).catch(() => null);
  if (!found?.isFile() || found.size !== bytes) return false;
  await mkdir(path.dirname(to), { recursive: true, mode: 0o700 });
  // Where the disk knows no links, or has no more for this file, it is copied.
  await link(from, to).catch(() => copyFile(from, to));
  return true;
}

async function copyOne(key: string, to: string, copied: Copied): Promise<BookLine | null> {
  const opened = await storage().open(key);
  if (!opened) {
    copied.missing += 1;
    return null;
  }
  await mkdir(path.dirname(to), { recursive: true, mode: 0o700 });
  const handle = await open(to, "wx", 0o600);
  const hash = createHash("sha256");
  let bytes = 0;
  try {
    for await (const chunk of opened.stream as AsyncIterable<Buffer>) {
      hash.update(chunk);
      bytes += chunk.length;
      await handle.write(chunk);
    }
    await handle.sync();
  } finally {
    opened.stream.destroy();
    await handle.close();
  }
  const sha256 = hash.digest("hex");
  const blob = parseBlobKey(key);
  if (blob?.file.startsWith("full.") && blob.sha256 !== sha256) copied.damaged += 1;
  return { key, bytes, sha256 };
}
