import { findLastEventId, listEventsFor } from "@/db/queries/events";
import { findOwnGeneration } from "@/db/queries/generations";
import { sleep } from "@/lib/clock";
import type { Viewer } from "@/lib/viewer";
import { type GenerationDto, type GenerationEvent, generationEventSchema } from "../schema";
import { getGeneration } from "./read";
import { noteSeen } from "./tell";

const lookEveryMs = 150;
/** Who has waited long waits a little longer between two looks. */
const lookSlowlyMs = 1000;
const patienceMs = 10_000;
const eventsMax = 200;

/** The viewer's generation once it ended, or null when it has not within `waitMs` or the signal aborts. */
export async function waitForGeneration(
  viewer: Viewer,
  uuid: string,
  waitMs: number,
  signal: AbortSignal,
): Promise<GenerationDto | null> {
  const from = Date.now();
  while (!signal.aborted && Date.now() < from + waitMs) {
    if (await hasEnded(viewer, uuid)) {
      const generation = await getGeneration(viewer, uuid);
      await noteSeen(viewer, { generations: [generation] });
      return generation;
    }
    await sleep(Date.now() - from < patienceMs ? lookEveryMs : lookSlowlyMs, signal);
  }
  return null;
}

/** The place in the stream of events from which `watchGeneration` tells all that comes. */
export function eventsUntilNow(): Promise<number> {
  return findLastEventId();
}

/**
 * What the events tell of the viewer's generation after a place in their stream, until it ended or the signal aborts.
 * Gives null each time there was nothing new.
 */
export async function* watchGeneration(
  viewer: Viewer,
  uuid: string,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<GenerationEvent | null> {
  let seen = after;
  while (!signal.aborted) {
    // In this order, what was told before the end is told before it here too.
    const ended = await hasEnded(viewer, uuid);
    const newest = await findLastEventId();
    for (const { payload } of await listEventsFor(viewer, seen, eventsMax)) {
      const event = generationEventSchema.safeParse(payload);
      if (event.success && event.data.generation_id === uuid) yield event.data;
    }
    if (ended) return noteSeen(viewer, { generations: [await getGeneration(viewer, uuid)] });
    yield null;
    seen = Math.max(seen, newest);
    await sleep(lookEveryMs, signal);
  }
}

async function hasEnded(viewer: Viewer, uuid: string): Promise<boolean> {
  const status = (await findOwnGeneration(viewer, uuid))?.generation.status;
  return status !== "queued" && status !== "running";
}
