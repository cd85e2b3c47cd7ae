import { inTransaction, type Transaction } from "@/db/client";
import { insertEvent } from "@/db/queries/events";
import { type GenerationRow, lockGeneration, updateGeneration } from "@/db/queries/generations";
import { failImages } from "@/db/queries/images";
import { cancelWaitingJobs } from "@/db/queries/jobs";
import { clock } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { isUuid } from "@/lib/ids";
import { generationRun } from "@/lib/queue/jobs";
import type { Maker } from "@/lib/viewer";
import { type Requested, requestAgain } from "./request";

/** Stops a generation: at once when it waits, as soon as its worker hears when it runs. Ended ones stay as they are. */
export async function cancelGeneration(maker: Maker, uuid: string): Promise<void> {
  await inTransaction(async (tx) => {
    const row = await requireOwn(tx, maker, uuid);
    if (row.status !== "queued" && row.status !== "running") return;
    const waiting = await cancelWaitingJobs(tx, generationRun.name, row.id);
    if (waiting > 0) await endCancelled(tx, row);
    else if (!row.cancelRequestedAt) await updateGeneration(tx, row.id, { cancelRequestedAt: clock.now() });
  });
}

/** Writes that a generation was stopped, and tells its maker. */
export async function endCancelled(tx: Transaction, row: GenerationRow): Promise<void> {
  await updateGeneration(tx, row.id, { status: "cancelled", finishedAt: clock.now() });
  await failImages(tx, row.id);
  await insertEvent(tx, "generation.cancelled", row, {
    generation_id: row.uuid,
    prompt_id: row.uuid,
    status: "cancelled",
    progress: row.progress,
  });
}

/** Asks again for what failed or was stopped, with the same recipe. @throws AppError `conflict` while it still runs */
export async function retryGeneration(maker: Maker, uuid: string): Promise<Requested> {
  const row = await inTransaction(async (tx) => {
    const found = await requireOwn(tx, maker, uuid);
    if (found.status === "queued" || found.status === "running") {
      throw new AppError("conflict", { words: "This picture is still being made." });
    }
    return found;
  });
  const requested = await requestAgain(maker, row);
  await dismissGeneration(maker, uuid);
  return requested;
}

/** Puts an ended generation away; its pictures stay. */
export async function dismissGeneration(maker: Maker, uuid: string): Promise<void> {
  await inTransaction(async (tx) => {
    const row = await requireOwn(tx, maker, uuid);
    if (row.status === "queued" || row.status === "running") throw new AppError("conflict");
    if (!row.dismissedAt) await updateGeneration(tx, row.id, { dismissedAt: clock.now() });
  });
}

async function requireOwn(tx: Transaction, maker: Maker, uuid: string): Promise<GenerationRow> {
  const row = isUuid(uuid) ? await lockGeneration(tx, { uuid, maker }) : null;
  if (!row) throw new AppError("not_found");
  return row;
}
