import { inTransaction } from "@/db/client";
import { type Requester, settle } from "@/lib/auth/guests";
import { newUuid } from "@/lib/ids";
import type { Viewer } from "@/lib/viewer";
import type { BatchAnswer, BatchInput } from "../schema";
import { type Order, requireSources, requireStyles, restyleOrder, type Terms, termsOf } from "./order";
import { isExternalStyle } from "./request";
import { requireRoom } from "./room";
import { writeGenerations } from "./write";

/**
 * Asks for each of these pictures in each of these styles, all or nothing. What is made is temporary, and private when
 * its source is.
 *
 * @throws AppError `guests_off`, `not_found`, `not_ready`, `invalid`, `quota`
 */
export async function requestBatch(requester: Requester, input: BatchInput): Promise<BatchAnswer> {
  const [sources, styles, terms] = await Promise.all([
    requireSources(requester, input.image_ids),
    requireStyles(requester, input.style_ids),
    termsOf(requester),
  ]);
  const orders = sources.flatMap((source) => styles.map((style) => restyleOrder(terms, source, style, input)));
  return writeBatch(terms, [orders]);
}

/** Whether another machine than ours makes any of these styles. */
export async function hasExternalStyle(viewer: Viewer, styleIds: number[]): Promise<boolean> {
  for (const id of styleIds) if (await isExternalStyle(viewer, id)) return true;
  return false;
}

/**
 * Writes a batch in one transaction. Each list of orders is a step; from the second on, what has the same place in the
 * step before is what an order starts from. They join the batch that is named, or begin one.
 */
export async function writeBatch(terms: Terms, steps: Order[][], batchUuid = newUuid()): Promise<BatchAnswer> {
  return inTransaction(async (tx) => {
    const maker = await settle(tx, terms.requester);
    await requireRoom(tx, { ...terms, maker }, steps.flat());
    const jobs: BatchAnswer["jobs"] = [];
    let before: number[] | null = null;
    for (const orders of steps) {
      const placed = orders.map((order, index) => startingFrom(order, before?.[index]));
      const written = await writeGenerations(tx, maker, placed, { batchUuid, follows: before !== null });
      before = written.flatMap(({ imageIds }) => imageIds);
      for (const [index, { source, style }] of placed.entries()) {
        const made = written[index];
        if (!made || !source || !style) continue;
        const [image_uuid = ""] = made.imageUuids;
        jobs.push({ prompt_id: made.uuid, image_id: source.id, style_id: style.id, image_uuid });
      }
    }
    return { message: "Style change requests sent", batch_id: batchUuid, jobs };
  });
}

function startingFrom(order: Order, imageId: number | undefined): Order {
  return imageId === undefined || !order.source ? order : { ...order, source: { ...order.source, id: imageId } };
}
