import { and, asc, desc, eq, inArray, isNull, lt } from "drizzle-orm";
import { clock } from "@/lib/clock";
import type { Maker, Viewer } from "@/lib/viewer";
import { database, type Executor } from "../client";
import { generations, styles } from "../schema";

export type GenerationRow = typeof generations.$inferSelect;
export type NewGeneration = typeof generations.$inferInsert;

const withStyle = { generation: generations, styleSlug: styles.slug, styleTitle: styles.title };
export interface StyledGeneration {
  generation: GenerationRow;
  styleSlug: string | null;
  styleTitle: string | null;
}

export async function insertGeneration(on: Executor, row: NewGeneration): Promise<number> {
  const [inserted] = await on.insert(generations).values(row).$returningId();
  if (!inserted) throw new Error("The database answered no id.");
  return inserted.id;
}

/** The viewer's own generation. */
export async function findOwnGeneration(viewer: Viewer, uuid: string): Promise<StyledGeneration | null> {
  if (viewer.kind === "nobody") return null;
  const [row] = await database()
    .select(withStyle)
    .from(generations)
    .leftJoin(styles, eq(styles.id, generations.styleId))
    .where(and(eq(generations.uuid, uuid), madeBy(viewer)));
  return row ?? null;
}

/** The viewer's own that were not put away, newest first. */
export async function listOwnGenerations(
  viewer: Viewer,
  limit: number,
  activeOnly = false,
): Promise<StyledGeneration[]> {
  if (viewer.kind === "nobody") return [];
  return database()
    .select(withStyle)
    .from(generations)
    .leftJoin(styles, eq(styles.id, generations.styleId))
    .where(
      and(
        madeBy(viewer),
        isNull(generations.dismissedAt),
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
  await on
    .update(generations)
    .set({ ...changes, updatedAt: clock.now() })
    .where(eq(generations.id, id));
}

/** Progress only grows, and only while it runs; a late word of a dead worker changes nothing. */
export async function raiseProgress(id: number, progress: number): Promise<void> {
  await database()
    .update(generations)
    .set({ progress, updatedAt: clock.now() })
    .where(and(eq(generations.id, id), eq(generations.status, "running"), lt(generations.progress, progress)));
}

/** The first generation's row for each of these uuids that the maker owns. */
export async function listBatch(maker: Maker, batchUuid: string): Promise<GenerationRow[]> {
  return database()
    .select()
    .from(generations)
    .where(and(eq(generations.batchUuid, batchUuid), madeBy(maker)))
    .orderBy(asc(generations.id))
    .limit(200);
}

function madeBy(maker: Maker) {
  return maker.kind === "user" ? eq(generations.userId, maker.id) : eq(generations.guestId, maker.id);
}
