import { listOwnImages as listOwn, listPublicImages, listVisibleImages } from "@/db/queries/image-lists";
import type { ImageRow } from "@/db/queries/image-rows";
import { type Found, type SearchScope, searchPictures } from "@/db/queries/image-search";
import { facets } from "@/db/queries/image-terms";
import { findSetting } from "@/db/queries/settings";
import { dayMs, fromNow, hourMs } from "@/lib/clock";
import { writeCursor } from "@/lib/http/cursor";
import { wishesOf } from "@/lib/terms";
import type { Viewer } from "@/lib/viewer";
import {
  type GalleryFilter,
  type GallerySort,
  type ImagePageDto,
  imageKinds,
  type ListedImageDto,
  listedImageDto,
  type SortOrder,
} from "../schema";
import { nextCursor, type PageRequest, pageOf, readPlace, sortValues } from "./page";
import { listGallery, listOwnImages } from "./read";

export interface SearchImagesRequest extends Omit<PageRequest, "page">, GalleryFilter {
  /** `gallery`: what everyone may see; `own`: one's own, newest first. */
  scope: "gallery" | "own";
  /** Default: newest first. `like` is for the gallery. */
  sort?: GallerySort;
  order?: SortOrder;
}

/**
 * A page of the pictures that fit a search and filter; without either the list itself. A page may be short, even empty,
 * and still have a next one: then nothing more was found as far as one page looks.
 *
 * @throws AppError `bad_request` for a cursor of another list
 */
export async function searchImages(viewer: Viewer, request: SearchImagesRequest): Promise<ImagePageDto> {
  const { scope, limit, cursor } = request;
  const sort = scope === "own" ? "created" : (request.sort ?? "created");
  const order = request.order ?? "desc";
  if (!isNarrowed(request)) {
    if (scope === "gallery") return listGallery(viewer, { sort, order, limit, cursor });
    if (order === "desc") return listOwnImages(viewer, { limit, cursor });
  }
  const list = `${scope}.${sort}.${order}`;
  const found = await findPictures(viewer, { ...request, scope, sort, order }, list);
  const { images } = pageOf(viewer, found.rows, limit, list, sortValues[sort]);
  return { images, nextCursor: cursorAfter(found, limit, list, sort) };
}

export interface ListImagesRequest extends GalleryFilter {
  cursor?: string;
  limit: number;
  /** Default: latest change first; the newest first for a search or filter. */
  sort?: GallerySort;
}

/** The second document's list: everything the viewer may see. By likes, what everyone may see. */
export async function listImages(
  viewer: Viewer,
  request: ListImagesRequest,
): Promise<{ images: ListedImageDto[]; nextCursor: string | null }> {
  const { limit, sort } = request;
  const newSince = fromNow(-(await findSetting("new_image_hours")) * hourMs);
  const answer = (rows: ImageRow[], nextCursor: string | null) => ({
    images: rows.slice(0, limit).map((row) => listedImageDto(row, newSince)),
    nextCursor,
  });
  if (!sort && !isNarrowed(request)) {
    const place = readPlace("visible", request);
    const rows = await listVisibleImages(viewer, { sort: "updated", order: "desc", ...place });
    return answer(rows, nextCursor(rows, limit, "visible", sortValues.updated));
  }
  const by = sort ?? "created";
  const list = `visible.${by}`;
  const scope = by === "like" ? "gallery" : "visible";
  const found = await findPictures(viewer, { ...request, scope, sort: by, order: "desc" }, list);
  return answer(found.rows, cursorAfter(found, limit, list, by));
}

/** Whether a filter leaves anything out. */
function isNarrowed({ q, kind, style, backend, size, color, from, to }: GalleryFilter): boolean {
  return [q?.trim() || undefined, kind, style, backend, size, color, from, to].some((wish) => wish !== undefined);
}

interface FindRequest extends GalleryFilter {
  scope: SearchScope;
  sort: GallerySort;
  order: SortOrder;
  limit: number;
  cursor?: string;
}

/** The rows of a page that fit. */
async function findPictures(viewer: Viewer, request: FindRequest, list: string): Promise<Found> {
  const { scope, sort, order, q } = request;
  const { limit, after } = readPlace(list, request);
  const span = { from: dayOf(request.from, 0), until: dayOf(request.to, dayMs) };
  const wishes = wishesOf(q ?? "");
  if (q?.trim() && wishes.length === 0) return { rows: [], until: null };
  const facts = factsOf(request);
  if (wishes.length === 0 && facts.length === 0) {
    const plain = { sort, order, limit, after, span };
    if (scope === "visible") return { rows: await listVisibleImages(viewer, plain), until: null };
    if (scope === "own") return { rows: await listOwn(viewer, plain), until: null };
    if (sort === "created" || !isNarrowed(request)) {
      return { rows: await listPublicImages(viewer, plain), until: null };
    }
    // Days in order of likes: no index has both, but the terms do, and every picture is of some kind.
    facts.push(imageKinds.map(facets.kind));
  }
  return searchPictures(viewer, { scope, sort, order, limit, after, span, wishes, facts });
}

/** Where the next page begins: after the last picture shown, or where the look ended. */
function cursorAfter(found: Found, limit: number, list: string, sort: GallerySort): string | null {
  const next = nextCursor(found.rows, limit, list, (row: ImageRow) => sortValues[sort](row));
  return next ?? (found.until && writeCursor(list, found.until));
}

function factsOf({ kind, style, backend, size, color }: GalleryFilter): string[][] {
  return [
    kind && facets.kind(kind),
    style && facets.style(style),
    backend && facets.backend(backend),
    size && facets.size(size),
    color && facets.color(color),
  ].flatMap((fact) => (fact ? [[fact]] : []));
}

/** A day of an address as the moment it begins, or ends. */
function dayOf(day: string | undefined, plusMs: number): Date | undefined {
  return day === undefined ? undefined : new Date(Date.parse(`${day}T00:00:00Z`) + plusMs);
}
