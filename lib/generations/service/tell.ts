import type { Transaction } from "@/db/client";
import { countBatch, findGeneration, type GenerationRow, lockBatch, lockGeneration } from "@/db/queries/generations";
import { listGenerationImages } from "@/db/queries/images";
import { markRead, notify } from "@/db/queries/notifications";
import { noticeTitle } from "@/lib/notices";
import type { Viewer } from "@/lib/viewer";
import type { BatchDto, GenerationDto } from "../schema";

/**
 * A generation that is about to end, locked until the transaction ends. Those of a batch end one after the other, so that
 * the last of them knows that it is the last.
 */
export async function lockToEnd(tx: Transaction, id: number): Promise<GenerationRow | null> {
  const batchUuid = (await findGeneration(id))?.batchUuid;
  if (batchUuid) await lockBatch(tx, batchUuid);
  return lockGeneration(tx, { id });
}

/**
 * Tells the user whose generation has ended, in the transaction of its end (`failure` is why it failed). Of a batch the
 * last one tells, for all of it. Guests, who have no list of news, see it in the studio.
 */
export async function tellEnded(tx: Transaction, row: GenerationRow, failure: string | null): Promise<void> {
  const { userId, uuid, batchUuid } = row;
  if (userId === null) return;
  if (batchUuid !== null) {
    const { open, succeeded, failed } = await countBatch(tx, batchUuid);
    if (open > 0) return;
    return notify(tx, userId, "batch.finished", { uuid: batchUuid, succeeded, failed }, `batch:${batchUuid}`);
  }
  const images = await listGenerationImages(tx, row.id);
  const [first] = images;
  const title = first ? noticeTitle(first) : (row.prompt ?? "");
  if (failure !== null) {
    return notify(tx, userId, "generation.failed", { uuid, title, reason: failure }, `generation:${uuid}`);
  }
  const imageUuid = images.length === 1 && first ? first.uuid : null;
  await notify(tx, userId, "generation.succeeded", { uuid, title, imageUuid }, `generation:${uuid}`);
}

/** Notes that a user has seen what became of these: it is no news to them any more, and not written of. */
export async function noteSeen(
  viewer: Viewer,
  seen: { generations?: GenerationDto[]; batch?: BatchDto },
): Promise<void> {
  if (viewer.kind !== "user") return;
  const ended = (seen.generations ?? []).filter(({ status }) => status !== "queued" && status !== "running");
  const about = ended.map(({ uuid }) => `generation:${uuid}`);
  if (seen.batch && seen.batch.queued + seen.batch.running === 0) about.push(`batch:${seen.batch.uuid}`);
  if (about.length > 0) await markRead(viewer.id, { about });
}
