import { and, desc, eq, inArray, isNotNull, isNull, type SQL } from "drizzle-orm";
import { database, type Executor } from "../client";
import { generations, guests, images } from "../schema";

export interface LeakSample {
  id: number;
  uuid: string;
  /** What made it, where something did. */
  generation: string | null;
}

const ready = eq(images.state, "ready");
const present = and(ready, isNull(images.trashedAt), isNull(images.hiddenAt));

/** What nobody but their makers may see. Each reads from the end of an index of its own. */
const branches: Record<string, { where: SQL | undefined; order: SQL }> = {
  private: { where: and(present, eq(images.listed, 0), eq(images.isTemp, false)), order: desc(images.createdAt) },
  trashed: { where: and(ready, isNotNull(images.trashedAt)), order: desc(images.trashedAt) },
  hidden: { where: and(ready, isNotNull(images.hiddenAt)), order: desc(images.hiddenAt) },
  temporary: {
    where: and(present, eq(images.isTemp, true), isNotNull(images.expiresAt)),
    order: desc(images.expiresAt),
  },
};

/** The newest pictures of a kind, without those of the check's own users. */
export async function listLeakSamples(
  kind: "private" | "trashed" | "hidden" | "temporary",
  withoutUsers: number[],
  limit: number,
): Promise<LeakSample[]> {
  const { where, order } = branches[kind];
  const rows = await database()
    .select({ id: images.id, uuid: images.uuid, userId: images.userId, generation: generations.uuid })
    .from(images)
    .leftJoin(generations, eq(generations.id, images.generationId))
    .where(where)
    .orderBy(order)
    .limit(limit + withoutUsers.length * 4);
  return rows
    .filter(({ userId }) => userId === null || !withoutUsers.includes(userId))
    .slice(0, limit)
    .map(({ id, uuid, generation }) => ({ id, uuid, generation }));
}

/** So many of the newest public pictures are searched for those whose source is private now. */
const neighbourhood = 1000;

/** Pictures of everyone's that lead to such ones, if anything does: the newest, and some made from what is not shown. */
export async function listLeakNeighbours(limit: number): Promise<{ id: number; uuid: string }[]> {
  const newest = await database()
    .select({ id: images.id, uuid: images.uuid, parentId: images.parentId })
    .from(images)
    .where(eq(images.listed, 1))
    .orderBy(desc(images.createdAt), desc(images.id))
    .limit(neighbourhood);
  const parents = [...new Set(newest.flatMap(({ parentId }) => parentId ?? []))];
  const closed = new Set(
    parents.length === 0
      ? []
      : (
          await database()
            .select({ id: images.id })
            .from(images)
            .where(and(inArray(images.id, parents), eq(images.listed, 0)))
        ).map(({ id }) => id),
  );
  const children = newest.filter(({ parentId }) => parentId !== null && closed.has(parentId));
  return [...newest.slice(0, limit), ...children.slice(0, limit)].map(({ id, uuid }) => ({ id, uuid }));
}

/** Everything that belongs to users and guests who were made for a check. */
export async function listTracePictures(userIds: number[], guestIds: number[]) {
  const found: { id: number; blobId: number | null }[] = [];
  const columns = { id: images.id, blobId: images.blobId };
  for (const id of userIds) found.push(...(await database().select(columns).from(images).where(eq(images.userId, id))));
  for (const id of guestIds)
    found.push(...(await database().select(columns).from(images).where(eq(images.guestId, id))));
  return found;
}

/** Removes a guest; what they made goes before. */
export async function deleteGuest(on: Executor, id: number): Promise<void> {
  await on.delete(guests).where(eq(guests.id, id));
}
