import { inTransaction, type Transaction } from "@/db/client";
import { insertEvents } from "@/db/queries/events";
import { listMade } from "@/db/queries/generation-images";
import {
  type GenerationRow,
  listBatch,
  lockFollowers,
  lockGeneration,
  lockOpenOfBatch,
  updateGeneration,
  updateGenerations,
} from "@/db/queries/generations";
import { failImages } from "@/db/queries/images";
import { cancelWaitingJobs } from "@/db/queries/jobs";
import { clock } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { isUuid } from "@/lib/ids";
import { enqueue } from "@/lib/queue";
import { backendPool, generationRun } from "@/lib/queue/jobs";
import type { Maker } from "@/lib/viewer";
import { requestAgain } from "./request";
import { requestStepsAgain } from "./steps";

/**
 * Stops a generation, and with it what was to start from its pictures: at once when it waits, as soon as its worker
 * hears when it runs. Ended ones stay as they are.
 */
export async function cancelGeneration(maker: Maker, uuid: string): Promise<void> {
  await inTransaction(async (tx) => {
    const row = await requireOwn(tx, maker, uuid);
    if (row.status === "queued" || row.status === "running") await cancelAll(tx, [row]);
  });
}

/** Stops what has not ended of a batch. @throws AppError `not_found` */
export async function cancelBatch(maker: Maker, uuid: string): Promise<void> {
  if (!isUuid(uuid) || (await listBatch(maker, uuid)).length === 0) throw new AppError("not_found");
  await inTransaction(async (tx) => cancelAll(tx, await lockOpenOfBatch(tx, maker, uuid)));
}

/** Stops one for another reason than its maker's, which its maker reads; false when it has ended. */
export async function stopGeneration(tx: Transaction, row: GenerationRow, reason: Reason): Promise<boolean> {
  if (row.status !== "queued" && row.status !== "running") return false;
  await cancelAll(tx, [row]);
  await updateGeneration(tx, row.id, { errorCode: reason.code, errorMessage: reason.message });
  return true;
}

async function cancelAll(tx: Transaction, rows: GenerationRow[]): Promise<void> {
  const ids = rows.map(({ id }) => id);
  const running = await cancelWaitingJobs(tx, generationRun.name, ids);
  await endCancelled(
    tx,
    rows.filter(({ id }) => !running.has(id)),
  );
  const asked = rows.filter(({ id, cancelRequestedAt }) => running.has(id) && !cancelRequestedAt);
  const cancelRequestedAt = clock.now();
  await updateGenerations(
    tx,
    asked.map(({ id }) => id),
    { cancelRequestedAt },
  );
}

/** Writes that generations were stopped, those that were to start from their pictures too, and tells their maker. */
export async function endCancelled(tx: Transaction, rows: GenerationRow[]): Promise<void> {
  await end(tx, rows, { status: "cancelled" });
}

/** Writes that a generation failed for good, and why; what was to start from its pictures fails for the same reason. */
export async function endFailed(tx: Transaction, row: GenerationRow, reason: Reason): Promise<void> {
  await end(tx, [row], { status: "failed", errorCode: reason.code, errorMessage: reason.message });
}

/** Why it ended: a code, and words for its maker. */
interface Reason {
  code: string;
  message: string;
}

type Ending = { status: "cancelled" } | { status: "failed"; errorCode: string; errorMessage: string };

async function end(tx: Transaction, rows: GenerationRow[], ending: Ending): Promise<void> {
  if (rows.length === 0) return;
  const ids = rows.map(({ id }) => id);
  await updateGenerations(tx, ids, { ...ending, finishedAt: clock.now() });
  await failImages(tx, ids);
  const { status } = ending;
  await insertEvents(
    tx,
    `generation.${status}`,
    rows.map((row) => ({
      audience: row,
      payload: { generation_id: row.uuid, prompt_id: row.uuid, status, progress: row.progress },
    })),
  );
  await end(tx, await lockFollowers(tx, ids), ending);
}

/** Puts in line what waited for the pictures of a generation, now that they are there. */
export async function startFollowers(tx: Transaction, generationId: number): Promise<void> {
  for (const { id, userId, guestId, backendId, backendKind } of await lockFollowers(tx, [generationId])) {
    const lane = userId === null ? `g:${guestId}` : `u:${userId}`;
    // Without its backend it fails in words, wherever it runs.
    const pool = backendId === null ? generationRun.pool : backendPool({ id: backendId, kind: backendKind });
    await enqueue(tx, generationRun, [{ generationId: id }], { lane, pool, subjectId: id });
  }
}

/**
 * Asks again for what failed or was stopped, with the same recipe; of steps that follow each other, for the first that
 * did not come to be and those after it.
 *
 * @throws AppError `conflict` while it still runs
 */
export async function retryGeneration(maker: Maker, uuid: string): Promise<void> {
  const row = await inTransaction(async (tx) => {
    const found = await requireOwn(tx, maker, uuid);
    if (found.status === "queued" || found.status === "running") {
      throw new AppError("conflict", { words: "This picture is still being made." });
    }
    return found;
  });
  const line = await brokenLine(maker, row);
  if (line.length > 1) await requestStepsAgain(maker, line);
  else await requestAgain(maker, row);
  for (const ended of line) await dismissGeneration(maker, ended.uuid);
}

/** What a generation stands in: from the first that did not come to be, each started from the one before. */
async function brokenLine(maker: Maker, row: GenerationRow): Promise<GenerationRow[]> {
  if (row.batchUuid === null) return [row];
  const broken = (await listBatch(maker, row.batchUuid))
    .map(({ generation }) => generation)
    .filter(({ status }) => status === "failed" || status === "cancelled");
  const makerOf = await listMade(broken.map(({ id }) => id));
  const isAfter = (later: GenerationRow, earlier: GenerationRow) =>
    makerOf.get(later.sourceImageId ?? 0) === earlier.id;
  const before = (step: GenerationRow) => broken.find((other) => isAfter(step, other));
  const after = (step: GenerationRow) => broken.find((other) => isAfter(other, step));
  const line = [row];
  for (let step = before(row); step; step = before(step)) line.unshift(step);
  for (let step = after(row); step; step = after(step)) line.push(step);
  return line;
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
