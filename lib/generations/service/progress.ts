import { database } from "@/db/client";
import { insertEvent } from "@/db/queries/events";
import { type GenerationRow, raiseProgress, updateGeneration } from "@/db/queries/generations";
import { encodePreview } from "@/lib/imaging/pixels";
import { log } from "@/lib/log";
import type { MakeContext } from "@/lib/providers/define";
import type { GenerationEvent } from "../schema";

const progressEveryMs = 150;
const previewEveryMs = 500;
const previewSidePx = 256;

/** Writes progress and previews as events, one at a time and not too often; a failed write is only a hint lost. */
export function tellProgress(row: GenerationRow) {
  let pending: Promise<void> = Promise.resolve();
  let busy = false;
  let lastAt = 0;
  let lastPreviewAt = 0;
  let lastPosition = 0;
  let highest = 0;

  function write(work: () => Promise<void>): void {
    busy = true;
    pending = work()
      .catch((error: unknown) => log.warn({ err: error }, "could not tell progress"))
      .finally(() => {
        busy = false;
      });
  }

  const context: Omit<MakeContext, "signal" | "network" | "isAlone"> = {
    progress(done) {
      const progress = Math.min(99, Math.floor(done * 100));
      const now = Date.now();
      if (busy || progress <= highest || now - lastAt < progressEveryMs) return;
      lastAt = now;
      highest = progress;
      write(async () => {
        await raiseProgress(row.id, progress);
        await insertEvent(database(), "generation.progress", row, { ...eventOf(row, "running", progress) });
      });
    },
    waiting(position) {
      if (busy || position === lastPosition) return;
      lastPosition = position;
      const event = { ...eventOf(row, "running", highest), queue_position: position };
      write(() => insertEvent(database(), "generation.progress", row, event));
    },
    preview(pixels) {
      const now = Date.now();
      if (busy || now - lastPreviewAt < previewEveryMs) return;
      lastPreviewAt = now;
      write(async () => {
        const bytes = await encodePreview(pixels, previewSidePx);
        const preview = `data:image/webp;base64,${bytes.toString("base64")}`;
        await insertEvent(database(), "generation.progress", row, { ...eventOf(row, "running", highest), preview });
      });
    },
    async remember(remoteId) {
      await updateGeneration(database(), row.id, { remoteId });
    },
  };
  return { context, settled: () => pending };
}

/** What is told of a generation to those who watch. */
export function eventOf(row: GenerationRow, status: GenerationRow["status"], progress: number): GenerationEvent {
  return { generation_id: row.uuid, prompt_id: row.uuid, status, progress };
}
