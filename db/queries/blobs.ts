import { and, eq, gt, inArray, like, lt, sql } from "drizzle-orm";
import { clock } from "@/lib/clock";
import { database, type Executor, type Transaction } from "../client";
import { guardName } from "../dump";
import { blobs, variants } from "../schema";

export interface NewBlob {
  sha256: string;
  mime: string;
  bytes: number;
  width: number;
  height: number;
  thumbhash: string;
  dominantColor: string;
  variants: { name: string; mime: string; bytes: number; width: number; height: number }[];
}

/**
 * Counts one more reference to a blob and holds its row until the transaction ends, so that no removal of its
 * files can run between. Within the lock `store` must see to it that the files are there.
 */
export async function acquireBlob(tx: Transaction, blob: NewBlob, store: () => Promise<void>): Promise<number> {
  const { variants: derived, ...row } = blob;
  await tx
    .insert(blobs)
    .values({ ...row, refs: 1, createdAt: clock.now() })
    .onDuplicateKeyUpdate({ set: { refs: sql`${blobs.refs} + 1` } });
  const [found] = await tx.select({ id: blobs.id }).from(blobs).where(eq(blobs.sha256, blob.sha256));
  if (!found) throw new Error("A blob just written was not found.");
  if (derived.length > 0) {
    await tx
      .insert(variants)
      .values(derived.map((variant) => ({ ...variant, blobId: found.id })))
      .onDuplicateKeyUpdate({ set: { bytes: sql`values(bytes)` } });
  }
  await store();
  return found.id;
}

/** Counts one reference less for each id (an id may come more than once); answers the hashes nothing shows now. */
export async function releaseBlobs(tx: Transaction, ids: (number | null)[]): Promise<string[]> {
  const counts = new Map<number, number>();
  for (const id of ids) if (id !== null) counts.set(id, (counts.get(id) ?? 0) + 1);
  // In the order of the ids, so that two releases never wait for each other in a circle.
  for (const [id, gone] of [...counts].sort(([a], [b]) => a - b)) {
    await tx
      .update(blobs)
      .set({ refs: sql`${blobs.refs} - ${gone}` })
      .where(eq(blobs.id, id));
  }
  if (counts.size === 0) return [];
  const rows = await tx
    .select({ sha256: blobs.sha256 })
    .from(blobs)
    .where(and(inArray(blobs.id, [...counts.keys()]), eq(blobs.refs, 0)));
  return rows.map((row) => row.sha256);
}

/** Whether a backup is being made that still needs the files that its snapshot names. */
export async function areFilesGuarded(on: Executor): Promise<boolean> {
  const [rows] = await on.execute(sql`select is_used_lock(${sql.raw(guardName)}) is not null as guarded`);
  const [row] = rows as unknown as { guarded: number }[];
  return Number(row?.guarded) === 1;
}

/**
 * Removes a blob that nothing shows: `erase` takes its files away while its row is held.
 *
 * @returns false when a backup guards the files: then all of it stays, to be removed later
 */
export async function removeBlob(tx: Transaction, sha256: string, erase: () => Promise<void>): Promise<boolean> {
  const [row] = await tx
    .select({ id: blobs.id, refs: blobs.refs })
    .from(blobs)
    .where(eq(blobs.sha256, sha256))
    .for("update");
  if (!row || row.refs > 0) return true;
  if (await areFilesGuarded(tx)) return false;
  await erase();
  await tx.delete(blobs).where(eq(blobs.id, row.id));
  return true;
}

/**
 * Removes a file that no blob names. A row of that hash is written first and held, so that nobody can come to
 * count on the file while it goes.
 */
export async function removeUnknownBlob(tx: Transaction, sha256: string, erase: () => Promise<void>): Promise<void> {
  const nothing = { mime: "", bytes: 0, width: 0, height: 0, thumbhash: "", dominantColor: "" };
  const [claimed] = await tx
    .insert(blobs)
    .ignore()
    .values({ ...nothing, sha256, refs: 0, createdAt: clock.now() });
  if (claimed.affectedRows === 0) return;
  await erase();
  await tx.delete(blobs).where(eq(blobs.sha256, sha256));
}

/** Hashes of blobs older than `before` that nothing shows. */
export async function listUnshownBlobs(before: Date, limit: number): Promise<string[]> {
  const rows = await database()
    .select({ sha256: blobs.sha256 })
    .from(blobs)
    .where(and(eq(blobs.refs, 0), lt(blobs.createdAt, before)))
    .limit(limit);
  return rows.map((row) => row.sha256);
}

/** Blobs that are shown and whose hash begins so. */
export async function listShownBlobs(prefix: string) {
  return database()
    .select({ id: blobs.id, sha256: blobs.sha256, mime: blobs.mime })
    .from(blobs)
    .where(and(like(blobs.sha256, `${prefix}%`), gt(blobs.refs, 0)));
}

/** Which of these hashes have a row. */
export async function findKnownHashes(on: Executor, hashes: string[]): Promise<Set<string>> {
  if (hashes.length === 0) return new Set();
  const rows = await on.select({ sha256: blobs.sha256 }).from(blobs).where(inArray(blobs.sha256, hashes));
  return new Set(rows.map((row) => row.sha256));
}
