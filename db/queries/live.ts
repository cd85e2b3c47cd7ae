import { and, asc, count, desc, eq, gt, inArray, lt, max, notInArray, type SQL, sql } from "drizzle-orm";
import type { Maker } from "@/lib/viewer";
import { database, type Executor } from "../client";
import { blobs, events, generations, images } from "../schema";
import type { EventRow } from "./events";

/** Events above `afterId` that are not among `seenIds`, oldest first: also those whose id is low but which came late. */
export async function listUnseenEvents(afterId: number, seenIds: number[], limit: number): Promise<EventRow[]> {
  const unseen = seenIds.length === 0 ? undefined : notInArray(events.id, seenIds);
  return database()
    .select()
    .from(events)
    .where(and(gt(events.id, afterId), unseen))
    .orderBy(asc(events.id))
    .limit(limit);
}

/** The newest event older than a moment (0 when there is none), and the ids of those that follow it. */
export async function findEventPosition(before: Date): Promise<{ afterId: number; laterIds: number[] }> {
  const [row] = await database()
    .select({ id: max(events.id) })
    .from(events)
    .where(lt(events.createdAt, before));
  const afterId = row?.id ?? 0;
  const later = await database().select({ id: events.id }).from(events).where(gt(events.id, afterId));
  return { afterId, laterIds: later.map(({ id }) => id) };
}

export interface ActiveGeneration {
  uuid: string;
  status: "queued" | "running";
  /** 0–100. */
  progress: number;
}

/** A maker's generations that are not done, oldest first. */
export async function listActiveGenerations(maker: Maker, limit: number): Promise<ActiveGeneration[]> {
  const rows = await database()
    .select({ uuid: generations.uuid, status: generations.status, progress: generations.progress })
    .from(generations)
    .where(and(madeBy(maker), isActive()))
    .orderBy(desc(generations.id))
    .limit(limit);
  return rows
    .reverse()
    .flatMap(({ uuid, status, progress }) =>
      status === "queued" || status === "running" ? [{ uuid, status, progress }] : [],
    );
}

/** How many generations of a maker are not done. */
export async function countActiveGenerations(maker: Maker, on: Executor = database()): Promise<number> {
  const [row] = await on
    .select({ n: count() })
    .from(generations)
    .where(and(madeBy(maker), isActive()));
  return row?.n ?? 0;
}

/** The pictures a maker's generation made, in order; and its public failure words, when it failed. */
export async function findOutcome(
  maker: Maker,
  uuid: string,
): Promise<{ errorMessage: string | null; images: { uuid: string; mime: string }[] }> {
  const rows = await database()
    .select({ errorMessage: generations.errorMessage, uuid: images.uuid, mime: blobs.mime })
    .from(generations)
    .leftJoin(images, and(eq(images.generationId, generations.id), eq(images.state, "ready")))
    .leftJoin(blobs, eq(blobs.id, images.blobId))
    .where(and(eq(generations.uuid, uuid), madeBy(maker)))
    .orderBy(asc(images.ordinal));
  const made = rows.flatMap((row) =>
    row.uuid !== null && row.mime !== null ? [{ uuid: row.uuid, mime: row.mime }] : [],
  );
  return { errorMessage: rows[0]?.errorMessage ?? null, images: made };
}

function madeBy(maker: Maker): SQL {
  return maker.kind === "user" ? eq(generations.userId, maker.id) : eq(generations.guestId, maker.id);
}

function isActive(): SQL {
  return inArray(generations.status, ["queued", "running"]) ?? sql`false`;
}
