import { inTransaction } from "@/db/client";
import { insertAuditEntry } from "@/db/queries/audit";
import { findLookedMedia, type MediaImage } from "@/db/queries/media";
import { findAnyImage, type ModeratedRow } from "@/db/queries/moderation";
import { readToken, signToken } from "@/lib/auth/signed";
import { AppError } from "@/lib/errors";
import { isUuid } from "@/lib/ids";
import { limits } from "@/lib/limits";
import type { UserViewer, Viewer } from "@/lib/viewer";
import { requireModerator } from "../policy";
import { type ModeratedDto, moderatedDto } from "../schema";

/**
 * Lets an administrator look at any picture, private ones too, for a short while: the reason is noted for good before
 * anything is shown.
 *
 * @param picture its id, its uuid, or an address that ends in one
 * @returns what proves it, good for this administrator alone and for `limits.lookMs`
 * @throws AppError `not_found` to everyone but administrators, `invalid` when there is no such picture
 */
export async function lookAtImage(viewer: Viewer, picture: string, reason: string): Promise<string> {
  const admin = requireModerator(viewer);
  const named = readName(picture);
  const row = named && (await findAnyImage(named));
  if (!row) throw new AppError("invalid", { fields: { picture: ["There is no such picture."] } });
  await inTransaction(async (tx) => {
    const subject = `image:${row.id}`;
    const after = { uuid: row.uuid, public: row.isPublic };
    await insertAuditEntry(tx, { actorId: admin.id, action: "picture.look", subject, after, reason });
  });
  return signToken("look", admin.id, { image: row.id }, limits.lookMs);
}

/** What an administrator looks at. @throws AppError `not_found` when the look is over, another's, or the picture is gone */
export async function getLooked(viewer: Viewer, look: string): Promise<ModeratedDto & { isPublic: boolean }> {
  const row = await findLooked(viewer, look);
  return { ...moderatedDto(row, 0, look), isPublic: row.isPublic };
}

async function findLooked(viewer: Viewer, look: string): Promise<ModeratedRow> {
  const admin = requireModerator(viewer);
  const id = await readLook(admin, look);
  const row = id === null ? null : await findAnyImage({ id });
  if (!row) throw new AppError("not_found");
  return row;
}

/** The picture that a look of this administrator is at; null for none, and for those at everyone's pictures. */
export async function readLook(viewer: Viewer, look: string): Promise<number | null> {
  const read = await readToken("look", look);
  if (viewer.kind !== "user" || viewer.role !== "admin" || read?.subject !== viewer.id) return null;
  const { image } = read.claims;
  return typeof image === "number" ? image : null;
}

/** Proves for a while that an administrator is at the lists of everyone's pictures, those taken from view included. */
export function signModeration(admin: UserViewer): Promise<string> {
  return signToken("look", admin.id, { moderated: true }, limits.lookMs);
}

/** The bytes of a picture for an administrator who proves to be at it; null for everyone and everything else. */
export async function findLookedBytes(viewer: Viewer, look: string, uuid: string): Promise<MediaImage | null> {
  const read = await readToken("look", look);
  if (viewer.kind !== "user" || viewer.role !== "admin" || read?.subject !== viewer.id) return null;
  if (read.claims.moderated === true) return findLookedMedia(uuid, null);
  const { image } = read.claims;
  return typeof image === "number" ? findLookedMedia(uuid, image) : null;
}

function readName(picture: string): { id: number } | { uuid: string } | null {
  if (/^\d{1,15}$/.test(picture)) return { id: Number(picture) };
  const uuid = picture
    .toLowerCase()
    .split(/[/?#\s]+/)
    .find(isUuid);
  return uuid ? { uuid } : null;
}
