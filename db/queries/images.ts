import { and, asc, desc, eq, inArray, isNotNull, isNull, lt, or, sql } from "drizzle-orm";
import { clock } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import type { Maker, Viewer } from "@/lib/viewer";
import { database, type Executor } from "../client";
import { blobs, generations, images, type Recipe } from "../schema";
import { type ImageRow, selectImages } from "./image-rows";
import { indexImages } from "./image-terms";
import { inTrashOf, ownedBy, visibleTo } from "./visible";

export type NewImage = typeof images.$inferInsert;

/** Rows of pictures to be made or stored; answers their ids in order. */
export async function insertImages(on: Executor, rows: NewImage[]): Promise<number[]> {
  const withBytes = rows.map((row) => ({ ...row, bytes: bytesOf(row.blobId ?? null) }));
  const inserted = await on.insert(images).values(withBytes).$returningId();
  const ids = inserted.map((row) => row.id);
  await indexImages(
    on,
    ids.filter((_, index) => rows[index]?.state === "ready"),
  );
  return ids;
}

/** What a blob holds, as its row says. */
function bytesOf(blobId: number | null) {
  return blobId === null ? 0 : sql<number>`(select ${blobs.bytes} from ${blobs} where ${blobs.id} = ${blobId})`;
}

/** A picture the viewer may see. */
export async function findImage(viewer: Viewer, by: { id: number } | { uuid: string }): Promise<ImageRow | null> {
  const named = "id" in by ? eq(images.id, by.id) : eq(images.uuid, by.uuid);
  const [row] = await selectImages(viewer, and(named, visibleTo(viewer)));
  return row ?? null;
}

export type LockedImage = typeof images.$inferSelect;

/** One's own picture in whatever state, held until the transaction ends. */
export async function lockOwnImage(on: Executor, viewer: Viewer, id: number): Promise<LockedImage | null> {
  return viewer.kind === "nobody" ? null : ((await lockOwnImages(on, viewer, [id]))[0] ?? null);
}

/** One's own pictures among these, in whatever state, held until the transaction ends. */
export async function lockOwnImages(on: Executor, maker: Maker, ids: number[]): Promise<LockedImage[]> {
  return on
    .select()
    .from(images)
    .where(and(inArray(images.id, ids), ownedBy(maker)))
    .orderBy(asc(images.id))
    .for("update");
}

/** Some of what lies in one's trash, held until the transaction ends. */
export async function lockTrash(on: Executor, maker: Maker, limit: number): Promise<LockedImage[]> {
  return on.select().from(images).where(inTrashOf(maker)).limit(limit).for("update");
}

/** A picture the viewer may see, held until the transaction ends. */
export async function lockImage(on: Executor, viewer: Viewer, id: number): Promise<LockedImage | null> {
  const [row] = await on
    .select()
    .from(images)
    .where(and(eq(images.id, id), visibleTo(viewer)))
    .for("update");
  return row ?? null;
}

/** Whether this is a picture of one's own that is still being made. */
export async function isOwnPending(viewer: Viewer, id: number, on: Executor = database()): Promise<boolean> {
  if (viewer.kind === "nobody") return false;
  const [row] = await on
    .select({ id: images.id })
    .from(images)
    .where(and(eq(images.id, id), ownedBy(viewer), eq(images.state, "pending")));
  return row !== undefined;
}

/** Why a viewer does not find a picture: one of their own is still being made, every other one is not there. */
export async function missingImage(viewer: Viewer, id: number, on?: Executor): Promise<AppError> {
  return new AppError((await isOwnPending(viewer, id, on)) ? "not_ready" : "not_found");
}

/** Ids of the pictures among these that the viewer may see, held until the transaction ends, in their order. */
export async function lockImages(on: Executor, viewer: Viewer, ids: number[]): Promise<number[]> {
  const rows = await on
    .select({ id: images.id })
    .from(images)
    .where(and(inArray(images.id, ids), visibleTo(viewer)))
    .orderBy(asc(images.id))
    .for("update");
  return rows.map((row) => row.id);
}

/** What this maker made from a picture, not trashed, held until the transaction ends. */
export async function listOwnChildren(on: Executor, maker: Maker, parentId: number): Promise<LockedImage[]> {
  return on
    .select()
    .from(images)
    .where(and(eq(images.parentId, parentId), ownedBy(maker), inArray(images.shelf, ["kept", "temporary"])))
    .orderBy(asc(images.id))
    .for("update");
}

/** What the maker's generation needs to know of its pictures. */
export async function listGenerationImages(on: Executor, generationId: number) {
  return on
    .select({
      id: images.id,
      uuid: images.uuid,
      ordinal: images.ordinal,
      state: images.state,
      title: images.title,
      prompt: images.prompt,
      name: images.name,
    })
    .from(images)
    .where(eq(images.generationId, generationId))
    .orderBy(asc(images.ordinal));
}

/** The file behind a picture, for making others from it. */
export async function findImageBlob(id: number) {
  const [row] = await database()
    .select({ sha256: blobs.sha256, mime: blobs.mime, bytes: blobs.bytes, recipe: images.recipe })
    .from(images)
    .innerJoin(blobs, eq(blobs.id, images.blobId))
    .where(eq(images.id, id));
  return row ?? null;
}

/** How each of these pictures was made: id → recipe. */
export async function findRecipes(ids: number[]): Promise<Map<number, Recipe | null>> {
  if (ids.length === 0) return new Map();
  const rows = await database()
    .select({ id: images.id, recipe: images.recipe })
    .from(images)
    .where(inArray(images.id, ids));
  return new Map(rows.map((row) => [row.id, row.recipe]));
}

/** How far a picture is that the viewer may see or is having made: its own state, and its generation's. */
export async function findImageState(viewer: Viewer, id: number) {
  const mine = viewer.kind === "nobody" ? undefined : ownedBy(viewer);
  const [row] = await database()
    .select({ state: images.state, generation: generations.status })
    .from(images)
    .leftJoin(generations, eq(generations.id, images.generationId))
    .where(and(eq(images.id, id), or(visibleTo(viewer), mine)));
  return row ?? null;
}

export interface ReadyImage {
  blobId: number;
  width: number;
  height: number;
  thumbhash: string;
  dominantColor: string;
  recipe: Recipe | null;
  expiresAt: Date | null;
}

/** Makes a pending picture visible to whom it may be. */
export async function readyImage(on: Executor, id: number, ready: ReadyImage): Promise<void> {
  const now = clock.now();
  await on
    .update(images)
    .set({ ...ready, bytes: bytesOf(ready.blobId), state: "ready", createdAt: now, updatedAt: now })
    .where(and(eq(images.id, id), eq(images.state, "pending")));
  await indexImages(on, [id]);
}

/** Marks pending pictures of these generations as never to come. */
export async function failImages(on: Executor, generationIds: number[]): Promise<void> {
  if (generationIds.length === 0) return;
  await on
    .update(images)
    .set({ state: "failed", updatedAt: clock.now() })
    .where(and(inArray(images.generationId, generationIds), eq(images.state, "pending")));
}

/** Lets pictures that were not made wait once more; false when none of them are left. */
export async function reviveImages(on: Executor, generationId: number): Promise<boolean> {
  const [result] = await on
    .update(images)
    .set({ state: "pending", updatedAt: clock.now() })
    .where(and(eq(images.generationId, generationId), eq(images.state, "failed")));
  return result.affectedRows > 0;
}

/** Changes that are seen: the version grows, so that cached addresses end. */
export async function updateImage(on: Executor, id: number, changes: Partial<NewImage>): Promise<void> {
  await updateImages(on, [id], changes);
}

/** The same for several, in one statement. */
export async function updateImages(on: Executor, ids: number[], changes: Partial<NewImage>): Promise<void> {
  if (ids.length === 0) return;
  await on
    .update(images)
    .set({ ...changes, updatedAt: clock.now(), version: sql`${images.version} + 1` })
    .where(inArray(images.id, ids));
  await indexImages(on, ids);
}

/** Takes rows away for good; their blobs must be released in the same transaction. */
export async function deleteImages(on: Executor, ids: number[]): Promise<void> {
  if (ids.length > 0) await on.delete(images).where(inArray(images.id, ids));
}

/** Temporary pictures whose time is over, and trashed ones older than `trashedBefore`, held so that none is kept meanwhile. */
export async function lockExpiredImages(on: Executor, trashedBefore: Date, limit: number) {
  return on
    .select({ id: images.id, blobId: images.blobId })
    .from(images)
    .where(or(and(eq(images.isTemp, true), lt(images.expiresAt, clock.now())), lt(images.trashedAt, trashedBefore)))
    .limit(limit)
    .for("update", { skipLocked: true });
}

/** Ancestors the viewer may see, from the nearest; null stands for one that is hidden or gone. */
export async function listAncestors(viewer: Viewer, image: ImageRow, depthMax: number): Promise<(ImageRow | null)[]> {
  const found: (ImageRow | null)[] = [];
  let current: ImageRow = image;
  while (current.hadParent && found.length < depthMax) {
    const parent = current.parentId === null ? null : await findImage(viewer, { id: current.parentId });
    found.push(parent);
    if (!parent) break;
    current = parent;
  }
  return found;
}

/** Pictures made from this one that the viewer may see, newest first. */
export async function listChildIds(viewer: Viewer, parentId: number, limit: number): Promise<number[]> {
  const rows = await database()
    .select({ id: images.id })
    .from(images)
    .where(and(eq(images.parentId, parentId), visibleTo(viewer)))
    .orderBy(desc(images.id))
    .limit(limit);
  return rows.map((row) => row.id);
}

/** How many bytes a guest's pictures of the last day hold. */
export async function sumGuestBytes(guestId: number, since: Date, on: Executor = database()): Promise<number> {
  const [row] = await on
    .select({ bytes: sql<string | null>`sum(${blobs.bytes})` })
    .from(images)
    .innerJoin(blobs, eq(blobs.id, images.blobId))
    .where(and(eq(images.guestId, guestId), sql`${images.createdAt} > ${since}`, isNull(images.trashedAt)));
  return Number(row?.bytes ?? 0);
}

/** Notes that the files of these blobs are missing, or are there again; answers how many pictures that changes. */
export async function markMissing(blobIds: number[], missing: boolean): Promise<number> {
  if (blobIds.length === 0) return 0;
  const [result] = await database()
    .update(images)
    .set({ missingAt: missing ? clock.now() : null })
    .where(and(inArray(images.blobId, blobIds), missing ? isNull(images.missingAt) : isNotNull(images.missingAt)));
  return result.affectedRows;
}

/** Puts every sample in the trash as if it had been there for ever, so that the next sweep removes it. */
export async function discardSamples(on: Executor): Promise<number> {
  const samples = await on
    .select({ id: images.id })
    .from(images)
    .where(and(eq(images.isSample, true), isNull(images.trashedAt)))
    .for("update");
  const ids = samples.map((sample) => sample.id);
  await updateImages(on, ids, { trashedAt: new Date(0) });
  return ids.length;
}

/** A sample by its name, trashed ones included. */
export async function findSample(name: string): Promise<{ id: number } | null> {
  const [row] = await database()
    .select({ id: images.id })
    .from(images)
    .where(and(eq(images.isSample, true), eq(images.name, name)));
  return row ?? null;
}
