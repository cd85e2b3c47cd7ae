import { randomInt } from "node:crypto";
import { database, inTransaction } from "@/db/client";
import { findKnownHashes, listShownBlobs, removeUnknownBlob } from "@/db/queries/blobs";
import { markMissing } from "@/db/queries/images";
import { clock, fromNow } from "@/lib/clock";
import { limits } from "@/lib/limits";
import { log } from "@/lib/log";
import { parseBlobKey, storage } from "@/lib/storage";
import { pictureKey } from "@/lib/storage/pictures";

const folders = 256;
const batch = 500;

/**
 * Compares the files there are with the rows that name them, folder by folder from one taken by chance, for at most
 * `budgetMs`: a small storage is gone through each time, a large one in many. Files older than a day that no row names
 * are removed. Pictures whose file is gone are marked, and those whose file is back are not any more; rows never go.
 *
 * @throws AppError `unavailable` as soon as the storage cannot be reached: then nothing is known to be gone
 */
export async function patrolFiles(budgetMs: number, signal: AbortSignal): Promise<void> {
  const until = clock.now().getTime() + budgetMs;
  const first = randomInt(folders);
  for (let step = 0; step < folders; step++) {
    signal.throwIfAborted();
    await patrolFolder(((first + step) % folders).toString(16).padStart(2, "0"));
    if (clock.now().getTime() > until) return;
  }
}

async function patrolFolder(prefix: string): Promise<void> {
  // Rows first: what is stored after they were read must not look like a stranger's for being younger than them.
  const shown = await listShownBlobs(prefix);
  const before = fromNow(-limits.unreferencedFileMs);
  const found = new Set<string>();
  const old = new Map<string, string[]>();
  for await (const { key, modifiedAt } of storage().list(`${prefix}/`)) {
    found.add(key);
    const blob = parseBlobKey(key);
    if (blob && modifiedAt < before) old.set(blob.sha256, [...(old.get(blob.sha256) ?? []), key]);
  }
  await markFolder(shown, found);
  await removeUnknown(old);
}

async function markFolder(shown: Awaited<ReturnType<typeof listShownBlobs>>, found: Set<string>): Promise<void> {
  const present: number[] = [];
  const missing: number[] = [];
  for (const { id, sha256, mime } of shown) {
    const key = pictureKey(sha256, mime);
    // Asked for by itself once more: a disk that went away while it was listed looks like an empty folder.
    const isThere = found.has(key) || (await storage().exists(key));
    (isThere ? present : missing).push(id);
  }
  for (let at = 0; at < present.length; at += batch) await markMissing(present.slice(at, at + batch), false);
  const marked = await markMissing(missing, true);
  if (marked > 0) log.error({ pictures: marked }, "files of pictures are missing");
}

async function removeUnknown(files: Map<string, string[]>): Promise<void> {
  const known = await findKnownHashes(database(), [...files.keys()]);
  for (const [sha256, keys] of files) {
    if (known.has(sha256)) continue;
    await inTransaction((tx) =>
      removeUnknownBlob(tx, sha256, async () => {
        for (const key of keys) await storage().remove(key);
      }),
    );
  }
}
