import { inTransaction, type Transaction } from "@/db/client";
import { insertAuditEntry } from "@/db/queries/audit";
import { everyone, insertEvent } from "@/db/queries/events";
import { updateImages } from "@/db/queries/images";
import { type DecidedImage, lockModerated, lockQuestioned } from "@/db/queries/moderation";
import { notify } from "@/db/queries/notifications";
import { decideReports } from "@/db/queries/reports";
import { clock } from "@/lib/clock";
import { noticeTitle } from "@/lib/notices";
import type { UserViewer, Viewer } from "@/lib/viewer";
import { requireModerator } from "../policy";
import type { DecideInput, Decision } from "../schema";
import { readLook } from "./look";

/**
 * An administrator's decision on pictures: take them from view, show them again, or remove them for good. Reports that
 * wait are decided with it. Makers and users who reported are told, and each decision is noted with its reason.
 *
 * @returns how many pictures it changed something for; others are gone, decided already, or not to be decided on
 * @throws AppError `not_found` to everyone but administrators
 */
export async function decideImages(viewer: Viewer, input: DecideInput): Promise<number> {
  const admin = requireModerator(viewer);
  const ids = [...new Set(input.ids)].sort((a, b) => a - b);
  if (input.decision === "show") return inTransaction((tx) => show(tx, admin, ids));
  const looked = input.look === undefined ? null : await readLook(admin, input.look);
  return inTransaction(async (tx) => {
    const found = await lockModerated(tx, ids, looked);
    return input.decision === "hide" ? hide(tx, admin, found, input.reason) : remove(tx, admin, found, input.reason);
  });
}

async function hide(tx: Transaction, admin: UserViewer, found: DecidedImage[], reason: string): Promise<number> {
  const change = { hiddenAt: clock.now(), hiddenReason: reason };
  const [shown, hidden] = [found.filter((one) => !one.hiddenAt), found.filter((one) => one.hiddenAt)];
  await updateImages(tx, idsOf(shown), { ...change, hiddenAnswer: null });
  // Whoever answered while it was hidden by reports has answered.
  await updateImages(tx, idsOf(hidden), change);
  await decided(tx, admin, found, "hide", reason);
  for (const image of found) {
    await tellMaker(image, (userId, title) =>
      notify(tx, userId, "picture.hidden", { imageUuid: image.uuid, title, reason }),
    );
  }
  return found.length;
}

async function show(tx: Transaction, admin: UserViewer, ids: number[]): Promise<number> {
  const found = await lockQuestioned(tx, ids);
  const hidden = found.filter((one) => one.hiddenAt);
  await updateImages(tx, idsOf(hidden), { hiddenAt: null, hiddenReason: null, hiddenAnswer: null });
  await decided(tx, admin, found, "show");
  for (const image of hidden) {
    await tellMaker(image, (userId, title) => notify(tx, userId, "picture.shown", { imageUuid: image.uuid, title }));
  }
  return found.length;
}

/** From this moment nobody sees them; the next sweep takes rows and bytes, as of what lay in the trash for ever. */
async function remove(tx: Transaction, admin: UserViewer, found: DecidedImage[], reason: string): Promise<number> {
  await updateImages(tx, idsOf(found), { hiddenAt: clock.now(), hiddenReason: reason, trashedAt: new Date(0) });
  await decided(tx, admin, found, "remove", reason);
  for (const image of found) {
    await tellMaker(image, (userId, title) => notify(tx, userId, "picture.removed", { title, reason }));
  }
  return found.length;
}

const actions = { hide: "picture.hide", show: "picture.show", remove: "picture.remove" } as const;

async function decided(
  tx: Transaction,
  admin: UserViewer,
  found: DecidedImage[],
  decision: Decision,
  reason?: string,
): Promise<void> {
  const waiting = await decideReports(tx, idsOf(found), decision === "show" ? "dismissed" : "upheld", admin.id);
  for (const image of found) {
    const reports = waiting.filter(({ imageId }) => imageId === image.id);
    await insertAuditEntry(tx, {
      actorId: admin.id,
      action: actions[decision],
      subject: `image:${image.id}`,
      before: { hidden: image.hiddenAt !== null, reports: reports.length },
      after: { hidden: decision !== "show", uuid: image.uuid, maker: image.userId },
      reason,
    });
    for (const { reporterId } of reports) if (reporterId !== null) await tellReporter(tx, reporterId, image, decision);
  }
  if (found.length > 0) await insertEvent(tx, "gallery.changed", everyone, {});
}

/** Whoever reported learns what came of it; of a picture that is not everyone's any more, not even what it is called. */
async function tellReporter(tx: Transaction, userId: number, image: DecidedImage, decision: Decision): Promise<void> {
  const title = image.isPublic ? noticeTitle(image) : "";
  if (decision === "show") await notify(tx, userId, "report.dismissed", { imageUuid: image.uuid, title });
  else await notify(tx, userId, "report.upheld", { title });
}

async function tellMaker(image: DecidedImage, tell: (userId: number, title: string) => Promise<void>): Promise<void> {
  if (image.userId !== null) await tell(image.userId, noticeTitle(image));
}

function idsOf(found: DecidedImage[]): number[] {
  return found.map((image) => image.id);
}
