import { and, asc, inArray, type SQL, sql } from "drizzle-orm";
import type { Viewer } from "@/lib/viewer";
import { database } from "../client";
import { images } from "../schema";
import { visibleTo } from "./visible";

/** Condition: finished pictures of these generations that the viewer may see. */
export function imagesOfGenerations(viewer: Viewer, generationIds: number[]): SQL | undefined {
  return generationIds.length === 0 ? sql`false` : and(inArray(images.generationId, generationIds), visibleTo(viewer));
}

/** Condition: those of these pictures that the viewer may see. */
export function visibleAmong(viewer: Viewer, ids: number[]): SQL | undefined {
  return ids.length === 0 ? sql`false` : and(inArray(images.id, ids), visibleTo(viewer));
}

/** The uuids that generations' pictures have or will have, in their order. */
export async function listImageUuids(generationIds: number[]): Promise<Map<number, string[]>> {
  if (generationIds.length === 0) return new Map();
  const rows = await database()
    .select({ generationId: images.generationId, uuid: images.uuid })
    .from(images)
    .where(inArray(images.generationId, generationIds))
    .orderBy(asc(images.ordinal));
  const uuids = new Map<number, string[]>();
  for (const { generationId, uuid } of rows) {
    if (generationId !== null) uuids.set(generationId, [...(uuids.get(generationId) ?? []), uuid]);
  }
  return uuids;
}

/** Which of these generations makes or made a picture: picture's id → generation's id. */
export async function listMade(generationIds: number[]): Promise<Map<number, number>> {
  if (generationIds.length === 0) return new Map();
  const rows = await database()
    .select({ id: images.id, generationId: images.generationId })
    .from(images)
    .where(inArray(images.generationId, generationIds));
  return new Map(rows.flatMap(({ id, generationId }) => (generationId === null ? [] : [[id, generationId] as const])));
}
