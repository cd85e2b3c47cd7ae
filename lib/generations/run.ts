import { database, inTransaction } from "@/db/client";
import { findBackend } from "@/db/queries/backends";
import { everyone, insertEvent } from "@/db/queries/events";
import {
  findCancelRequest,
  findGeneration,
  type GenerationRow,
  lockGeneration,
  updateGeneration,
} from "@/db/queries/generations";
import { findImageBlob, listGenerationImages, readyImage } from "@/db/queries/images";
import { type ClaimedJob, finishJob } from "@/db/queries/jobs";
import { findSetting } from "@/db/queries/settings";
import { findStyle } from "@/db/queries/styles";
import { clock, fromNow, hourMs, secondMs } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { type Prepared, prepareImage, preparePixels } from "@/lib/imaging/ingest";
import { readMark } from "@/lib/imaging/mark";
import { log } from "@/lib/log";
import { findNetwork, openBackend } from "@/lib/providers/configured";
import { HandedOver, type Made, type MakeRequest, ProviderError } from "@/lib/providers/define";
import { makerTagOf } from "@/lib/seal";
import { storage } from "@/lib/storage";
import { acquirePicture, pictureKey, storePicture } from "@/lib/storage/pictures";
import { endCancelled, endFailed, startFollowers } from "./service/change";
import { eventOf, tellProgress } from "./service/progress";
import { charge } from "./service/room";
import { moveToStandIn, requireNoOutage } from "./service/stand-in";
import { lockToEnd, tellEnded } from "./service/tell";

const cancelPollMs = 250;

/**
 * Makes the pictures of one generation and ends its job, in one transaction with them. Safe to run twice:
 * an ended generation is left as it is, and only who holds the lease can end it.
 *
 * @throws whatever went wrong, for the worker to decide on another try; LeaseLost when another took over
 */
export async function runGeneration(job: ClaimedJob, generationId: number, signal: AbortSignal): Promise<void> {
  const row = await findGeneration(generationId);
  if (!row || isEnded(row)) return finishJob(database(), job, "done");

  const cancelled = new AbortController();
  const watch = setInterval(() => {
    findCancelRequest(row.id).then(
      (asked) => asked && cancelled.abort(),
      (error: unknown) => log.warn({ err: error }, "could not look whether a generation was cancelled"),
    );
  }, cancelPollMs);
  if (row.cancelRequestedAt) cancelled.abort();
  try {
    // What its last worker left at a backend is stopped there as well.
    if (cancelled.signal.aborted && row.remoteId === null) throw cancelled.signal.reason;
    await begin(row);
    const made = await make(row, AbortSignal.any([handedOver(signal), cancelled.signal]));
    const pictures = await Promise.all(made.map(prepare));
    for (const picture of pictures) await storePicture(picture);
    await finish(job, row, made, pictures);
  } catch (error) {
    if (signal.aborted) throw error;
    if (cancelled.signal.aborted) await finishCancelled(job, row.id);
    else if (!(await moveToStandIn(job, row, error))) throw error;
  } finally {
    clearInterval(watch);
  }
}

/** Writes that a generation failed for good, and why, and ends its job. */
export async function giveUpGeneration(job: ClaimedJob, generationId: number, error: unknown): Promise<void> {
  await inTransaction(async (tx) => {
    const row = await lockToEnd(tx, generationId);
    await finishJob(tx, job, "failed");
    if (!row || isEnded(row)) return;
    if (row.cancelRequestedAt) await endCancelled(tx, [row]);
    else {
      const reason = publicReason(error);
      await endFailed(tx, row, reason);
      await tellEnded(tx, row, reason.code);
    }
  });
}

/** Milliseconds that the backend wants to be left alone before another try; 0 when it said nothing. */
export function retryAfterMs(error: unknown): number {
  return (error instanceof ProviderError && error.options.retryAfterMs) || 0;
}

/** Whether another try can help. */
export function isRetryable(error: unknown): boolean {
  if (error instanceof ProviderError) return error.options.retryable;
  return !(error instanceof AppError) || error.status >= 500;
}

async function begin(row: GenerationRow): Promise<void> {
  await inTransaction(async (tx) => {
    const locked = await lockGeneration(tx, { id: row.id });
    if (!locked || isEnded(locked)) return;
    await updateGeneration(tx, row.id, { status: "running", startedAt: locked.startedAt ?? clock.now() });
    await insertEvent(tx, "generation.started", row, { ...eventOf(row, "running", locked.progress) });
  });
}

async function make(row: GenerationRow, signal: AbortSignal): Promise<Made[]> {
  const backend = await requireBackend(row);
  requireNoOutage(row, backend);
  const { provider, config } = openBackend(backend);
  const { longestMs } = provider.capabilities(config);
  const timeout = AbortSignal.timeout(longestMs);
  const teller = tellProgress(row);
  try {
    const network = await findNetwork();
    const isAlone = backend.concurrency === 1;
    const context = { ...teller.context, network, isAlone, signal: AbortSignal.any([signal, timeout]) };
    const request = await makeRequest(row);
    if (row.remoteId === null || !provider.resume) return await provider.run(request, config, context);
    return await provider.resume(row.remoteId, request, config, context);
  } catch (error) {
    if (!timeout.aborted || signal.aborted) throw error;
    throw new ProviderError("timeout", {
      publicMessage: "This took too long.",
      adminDetail: `Generation ${row.uuid} ran over ${longestMs / secondMs} s.`,
      retryable: false,
      cause: error,
    });
  } finally {
    await teller.settled();
  }
}

async function requireBackend(row: GenerationRow) {
  const backend = row.backendId === null ? null : await findBackend(row.backendId);
  if (backend?.enabled) return backend;
  const what = backend ? `backend "${backend.name}" is switched off` : `no backend is left (${row.backendKind})`;
  throw new ProviderError("failed", {
    publicMessage: "What made these pictures is not available any more.",
    adminDetail: `Generation ${row.uuid}: ${what}.`,
    retryable: false,
  });
}

/** The worker ends or lost its lease: another goes on with what runs at the backend. */
function handedOver(signal: AbortSignal): AbortSignal {
  const controller = new AbortController();
  const hand = () => controller.abort(new HandedOver(signal.reason));
  if (signal.aborted) hand();
  else signal.addEventListener("abort", hand, { once: true });
  return controller.signal;
}

async function makeRequest(row: GenerationRow): Promise<MakeRequest> {
  const style = row.styleId === null ? null : await findStyle(row.styleId);
  const { prompt, negativePrompt, model, params, seed, width, height, count } = row;
  return {
    ...{ prompt, negativePrompt, style, model, params, seed, width, height, count },
    source: row.kind === "restyle" ? await loadSource(row) : null,
    strength: row.strength ?? 1,
    maker: makerTagOf(row),
    isDraft: false,
  };
}

async function loadSource(row: GenerationRow): Promise<NonNullable<MakeRequest["source"]>> {
  const blob = row.sourceImageId === null ? null : await findImageBlob(row.sourceImageId);
  const bytes = blob && (await storage().read(pictureKey(blob.sha256, blob.mime)));
  if (!bytes) {
    throw new ProviderError("invalid_request", {
      publicMessage: "The picture it starts from is gone.",
      adminDetail: `Generation ${row.uuid}: the source's row or file is missing.`,
      retryable: false,
    });
  }
  return { bytes, mark: await readMark(bytes) };
}

/** The picture to be stored. A backend's bytes are anybody's: what cannot be decoded within the limits is its failure. */
async function prepare({ picture, mark }: Made): Promise<Prepared> {
  if ("pixels" in picture) return preparePixels(picture.pixels, { mark });
  return prepareImage(picture.bytes, { mark }).catch((cause: unknown) => {
    if (!(cause instanceof AppError) || cause.status >= 500) throw cause;
    throw new ProviderError("failed", {
      publicMessage: "The picture could not be made. You can try again.",
      adminDetail: `What the backend gave (${picture.bytes.length} bytes) is no picture that can be kept: ${cause.message}.`,
      retryable: false,
      cause,
    });
  });
}

async function finish(job: ClaimedJob, row: GenerationRow, made: Made[], pictures: Prepared[]): Promise<void> {
  const temporaryMs = (await findSetting("temporary_hours")) * hourMs;
  const style = row.styleId === null ? null : await findStyle(row.styleId);
  const backend = row.backendId === null ? null : await findBackend(row.backendId);
  await inTransaction(async (tx) => {
    const locked = await lockToEnd(tx, row.id);
    await finishJob(tx, job, "done");
    if (!locked || isEnded(locked)) return;
    let readied = 0;
    for (const image of await listGenerationImages(tx, row.id)) {
      const one = made[image.ordinal];
      const picture = pictures[image.ordinal];
      if (!one || !picture) continue;
      readied += 1;
      const { width, height, thumbhash, dominantColor } = picture;
      await readyImage(tx, image.id, {
        blobId: await acquirePicture(tx, picture),
        width,
        height,
        thumbhash,
        dominantColor,
        expiresAt: row.isTemp ? fromNow(temporaryMs) : null,
        recipe: {
          backend: row.backendKind,
          backendName: backend?.name ?? null,
          standsInFor: row.standsInFor,
          model: one.model,
          version: one.version,
          prompt: row.prompt,
          negativePrompt: row.negativePrompt,
          // A private style is known to its maker alone, whoever sees the picture.
          style: style?.isShared === false ? style.filter : (style?.slug ?? null),
          strength: row.strength,
          params: row.params,
          seed: one.seed,
          width,
          height,
        },
      });
    }
    // It was too late to stop it, so there is no reason why it ended.
    const ended = { progress: 100, finishedAt: clock.now(), errorCode: null, errorMessage: null };
    await updateGeneration(tx, row.id, { status: "succeeded", ...ended });
    await startFollowers(tx, row.id);
    await tellEnded(tx, row, null);
    await charge(tx, locked, readied);
    await insertEvent(tx, "generation.finished", row, { ...eventOf(row, "succeeded", 100) });
    if (row.isPublic && !row.isTemp) await insertEvent(tx, "gallery.changed", everyone, {});
  });
}

async function finishCancelled(job: ClaimedJob, id: number): Promise<void> {
  await inTransaction(async (tx) => {
    const row = await lockGeneration(tx, { id });
    await finishJob(tx, job, "cancelled");
    if (row && !isEnded(row)) await endCancelled(tx, [row]);
  });
}

function isEnded(row: GenerationRow): boolean {
  return row.status !== "queued" && row.status !== "running";
}

function publicReason(error: unknown): { code: string; message: string } {
  if (error instanceof ProviderError) return { code: error.reason, message: error.options.publicMessage };
  if (error instanceof AppError) return { code: error.code, message: error.words };
  return { code: "failed", message: "The picture could not be made. You can try again." };
}
