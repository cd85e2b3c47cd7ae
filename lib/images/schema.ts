import { z } from "zod";
import type { ImageRow } from "@/db/queries/image-rows";
import { limits } from "@/lib/limits";
import { mediaUrl } from "@/lib/media-address";
import { type RecipeDto, recipeSchema } from "@/lib/recipe";
import { colorFamilies, imageSizes } from "@/lib/terms";
import type { Viewer } from "@/lib/viewer";

// Apart, so that a browser can have it without the schemas and what they need.
export { type MediaVariant, mediaUrl, mediaVariants } from "@/lib/media-address";

export const imageKinds = ["uploaded", "generated", "styled"] as const;
export type ImageKind = (typeof imageKinds)[number];

/** A picture as the pages show it. Sizes in pixels; `thumbhash` is base64; moments are ISO 8601, UTC. */
export const imageSchema = z.object({
  id: z.int(),
  uuid: z.uuid(),
  version: z.int(),
  kind: z.enum(imageKinds),
  name: z.string(),
  title: z.string().nullable(),
  alt: z.string().nullable(),
  prompt: z.string().nullable(),
  width: z.int(),
  height: z.int(),
  thumbhash: z.string().nullable(),
  dominantColor: z.string().nullable(),
  isPublic: z.boolean(),
  isTemp: z.boolean(),
  isSample: z.boolean(),
  isSensitive: z.boolean(),
  /** Whether the viewer made it. */
  isMine: z.boolean(),
  likes: z.int(),
  likedByViewer: z.boolean(),
  style: z.object({ id: z.int(), slug: z.string(), title: z.string() }).nullable(),
  /** The model or built-in algorithm; null for uploads. */
  model: z.string().nullable(),
  strength: z.number().nullable(),
  /** Null when it has no maker with a name (samples, guests). */
  maker: z.object({ name: z.string(), handle: z.string() }).nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
});
export type ImageDto = z.infer<typeof imageSchema>;

/** A picture's page. */
export interface ImageDetailDto extends ImageDto {
  recipe: RecipeDto | null;
  /** What it was made from; null where there was none, it is gone, or the viewer may not see it. */
  parent: ImageDto | null;
  /** Uuids of the neighbours in the gallery (or among one's own when it is not listed). */
  newer: string | null;
  older: string | null;
  bytes: number;
  mime: string;
}

export interface ImagePageDto {
  images: ImageDto[];
  /** Opaque; null at the end. */
  nextCursor: string | null;
}

export const ownStates = ["kept", "temporary", "trashed"] as const;
export type OwnState = (typeof ownStates)[number];

export const gallerySorts = ["created", "like"] as const;
export type GallerySort = (typeof gallerySorts)[number];
export const sortOrders = ["asc", "desc"] as const;
export type SortOrder = (typeof sortOrders)[number];

const day = z.iso.date();
const slug = z.string().regex(/^[a-z\d][a-z\d_-]{0,59}$/);

/** What narrows a list, as it stands in an address: days are UTC, the last one included. */
export const galleryFilterInput = z.object({
  /** Words in prompts, titles, styles and makers' names, all of which must be there; cut to what is searched for. */
  q: z
    .string()
    .transform((text) => text.slice(0, limits.searchMaxChars))
    .optional(),
  kind: z.enum(imageKinds).optional(),
  style: slug.optional(),
  /** A kind of backend. */
  backend: slug.optional(),
  size: z.enum(imageSizes).optional(),
  color: z.enum(colorFamilies).optional(),
  from: day.optional(),
  to: day.optional(),
});
export type GalleryFilter = z.infer<typeof galleryFilterInput>;

/** The filter that an address asks for; a wish that is not understood is passed over. */
export function readGalleryFilter(given: Record<string, unknown>): GalleryFilter {
  const shape = galleryFilterInput.shape;
  const understood = Object.entries(shape).flatMap(([name, wish]) => {
    const parsed = given[name] === "" ? undefined : wish.safeParse(given[name]);
    return parsed?.success && parsed.data !== undefined ? [[name, parsed.data]] : [];
  });
  return galleryFilterInput.parse(Object.fromEntries(understood));
}

/** Whoever shares pictures under `/u/[handle]`. */
export interface MakerDto {
  name: string;
  handle: string;
  /** How many pictures everyone sees of theirs; counted no further than `countMax`. */
  pictures: number;
  joinedAt: string;
}

/** A row of the second document's picture list. */
export const listedImageSchema = z.object({
  image_id: z.int(),
  path: z.string(),
  name: z.string(),
  is_temp: z.boolean(),
  is_public: z.boolean(),
  is_new: z.boolean(),
  is_sensitive: z.boolean(),
  uuid: z.uuid(),
  kind: z.enum(imageKinds),
  width: z.int(),
  height: z.int(),
  thumbhash: z.string().nullable(),
  prompt: z.string().nullable(),
  original_image_id: z.int().nullable(),
  style_id: z.int().nullable(),
  likes: z.int(),
  updated_at: z.iso.datetime(),
});
export type ListedImageDto = z.infer<typeof listedImageSchema>;

/** Where a picture came from, and what came of it. */
export const historySchema = z.object({
  image_id: z.int(),
  uuid: z.uuid(),
  /** From the first ancestor to the picture itself; `image` is null where the caller may not see it or it is gone. */
  steps: z.array(z.object({ image: listedImageSchema.nullable(), recipe: recipeSchema.nullable() })),
  /** Other pictures made from the same one that the caller may see, newest first; none where that one is hidden. */
  siblings: z.array(z.object({ image: listedImageSchema, recipe: recipeSchema.nullable() })),
  /** Pictures made from this one that the caller may see, newest first. */
  children: z.array(z.object({ image: listedImageSchema, recipe: recipeSchema.nullable() })),
});
export type HistoryDto = z.infer<typeof historySchema>;

export const uploadedSchema = z.object({
  message: z.string(),
  image_id: z.int(),
  image_uuid: z.uuid(),
  path: z.string(),
});

export const favoriteInput = z.object({ id: z.int().positive(), favorite: z.boolean().optional() });
export const privateInput = z.object({ id: z.int().positive(), private: z.boolean().optional() });

export const bulkActions = ["favorite", "unfavorite", "publish", "make_private", "trash", "restore"] as const;
export type BulkAction = (typeof bulkActions)[number];
export const bulkInput = z.object({
  ids: z.array(z.int().positive()).min(1).max(limits.bulkMax),
  action: z.enum(bulkActions),
});

/** Ids as a list, or as one text with commas, which is what a form without script can send. */
export const archiveInput = z.object({
  ids: z.preprocess(
    (given) => (typeof given === "string" ? given.split(",").map(idOf) : given),
    z.array(z.int().positive()).min(1).max(limits.bulkMax),
  ),
});

function idOf(text: string): number {
  return /^\s*\d{1,15}\s*$/.test(text) ? Number(text) : Number.NaN;
}

export const imageEditInput = z.object({
  is_public: z.boolean().optional(),
  title: z.string().trim().max(limits.titleMaxChars).nullable().optional(),
  alt: z.string().trim().max(limits.altMaxChars).nullable().optional(),
  is_sensitive: z.boolean().optional(),
});

const flag = z
  .stringbool()
  .optional()
  .meta({ enum: ["true", "false"] });

/** Query of what removes a picture: past the trash, and with what was made of it. */
export const removalInput = z.object({ permanent: flag, cascade: flag });

/** Query of the first document's lists: `cursor`, or `page` from 0. */
export const listInput = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(10),
  page: z.coerce.number().int().min(0).max(limits.pageMax).optional(),
  cursor: z.string().max(200).optional(),
});

/** A picture of the first document's routes. */
export const pictureSchema = z.object({
  id: z.int(),
  uuid: z.uuid(),
  prompt: z.string().nullable(),
  isPrivate: z.boolean(),
  url: z.url(),
  thumbnailUrl: z.url(),
  width: z.int(),
  height: z.int(),
  thumbhash: z.string().nullable(),
  likes: z.int(),
  model: z.string().nullable(),
  resolution: z.string(),
  likedByUser: z.boolean(),
  createdAt: z.iso.datetime(),
  owner: z.object({ name: z.string(), handle: z.string() }).nullable(),
});
export type PictureDto = z.infer<typeof pictureSchema>;

/** The same picture as the first document's clients know it; `site` is the public address before its paths. */
export function pictureDto(image: ImageDto, site: string): PictureDto {
  return {
    id: image.id,
    uuid: image.uuid,
    prompt: image.prompt,
    isPrivate: !image.isPublic,
    url: site + mediaUrl(image.uuid, "full", image.version),
    thumbnailUrl: site + mediaUrl(image.uuid, "320", image.version),
    width: image.width,
    height: image.height,
    thumbhash: image.thumbhash,
    likes: image.likes,
    model: image.model,
    resolution: `${image.width}x${image.height}`,
    likedByUser: image.likedByViewer,
    createdAt: image.createdAt,
    owner: image.maker,
  };
}

/** The row of a picture as its viewer may see it, field by field. */
export function imageDto(viewer: Viewer, row: ImageRow): ImageDto {
  const isMine =
    (viewer.kind === "user" && row.userId === viewer.id) || (viewer.kind === "guest" && row.guestId === viewer.id);
  return {
    id: row.id,
    uuid: row.uuid,
    version: row.version,
    kind: row.kind,
    name: row.name,
    title: row.title,
    alt: row.alt,
    prompt: row.prompt,
    width: row.width,
    height: row.height,
    thumbhash: row.thumbhash,
    dominantColor: row.dominantColor,
    isPublic: row.isPublic,
    isTemp: row.isTemp,
    isSample: row.isSample,
    isSensitive: row.isSensitive,
    isMine,
    likes: row.likesCount,
    likedByViewer: row.likedAt !== null,
    style:
      row.styleId === null || row.styleSlug === null || row.styleTitle === null
        ? null
        : { id: row.styleId, slug: row.styleSlug, title: row.styleTitle },
    model: row.model,
    strength: row.strength,
    maker: row.makerName === null || row.makerHandle === null ? null : { name: row.makerName, handle: row.makerHandle },
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
  };
}

/** The same as a row of the second document's list; `newSince` is when pictures stop being new. */
export function listedImageDto(row: ImageRow, newSince: Date): ListedImageDto {
  return {
    image_id: row.id,
    path: mediaUrl(row.uuid, "full", row.version),
    name: row.name,
    is_temp: row.isTemp,
    is_public: row.isPublic,
    is_new: row.createdAt > newSince,
    is_sensitive: row.isSensitive,
    uuid: row.uuid,
    kind: row.kind,
    width: row.width,
    height: row.height,
    thumbhash: row.thumbhash,
    prompt: row.prompt,
    original_image_id: row.parentId,
    style_id: row.styleId,
    likes: row.likesCount,
    updated_at: row.updatedAt.toISOString(),
  };
}
