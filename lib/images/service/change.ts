import { inTransaction, type Transaction } from "@/db/client";
import { everyone, insertEvent } from "@/db/queries/events";
import { changeFavorite } from "@/db/queries/favorites";
import { findImage, lockImage, lockOwnImage, missingImage, updateImage } from "@/db/queries/images";
import { AppError } from "@/lib/errors";
import type { UserViewer, Viewer } from "@/lib/viewer";

/** Makes a temporary picture of one's own stay. @throws AppError `unauthenticated`, `forbidden`, `not_found`, `not_ready` */
export async function keepImage(viewer: Viewer, id: number): Promise<void> {
  if (viewer.kind !== "user") throw new AppError("unauthenticated");
  await inTransaction(async (tx) => {
    const image = await requireOwnReady(tx, viewer, id);
    if (!image.isTemp) return;
    await updateImage(tx, id, { isTemp: false, expiresAt: null });
    if (image.isPublic) await insertEvent(tx, "gallery.changed", everyone, {});
  });
}

export interface Favorite {
  id: number;
  favorite: boolean;
  likes: number;
}

/**
 * Sets or (without `favorite`) toggles whether a picture is the user's favorite. The picture's row is held
 * meanwhile, so that its count is exact however many do this at once.
 *
 * @throws AppError `not_found` for a picture the user cannot see, `not_ready` for one of their own that is being made
 */
export async function setFavorite(user: UserViewer, id: number, favorite?: boolean): Promise<Favorite> {
  return inTransaction(async (tx) => {
    if (!(await lockImage(tx, user, id))) throw await missingImage(user, id, tx);
    return { id, ...(await changeFavorite(tx, user.id, id, favorite)) };
  });
}

/** Sets or toggles whether one's own picture is private. Takes effect with the next request for any of its bytes. */
export async function setPrivate(
  user: UserViewer,
  id: number,
  isPrivate?: boolean,
): Promise<{ id: number; isPrivate: boolean }> {
  return inTransaction(async (tx) => {
    const image = await requireOwnReady(tx, user, id);
    const wanted = isPrivate ?? image.isPublic;
    if (wanted === image.isPublic) {
      await updateImage(tx, id, { isPublic: !wanted });
      await insertEvent(tx, "gallery.changed", everyone, {});
    }
    return { id, isPrivate: wanted };
  });
}

export interface ImageEdit {
  isPublic?: boolean;
  title?: string | null;
  alt?: string | null;
  isSensitive?: boolean;
}

/** Changes what one's own picture says and who sees it. @throws AppError `forbidden`, `not_found`, `not_ready` */
export async function editImage(user: UserViewer, id: number, edit: ImageEdit): Promise<void> {
  await inTransaction(async (tx) => {
    const image = await requireOwnReady(tx, user, id);
    await updateImage(tx, id, edit);
    if (edit.isPublic !== undefined && edit.isPublic !== image.isPublic) {
      await insertEvent(tx, "gallery.changed", everyone, {});
    }
  });
}

/** One's own finished picture that is not in the trash, held until the transaction ends. */
async function requireOwnReady(tx: Transaction, viewer: Viewer, id: number) {
  const image = await lockOwnImage(tx, viewer, id);
  if (image?.state !== "ready" || image.trashedAt || image.hiddenAt) throw await notMine(tx, viewer, id);
  return image;
}

/** 403 for a picture the viewer can see but does not own, 404 for one it cannot see. */
export async function notMine(tx: Transaction, viewer: Viewer, id: number): Promise<AppError> {
  return (await findImage(viewer, { id })) ? new AppError("forbidden") : missingImage(viewer, id, tx);
}
