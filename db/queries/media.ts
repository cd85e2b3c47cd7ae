import { and, eq, inArray, or, type SQL, sql } from "drizzle-orm";
import { nobody, type Viewer } from "@/lib/viewer";
import { database } from "../client";
import { blobs, images, variants } from "../schema";
import { hiddenOf, inTrashOf, moderated, visibleTo } from "./visible";

/** One file of a picture's bytes. */
export interface MediaFile {
  /** `full`, or a variant's name. */
  name: string;
  mime: string;
  bytes: number;
}

/** What serving a picture's bytes needs to know. */
export interface MediaImage {
  uuid: string;
  version: number;
  /** Whether everyone may see it, signed in or not. */
  isEveryones: boolean;
  name: string;
  title: string | null;
  prompt: string | null;
  sha256: string;
  full: MediaFile;
  variants: MediaFile[];
}

/**
 * Of these pictures, those this viewer may see, has in their trash, or made and had taken from view: uuid → what there is.
 * One indexed query.
 */
export async function findMedia(viewer: Viewer, uuids: string[]): Promise<Map<string, MediaImage>> {
  return selectMedia(uuids, or(visibleTo(viewer), inTrashOf(viewer), hiddenOf(viewer)));
}

/** A picture that an administrator decides on or, when `imageId` is given, asked to look at with a reason. */
export async function findLookedMedia(uuid: string, imageId: number | null): Promise<MediaImage | null> {
  const rule = imageId === null ? moderated() : and(eq(images.id, imageId), eq(images.state, "ready"));
  return (await selectMedia([uuid], rule)).get(uuid) ?? null;
}

async function selectMedia(uuids: string[], rule: SQL | undefined): Promise<Map<string, MediaImage>> {
  const rows = await database()
    .select({
      uuid: images.uuid,
      version: images.version,
      isEveryones: sql`${visibleTo(nobody)}`.mapWith(Boolean),
      name: images.name,
      title: images.title,
      prompt: images.prompt,
      sha256: blobs.sha256,
      mime: blobs.mime,
      bytes: blobs.bytes,
      variantName: variants.name,
      variantMime: variants.mime,
      variantBytes: variants.bytes,
    })
    .from(images)
    .innerJoin(blobs, eq(blobs.id, images.blobId))
    .leftJoin(variants, eq(variants.blobId, blobs.id))
    .where(and(inArray(images.uuid, uuids), rule));

  const found = new Map<string, MediaImage>();
  for (const row of rows) {
    let image = found.get(row.uuid);
    if (!image) {
      const { uuid, version, isEveryones, name, title, prompt, sha256, mime, bytes } = row;
      const full = { name: "full", mime, bytes };
      image = { uuid, version, isEveryones, name, title, prompt, sha256, full, variants: [] };
      found.set(uuid, image);
    }
    if (row.variantName !== null && row.variantMime !== null && row.variantBytes !== null) {
      image.variants.push({ name: row.variantName, mime: row.variantMime, bytes: row.variantBytes });
    }
  }
  return found;
}
