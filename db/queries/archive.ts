import { and, eq, inArray } from "drizzle-orm";
import type { Viewer } from "@/lib/viewer";
import { database } from "../client";
import { blobs, images, users } from "../schema";
import { visibleTo } from "./visible";

export type ArchiveImage = Awaited<ReturnType<typeof selectArchiveImages>>[number];

/** Of these pictures, those the viewer may see, with their files and how they were made, in the order of the ids. */
export async function listArchiveImages(viewer: Viewer, ids: number[]): Promise<ArchiveImage[]> {
  if (ids.length === 0) return [];
  const byId = new Map((await selectArchiveImages(viewer, ids)).map((row) => [row.id, row]));
  return [...new Set(ids)].flatMap((id) => byId.get(id) ?? []);
}

function selectArchiveImages(viewer: Viewer, ids: number[]) {
  return database()
    .select({
      id: images.id,
      uuid: images.uuid,
      title: images.title,
      prompt: images.prompt,
      name: images.name,
      recipe: images.recipe,
      createdAt: images.createdAt,
      makerName: users.name,
      makerHandle: users.handle,
      sha256: blobs.sha256,
      mime: blobs.mime,
    })
    .from(images)
    .innerJoin(blobs, eq(blobs.id, images.blobId))
    .leftJoin(users, eq(users.id, images.userId))
    .where(and(inArray(images.id, ids), visibleTo(viewer)));
}
