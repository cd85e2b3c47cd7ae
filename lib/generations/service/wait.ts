import { findOwnGeneration } from "@/db/queries/generations";
import { sleep } from "@/lib/clock";
import type { Viewer } from "@/lib/viewer";
import type { GenerationDto } from "../schema";
import { getGeneration } from "./read";

const lookEveryMs = 150;

/** The viewer's generation once it ended, or null when it has not within `waitMs` or the signal aborts. */
export async function waitForGeneration(
  viewer: Viewer,
  uuid: string,
  waitMs: number,
  signal: AbortSignal,
): Promise<GenerationDto | null> {
  const until = Date.now() + waitMs;
  while (!signal.aborted && Date.now() < until) {
    const row = await findOwnGeneration(viewer, uuid);
    const status = row?.generation.status;
    if (status !== "queued" && status !== "running") return getGeneration(viewer, uuid);
    await sleep(lookEveryMs, signal);
  }
  return null;
}
