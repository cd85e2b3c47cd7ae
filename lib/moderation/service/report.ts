import { createHmac } from "node:crypto";
import { isIPv6 } from "node:net";
import { inTransaction, type Transaction } from "@/db/client";
import { insertAuditEntry } from "@/db/queries/audit";
import { everyone, insertEvent } from "@/db/queries/events";
import { type LockedImage, lockImage, lockOwnImage, missingImage, updateImage } from "@/db/queries/images";
import { findHiddenOf, listHiddenOf } from "@/db/queries/moderation";
import { notify, notifyAdministrators } from "@/db/queries/notifications";
import { countReports, insertReport } from "@/db/queries/reports";
import { findSetting } from "@/db/queries/settings";
import { prefixOf } from "@/lib/auth/origin";
import { clock } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { keyFor } from "@/lib/keys";
import { noticeTitle } from "@/lib/notices";
import { type UserViewer, type Viewer, viewerKey } from "@/lib/viewer";
import { type ModeratedDto, type ModeratedPageDto, moderatedDto, type ReportInput } from "../schema";
import { orFirst, pageOf, readPlace } from "./read";

/**
 * Reports a picture that everyone sees. Enough reports, each by somebody else, take it from view until an administrator
 * decides, unless one found before that there is nothing wrong with it. To report twice is to report once.
 *
 * @param address the true address of a visitor, of whom only a keyed hash is kept
 * @throws AppError `not_found`, `not_ready`, `forbidden` for one's own
 */
export async function reportImage(viewer: Viewer, address: string, id: number, input: ReportInput): Promise<void> {
  const toHide = await findSetting("reports_to_hide");
  await inTransaction(async (tx) => {
    const image = await lockImage(tx, viewer, id);
    if (!image) throw await missingImage(viewer, id, tx);
    if (!image.isPublic || image.isTemp || isOf(viewer, image)) {
      throw new AppError("forbidden", { words: "This is a picture of your own." });
    }
    const reporterId = viewer.kind === "user" ? viewer.id : null;
    const report = { imageId: id, reporter: reporterOf(viewer, address), reporterId, ...input };
    if (!(await insertReport(tx, report))) return;
    const { open, dismissed } = await countReports(tx, id);
    if (toHide > 0 && open >= toHide && dismissed === 0) await hideForReports(tx, image, open);
  });
}

async function hideForReports(tx: Transaction, image: LockedImage, open: number): Promise<void> {
  const { id, uuid, userId } = image;
  await updateImage(tx, id, { hiddenAt: clock.now(), hiddenReason: null, hiddenAnswer: null });
  const subject = `image:${id}`;
  const after = { hidden: true, reports: open };
  await insertAuditEntry(tx, { actorId: null, action: "picture.hide", subject, before: { hidden: false }, after });
  if (userId !== null) {
    await notify(tx, userId, "picture.hidden", { imageUuid: uuid, title: noticeTitle(image), reason: null });
  }
  await notifyAdministrators(tx, "moderation.waiting", { imageUuid: uuid, why: "reports" });
  await insertEvent(tx, "gallery.changed", everyone, {});
}

/**
 * Says something to one's picture being hidden, once each time it is.
 *
 * @throws AppError `forbidden`, `not_found`, `not_ready`, `conflict` when it is not hidden or was answered
 */
export async function answerHidden(user: UserViewer, id: number, answer: string): Promise<void> {
  await inTransaction(async (tx) => {
    const image = await lockOwnImage(tx, user, id);
    if (image?.state !== "ready" || image.trashedAt) {
      throw (await lockImage(tx, user, id)) ? new AppError("forbidden") : await missingImage(user, id, tx);
    }
    if (!image.hiddenAt || image.hiddenAnswer !== null) {
      throw new AppError("conflict", image.hiddenAt ? { words: "You have answered already." } : {});
    }
    await updateImage(tx, id, { hiddenAnswer: answer });
    await notifyAdministrators(tx, "moderation.waiting", { imageUuid: image.uuid, why: "answer" });
  });
}

/** A page of one's own pictures that were taken from view, the latest first. */
export async function listOwnHidden(user: UserViewer, limit: number, cursor?: string): Promise<ModeratedPageDto> {
  const rows = await listHiddenOf(user, limit + 1, readPlace("own", cursor));
  return pageOf(rows, limit, "own", (row) => moderatedDto(row, 0, null));
}

/** The same for a page of its own. */
export async function openOwnHidden(user: UserViewer, limit: number, cursor?: string): Promise<ModeratedPageDto> {
  return orFirst(cursor, (place) => listOwnHidden(user, limit, place));
}

/** One of them; null for every other picture. */
export async function findOwnHidden(viewer: Viewer, uuid: string): Promise<ModeratedDto | null> {
  const row = viewer.kind === "user" ? await findHiddenOf(viewer, uuid) : null;
  return row && moderatedDto(row, 0, null);
}

function isOf(viewer: Viewer, image: LockedImage): boolean {
  return viewer.kind === "user" && image.userId === viewer.id;
}

/** A user, or the address of anybody else, whose guest cookie is free to throw away; of IPv6 what one household has. */
function reporterOf(viewer: Viewer, address: string): string {
  const place = isIPv6(address) ? prefixOf(address) : address;
  const who = viewer.kind === "user" ? viewerKey(viewer) : `a:${place}`;
  return createHmac("sha256", keyFor("report")).update(who).digest("base64url");
}
