import { and, asc, count, eq, inArray, isNull, like, lt, max, ne, or, sql } from "drizzle-orm";
import { clock } from "@/lib/clock";
import type { Viewer } from "@/lib/viewer";
import { database, type Executor } from "../client";
import { backends, generations, images, jobs, models, styles } from "../schema";
import { isBackendThere, isStyleThere, type PlacedStyle } from "./removed";
import { pickable } from "./styles";
import { ownedBy, visibleTo } from "./visible";

export type BackendRow = typeof backends.$inferSelect;
export type NewBackend = typeof backends.$inferInsert;
export type ModelRow = typeof models.$inferSelect;

export async function findBackend(id: number): Promise<BackendRow | null> {
  const [row] = await database()
    .select()
    .from(backends)
    .where(and(eq(backends.id, id), isBackendThere()));
  return row ?? null;
}

/** The row as it is, locked until the transaction ends. */
export async function lockBackend(on: Executor, id: number): Promise<BackendRow | null> {
  const [row] = await on
    .select()
    .from(backends)
    .where(and(eq(backends.id, id), isBackendThere()))
    .for("update");
  return row ?? null;
}

/** All backends that were not removed, in their order. */
export async function listBackends(on: Executor = database()): Promise<BackendRow[]> {
  return on.select().from(backends).where(isBackendThere()).orderBy(asc(backends.sortOrder), asc(backends.id));
}

/** Models of these backends, oldest first. */
export async function listModels(backendIds: number[], on: Executor = database()): Promise<ModelRow[]> {
  if (backendIds.length === 0) return [];
  return on.select().from(models).where(inArray(models.backendId, backendIds)).orderBy(asc(models.id));
}

/** A new backend's id; it stands last. */
export async function insertBackend(on: Executor, row: NewBackend): Promise<number> {
  const [last] = await on.select({ order: max(backends.sortOrder) }).from(backends);
  const [inserted] = await on
    .insert(backends)
    .values({ ...row, sortOrder: (last?.order ?? 0) + 10 })
    .$returningId();
  if (!inserted) throw new Error("The database answered no id.");
  return inserted.id;
}

export async function updateBackend(on: Executor, id: number, changes: Partial<NewBackend>): Promise<void> {
  await on
    .update(backends)
    .set({ ...changes, updatedAt: clock.now() })
    .where(eq(backends.id, id));
}

/** Notes that a backend was looked at just now. */
export async function noteLook(on: Executor, id: number): Promise<void> {
  await on.update(backends).set({ lookedAt: clock.now() }).where(eq(backends.id, id));
}

/** Enabled backends beside the built-in one that nobody looked at since that moment. */
export async function listUnseenBackends(since: Date): Promise<BackendRow[]> {
  const isUnseen = or(isNull(backends.lookedAt), lt(backends.lookedAt, since));
  return database()
    .select()
    .from(backends)
    .where(and(eq(backends.enabled, true), ne(backends.kind, "builtin"), isUnseen));
}

/** Whether there is a backend of this kind, switched on or off, or removed: what was sent away does not come by itself. */
export async function hasBackend(on: Executor, kind: string): Promise<boolean> {
  const [row] = await on.select({ id: backends.id }).from(backends).where(eq(backends.kind, kind)).limit(1);
  return row !== undefined;
}

/** Makes one backend the one that is asked when none is named. */
export async function setDefaultBackend(on: Executor, id: number): Promise<void> {
  await on.update(backends).set({ isDefault: sql`${backends.id} = ${id}` });
}

/** Gives backends this order. */
export async function orderBackends(on: Executor, ids: number[]): Promise<void> {
  for (const [index, id] of ids.entries()) {
    await on
      .update(backends)
      .set({ sortOrder: index * 10 })
      .where(eq(backends.id, id));
  }
}

/** Removes a backend for good, with its models and their styles; what was made stays. */
export async function deleteBackend(on: Executor, id: number): Promise<void> {
  await on.delete(backends).where(eq(backends.id, id));
}

/** How many generations of a backend wait or run. */
export async function countOpenGenerations(on: Executor, backendId: number): Promise<number> {
  const [row] = await on
    .select({ open: count() })
    .from(generations)
    .where(and(eq(generations.backendId, backendId), inArray(generations.status, ["queued", "running"])));
  return row?.open ?? 0;
}

/**
 * Brings the models of a backend to what its server offers: new ones are added, those that are gone are not offered
 * until they are back. What an administrator switched off stays off.
 *
 * @param endings when models will be gone, where that is known
 */
export async function replaceModels(
  on: Executor,
  backendId: number,
  names: string[],
  endings: ReadonlyMap<string, Date>,
): Promise<void> {
  const now = clock.now();
  const known = await on.select().from(models).where(eq(models.backendId, backendId)).for("update");
  const added = names.filter((name) => !known.some((row) => row.name === name));
  if (added.length > 0) {
    const row = { backendId, createdAt: now };
    const rows = added.map((name) => ({ ...row, name, title: titleOf(name), shutdownAt: endings.get(name) ?? null }));
    await on.insert(models).values(rows);
  }
  for (const { id, name, shutdownAt: before } of known) {
    const goneSince = before !== null && before <= now ? before : now;
    const shutdownAt = names.includes(name) ? (endings.get(name) ?? null) : goneSince;
    if (shutdownAt?.getTime() !== before?.getTime())
      await on.update(models).set({ shutdownAt }).where(eq(models.id, id));
  }
}

/** Switches a model on or off, or calls it otherwise; false when there is none. */
export async function updateModel(
  on: Executor,
  id: number,
  changes: { enabled?: boolean; title?: string; priceMicros?: number },
): Promise<boolean> {
  const [row] = await on.select({ id: models.id }).from(models).where(eq(models.id, id)).for("update");
  if (row) await on.update(models).set(changes).where(eq(models.id, id));
  return row !== undefined;
}

/** A model with its backend, unless that was removed. */
export async function findModel(id: number): Promise<{ model: ModelRow; backend: BackendRow } | null> {
  const [row] = await database()
    .select({ model: models, backend: backends })
    .from(models)
    .innerJoin(backends, eq(backends.id, models.backendId))
    .where(and(eq(models.id, id), isBackendThere()));
  return row ?? null;
}

/** How many styles of the house, and of members, each model has, by its id. */
export async function countStyles(modelIds: number[]): Promise<Map<number, { house: number; members: number }>> {
  if (modelIds.length === 0) return new Map();
  const rows = await database()
    .select({ modelId: styles.modelId, all: count(), members: count(styles.userId) })
    .from(styles)
    .where(and(inArray(styles.modelId, modelIds), isStyleThere()))
    .groupBy(styles.modelId);
  return new Map(rows.map(({ modelId, all, members }) => [modelId, { house: all - members, members }]));
}

/** All styles on a backend's models, members' and removed ones included. */
export async function listStylesOf(on: Executor, backendId: number): Promise<PlacedStyle[]> {
  return on
    .select({ id: styles.id, slug: styles.slug, removedSlug: styles.removedSlug, removedAt: styles.removedAt })
    .from(styles)
    .innerJoin(models, eq(models.id, styles.modelId))
    .where(eq(models.backendId, backendId));
}

/** Where a worker finds jobs for backends, and how many run at once; pools of backends that are gone drain as well. */
export async function listBackendPools(): Promise<Map<string, number>> {
  const [rows, open] = await Promise.all([
    database()
      .select({ id: backends.id, kind: backends.kind, concurrency: backends.concurrency })
      .from(backends)
      .where(isBackendThere()),
    database()
      .selectDistinct({ pool: jobs.pool })
      .from(jobs)
      .where(and(like(jobs.pool, "backend:%"), inArray(jobs.status, ["waiting", "running"]))),
  ]);
  const drained = open.map(({ pool }) => [pool, 1] as const);
  const own = rows
    .filter(({ kind }) => kind !== "builtin")
    .map((row) => [`backend:${row.id}`, row.concurrency] as const);
  return new Map([...drained, ...own]);
}

/** Whether any backend of this kind is enabled. */
export async function hasEnabledBackend(kind: string): Promise<boolean> {
  const [row] = await database()
    .select({ id: backends.id })
    .from(backends)
    .where(and(eq(backends.kind, kind), eq(backends.enabled, true)))
    .limit(1);
  return row !== undefined;
}

/** The kind of the enabled backend behind a style that the viewer can pick. */
export async function findStyleBackend(viewer: Viewer, styleId: number): Promise<string | null> {
  const [row] = await database()
    .select({ kind: backends.kind })
    .from(styles)
    .innerJoin(models, eq(models.id, styles.modelId))
    .innerJoin(backends, eq(backends.id, models.backendId))
    .where(and(eq(styles.id, styleId), pickable(viewer)));
  return row?.kind ?? null;
}

/** The kind of the enabled backend that made, or makes, a picture which the viewer sees or waits for. */
export async function findImageBackend(viewer: Viewer, uuid: string): Promise<string | null> {
  const own = viewer.kind === "nobody" ? undefined : and(eq(images.state, "pending"), ownedBy(viewer));
  const [row] = await database()
    .select({ kind: backends.kind })
    .from(images)
    .innerJoin(generations, eq(generations.id, images.generationId))
    .innerJoin(backends, eq(backends.id, generations.backendId))
    .where(and(eq(images.uuid, uuid), or(visibleTo(viewer), own), eq(backends.enabled, true)));
  return row?.kind ?? null;
}

/** A model's file name as a title: without folders, ending and underscores. */
function titleOf(name: string): string {
  const file = name.split(/[\\/]/).at(-1) ?? name;
  return file.replace(/\.(safetensors|ckpt|pt|pth|gguf|sft)$/i, "").replaceAll("_", " ");
}
