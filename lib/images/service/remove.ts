import { inTransaction, type Transaction } from "@/db/client";
import { releaseBlobs } from "@/db/queries/blobs";
import { everyone, insertEvent } from "@/db/queries/events";
import { deleteImages, listOwnChildren, lockImage, lockOwnImage, lockTrash, updateImage } from "@/db/queries/images";
import { clock } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { enqueue } from "@/lib/queue";
import { blobRemove } from "@/lib/queue/jobs";
import type { UserViewer, Viewer } from "@/lib/viewer";
import { canRemove } from "../policy";
import { notMine } from "./change";

export interface RemoveOptions {
  /** At once and for good instead of to the trash. */
  permanent?: boolean;
  /** Also what the same maker made from it. */
  cascade?: boolean;
}

/**
 * Moves a picture to the trash, or takes it away for good. Temporary pictures have no trash.
 *
 * @throws AppError `unauthenticated`, `forbidden`, `not_found`, `not_ready`
 */
export async function removeImage(viewer: Viewer, id: number, options: RemoveOptions = {}): Promise<void> {
  await inTransaction(async (tx) => {
    const image = (await lockOwnImage(tx, viewer, id)) ?? (await lockImage(tx, viewer, id));
    if (image?.state !== "ready" || image.hiddenAt || (image.trashedAt && !options.permanent)) {
      throw await notMine(tx, viewer, id);
    }
    if (!canRemove(viewer, image)) throw new AppError(viewer.kind === "nobody" ? "unauthenticated" : "forbidden");
    const children = options.cascade && viewer.kind !== "nobody" ? await listOwnChildren(tx, viewer, id) : [];
    const all = [image, ...children.filter((child) => canRemove(viewer, child))];
    const forGood = all.filter((one) => options.permanent || one.isTemp);
    for (const one of all) if (!forGood.includes(one)) await updateImage(tx, one.id, { trashedAt: clock.now() });
    await removeForGood(tx, forGood);
    await insertEvent(tx, "gallery.changed", everyone, {});
  });
}

/** Takes a temporary picture of one's own away for good. @throws AppError `forbidden`, `not_found` */
export async function discardImage(viewer: Viewer, id: number): Promise<void> {
  await inTransaction(async (tx) => {
    const image = await lockOwnImage(tx, viewer, id);
    if (image?.state !== "ready" || image.trashedAt || image.hiddenAt) throw await notMine(tx, viewer, id);
    if (!image.isTemp) {
      throw new AppError("forbidden", { words: "This picture was kept; move it to the trash instead." });
    }
    await removeForGood(tx, [image]);
  });
}

/** Brings one's own picture back from the trash. @throws AppError `forbidden`, `not_found`, `not_ready` */
export async function restoreImage(viewer: Viewer, id: number): Promise<void> {
  await inTransaction(async (tx) => {
    const image = await lockOwnImage(tx, viewer, id);
    if (image?.state !== "ready" || image.hiddenAt) throw await notMine(tx, viewer, id);
    if (!image.trashedAt) return;
    await updateImage(tx, id, { trashedAt: null });
    await insertEvent(tx, "gallery.changed", everyone, {});
  });
}

const emptiedAtOnce = 200;

/** Takes everything in one's trash away for good. Answers how many pictures that were. */
export async function emptyTrash(user: UserViewer): Promise<number> {
  for (let removed = 0; ; ) {
    const gone = await inTransaction(async (tx) => {
      const trashed = (await lockTrash(tx, user, emptiedAtOnce)).filter((image) => canRemove(user, image));
      await removeForGood(tx, trashed);
      return trashed.length;
    });
    removed += gone;
    if (gone < emptiedAtOnce) return removed;
  }
}

/** Rows and references now; files of what nothing shows any more by jobs written with it. */
export async function removeForGood(tx: Transaction, gone: { id: number; blobId: number | null }[]): Promise<void> {
  await deleteImages(
    tx,
    gone.map((image) => image.id),
  );
  const orphans = await releaseBlobs(
    tx,
    gone.map((image) => image.blobId),
  );
  await enqueue(
    tx,
    blobRemove,
    orphans.map((sha256) => ({ sha256 })),
    { lane: "system" },
  );
}
