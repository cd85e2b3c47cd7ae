import { createHash, randomInt } from "node:crypto";
import { statfs } from "node:fs/promises";
import { database } from "@/db/client";
import { findKnownHashes } from "@/db/queries/blobs";
import { type BlobFacts, findBlobBounds, listBlobsAfter } from "@/db/queries/health";
import { clock } from "@/lib/clock";
import { env } from "@/lib/env";
import { limits } from "@/lib/limits";
import { blobKey, parseBlobKey, storage } from "@/lib/storage";
import { pictureKey } from "@/lib/storage/pictures";
import { type Examination, type FindingDto, finding } from "../schema";

const megabyte = 1_000_000;
const fullBytes = 200 * megabyte;
const lowBytes = 1000 * megabyte;
/** So many blobs are looked at in so many places taken by chance, when not all are. */
const sampled = { places: 20, each: 5 };
const batch = 200;
/** So many files are named. */
const namedMax = 5;

/** Whether the folder of pictures is there and can be written, and the disk has room. */
export async function examineStorage(): Promise<FindingDto[]> {
  const health = await storage().check();
  if (!health.ok) {
    const code =
      health.reason === "full" ? "diskFull" : health.reason === "missing" ? "storageMissing" : "storageFailing";
    return [finding(code, { detail: health.adminDetail, folder: env().dataDir, megabytes: 0 })];
  }
  const folder = env().dataDir;
  const { bavail, bsize } = await statfs(folder);
  const free = Math.min(health.freeBytes, bavail * bsize);
  const megabytes = Math.floor(free / megabyte);
  if (free < fullBytes) return [finding("diskFull", { folder, megabytes, detail: "" })];
  if (free < lowBytes) return [finding("diskLow", { folder, megabytes })];
  return [finding("storageFine", { folder, megabytes })];
}

interface Tally {
  looked: number;
  missing: Names;
  damaged: Names;
}

interface Names {
  count: number;
  first: string[];
}

/**
 * Whether the files that rows name are there with the content they should have; of all of them, or of some taken by
 * chance. When all are looked at, also which files no row names; those younger than a day may be on their way.
 */
export async function examineFiles({ isThorough, signal }: Examination): Promise<FindingDto[]> {
  const tally: Tally = { looked: 0, missing: { count: 0, first: [] }, damaged: { count: 0, first: [] } };
  for await (const blob of isThorough ? allBlobs() : someBlobs()) {
    signal.throwIfAborted();
    await look(blob, tally);
  }
  const found: FindingDto[] = [];
  const { looked, missing, damaged } = tally;
  if (missing.count > 0) found.push(finding("filesMissing", { count: missing.count, names: missing.first.join(", ") }));
  if (damaged.count > 0) found.push(finding("filesDamaged", { count: damaged.count, names: damaged.first.join(", ") }));
  if (found.length === 0) found.push(finding("filesFine", { count: looked, all: isThorough ? "yes" : "no" }));
  return isThorough ? [...found, ...(await findUntracked(signal))] : found;
}

async function* allBlobs(): AsyncGenerator<BlobFacts> {
  for (let after = 0; ; ) {
    const blobs = await listBlobsAfter(after, batch);
    yield* blobs;
    if (blobs.length < batch) return;
    after = blobs.at(-1)?.id ?? after;
  }
}

async function* someBlobs(): AsyncGenerator<BlobFacts> {
  const bounds = await findBlobBounds();
  if (!bounds) return;
  const { first, last } = bounds;
  const isFew = last - first < sampled.places * sampled.each;
  if (isFew) return yield* await listBlobsAfter(first - 1, sampled.places * sampled.each);
  const seen = new Set<number>();
  for (let place = 0; place < sampled.places; place++) {
    for (const blob of await listBlobsAfter(randomInt(first - 1, last), sampled.each)) {
      if (!seen.has(blob.id)) yield blob;
      seen.add(blob.id);
    }
  }
}

/** A picture's own file is its content's hash; of the smaller ones only the length is known. */
async function look({ sha256, mime, bytes, variants }: BlobFacts, tally: Tally): Promise<void> {
  tally.looked += 1;
  const full = pictureKey(sha256, mime);
  const read = await readHash(full);
  if (!read) note(tally.missing, full);
  else if (read.sha256 !== sha256 || read.bytes !== bytes) note(tally.damaged, full);
  for (const variant of variants) {
    const key = blobKey(sha256, `${variant.name}.webp`);
    const opened = await storage().open(key);
    opened?.stream.destroy();
    if (!opened) note(tally.missing, key);
    else if (opened.bytes !== variant.bytes) note(tally.damaged, key);
  }
}

async function readHash(key: string): Promise<{ bytes: number; sha256: string } | null> {
  const opened = await storage().open(key);
  if (!opened) return null;
  const hash = createHash("sha256");
  for await (const chunk of opened.stream) hash.update(chunk);
  return { bytes: opened.bytes, sha256: hash.digest("hex") };
}

function note(names: Names, key: string): void {
  names.count += 1;
  if (names.first.length < namedMax) names.first.push(key);
}

async function findUntracked(signal: AbortSignal): Promise<FindingDto[]> {
  const untracked: Names = { count: 0, first: [] };
  let bytes = 0;
  const old = clock.now().getTime() - limits.unreferencedFileMs;
  let waiting: { key: string; sha256: string; bytes: number }[] = [];
  async function decide(): Promise<void> {
    const known = await findKnownHashes(database(), [...new Set(waiting.map(({ sha256 }) => sha256))]);
    for (const file of waiting) {
      if (known.has(file.sha256)) continue;
      note(untracked, file.key);
      bytes += file.bytes;
    }
    waiting = [];
  }
  for await (const file of storage().list()) {
    signal.throwIfAborted();
    const blob = parseBlobKey(file.key);
    if (!blob || file.modifiedAt.getTime() > old) continue;
    waiting.push({ key: file.key, sha256: blob.sha256, bytes: file.bytes });
    if (waiting.length >= batch) await decide();
  }
  await decide();
  if (untracked.count === 0) return [];
  const megabytes = Math.ceil(bytes / megabyte);
  return [finding("filesUntracked", { count: untracked.count, megabytes, names: untracked.first.join(", ") })];
}
