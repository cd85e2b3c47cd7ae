import { and, asc, count, desc, eq, inArray, isNotNull, isNull, lt, max, sql } from "drizzle-orm";
import { clock } from "@/lib/clock";
import type { Maker, Viewer } from "@/lib/viewer";
import { database, type Executor } from "../client";
import { generations, images, styles } from "../schema";
import { isStyleThere } from "./removed";

export type GenerationRow = typeof generations.$inferSelect;
export type NewGeneration = typeof generations.$inferInsert;

const withStyle = { generation: generations, styleSlug: styles.slug, styleTitle: styles.title };
export interface StyledGeneration {
  generation: GenerationRow;
  styleSlug: string | null;
  styleTitle: string | null;
}

/** Answers their ids, in order. */
export async function insertGenerations(on: Executor, rows: NewGeneration[]): Promise<number[]> {
  const inserted = await on.insert(generations).values(rows).$returningId();
  return inserted.map(({ id }) => id);
}

/** The viewer's own generation. */
export async function findOwnGeneration(viewer: Viewer, uuid: string): Promise<StyledGeneration | null> {
  if (viewer.kind === "nobody") return null;
  const [row] = await database()
    .select(withStyle)
    .from(generations)
    .leftJoin(styles, and(eq(styles.id, generations.styleId), isStyleThere()))
    .where(and(eq(generations.uuid, uuid), madeBy(viewer)));
  return row ?? null;
}

/** The viewer's own that were asked for one by one and not put away, newest first. */
export async function listOwnGenerations(
  viewer: Viewer,
  limit: number,
  activeOnly = false,
): Promise<StyledGeneration[]> {
  if (viewer.kind === "nobody") return [];
  return database()
    .select(withStyle)
    .from(generations)
    .leftJoin(styles, and(eq(styles.id, generations.styleId), isStyleThere()))
    .where(
      and(
        madeBy(viewer),
        isNull(generations.dismissedAt),
        isNull(generations.batchUuid),
        activeOnly ? inArray(generations.status, ["queued", "running"]) : undefined,
      ),
    )
    .orderBy(desc(generations.id))
    .limit(limit);
}

/** For the worker and for changes: the row as it is, locked until the transaction ends. */
export async function lockGeneration(
  on: Executor,
  by: { id: number } | { uuid: string; maker: Maker },
): Promise<GenerationRow | null> {
  const where = "id" in by ? eq(generations.id, by.id) : and(eq(generations.uuid, by.uuid), madeBy(by.maker));
  const [row] = await on.select().from(generations).where(where).for("update");
  return row ?? null;
}

export async function findGeneration(id: number): Promise<GenerationRow | null> {
  const [row] = await database().select().from(generations).where(eq(generations.id, id));
  return row ?? null;
}

/** Whether its maker wants it stopped. */
export async function findCancelRequest(id: number): Promise<boolean> {
  const [row] = await database()
    .select({ at: generations.cancelRequestedAt })
    .from(generations)
    .where(eq(generations.id, id));
  return row === undefined || row.at !== null;
}

export async function updateGeneration(on: Executor, id: number, changes: Partial<NewGeneration>): Promise<void> {
  await updateGenerations(on, [id], changes);
}

export async function updateGenerations(on: Executor, ids: number[], changes: Partial<NewGeneration>): Promise<void> {
  if (ids.length === 0) return;
  await on
    .update(generations)
    .set({ ...changes, updatedAt: clock.now() })
    .where(inArray(generations.id, ids));
}

/** Progress only grows, and only while it runs; a late word of a dead worker changes nothing. */
export async function raiseProgress(id: number, progress: number): Promise<void> {
  await database()
    .update(generations)
    .set({ progress, updatedAt: clock.now() })
    .where(and(eq(generations.id, id), eq(generations.status, "running"), lt(generations.progress, progress)));
}

/** What a maker asked for at once and did not put away, in the order it was asked for. */
export async function listBatch(viewer: Viewer, batchUuid: string): Promise<StyledGeneration[]> {
  if (viewer.kind === "nobody") return [];
  return database()
    .select(withStyle)
    .from(generations)
    .leftJoin(styles, and(eq(styles.id, generations.styleId), isStyleThere()))
    .where(and(inBatch(viewer, batchUuid), isNull(generations.dismissedAt)))
    .orderBy(asc(generations.id));
}

/** Those of a batch that have not ended, locked until the transaction ends. */
export async function lockOpenOfBatch(on: Executor, maker: Maker, batchUuid: string): Promise<GenerationRow[]> {
  return on
    .select()
    .from(generations)
    .where(and(inBatch(maker, batchUuid), inArray(generations.status, ["queued", "running"])))
    .orderBy(asc(generations.id))
    .for("update");
}

/** Holds a batch until the transaction ends: the row of its first generation stands for all. */
export async function lockBatch(on: Executor, batchUuid: string): Promise<void> {
  await on
    .select({ id: generations.id })
    .from(generations)
    .where(eq(generations.batchUuid, batchUuid))
    .orderBy(asc(generations.id))
    .limit(1)
    .for("update");
}

/** How many of a batch are to be made yet, were made, and could not be. */
export async function countBatch(
  on: Executor,
  batchUuid: string,
): Promise<{ open: number; succeeded: number; failed: number }> {
  const rows = await on
    .select({ status: generations.status, n: count() })
    .from(generations)
    .where(eq(generations.batchUuid, batchUuid))
    .groupBy(generations.status);
  const of = (status: GenerationRow["status"]) => rows.find((row) => row.status === status)?.n ?? 0;
  return { open: of("queued") + of("running"), succeeded: of("succeeded"), failed: of("failed") };
}

/**
 * What starts from pictures that these generations make, and has not begun, or ended without beginning; locked until the
 * transaction ends.
 */
export async function lockFollowers(
  on: Executor,
  generationIds: number[],
  status: "queued" | "failed" | "cancelled" = "queued",
): Promise<GenerationRow[]> {
  if (generationIds.length === 0) return [];
  const made = on.select({ id: images.id }).from(images).where(inArray(images.generationId, generationIds));
  return on
    .select()
    .from(generations)
    .where(and(inArray(generations.sourceImageId, made), eq(generations.status, status), isNull(generations.startedAt)))
    .orderBy(asc(generations.id))
    .for("update");
}

export interface BatchSummary {
  uuid: string;
  total: number;
  ended: number;
  createdAt: Date;
}

/** A maker's latest batches, newest first. */
export async function listBatchSummaries(viewer: Viewer, limit: number): Promise<BatchSummary[]> {
  if (viewer.kind === "nobody") return [];
  const isEnded = inArray(generations.status, ["succeeded", "failed", "cancelled"]);
  const rows = await database()
    .select({
      uuid: generations.batchUuid,
      total: count(),
      ended: sql`sum(${isEnded})`.mapWith(Number),
      createdAt: sql`min(${generations.createdAt})`.mapWith(generations.createdAt),
    })
    .from(generations)
    .where(and(madeBy(viewer), isNotNull(generations.batchUuid), isNull(generations.dismissedAt)))
    .groupBy(generations.batchUuid)
    .orderBy(desc(max(generations.id)))
    .limit(limit);
  return rows.flatMap(({ uuid, ...rest }) => (uuid === null ? [] : [{ uuid, ...rest }]));
}

function inBatch(maker: Maker, batchUuid: string) {
  return and(eq(generations.batchUuid, batchUuid), madeBy(maker));
}

function madeBy(maker: Maker) {
  return maker.kind === "user" ? eq(generations.userId, maker.id) : eq(generations.guestId, maker.id);
}
