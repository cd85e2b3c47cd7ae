import {
  findMakerId,
  findModerated,
  listHidden,
  listShown,
  type ModeratedPlace,
  type ModeratedRow,
} from "@/db/queries/moderation";
import { countOpenReports, listOpenReports, listReportedIds } from "@/db/queries/reports";
import { AppError } from "@/lib/errors";
import { readCursor, writeCursor } from "@/lib/http/cursor";
import { isUuid } from "@/lib/ids";
import type { Viewer } from "@/lib/viewer";
import { requireModerator } from "../policy";
import {
  type ModeratedDto,
  type ModeratedPageDto,
  type ModerationList,
  moderatedDto,
  named,
  type ReportedPageDto,
} from "../schema";
import { signModeration } from "./look";

const reportsShown = 10;

export interface ModerationRequest {
  list: ModerationList;
  /** An id, a uuid, or the handle of a maker. */
  q?: string;
  cursor?: string;
  limit: number;
}

/**
 * Everyone's pictures, for administrators: the newest, those with reports that wait, or those taken from view. Private
 * ones are in none of these lists.
 *
 * @throws AppError `not_found` to everyone else, `bad_request` for a cursor of another list
 */
export async function listModerated(viewer: Viewer, request: ModerationRequest): Promise<ModeratedPageDto> {
  const admin = requireModerator(viewer);
  const { list, limit, cursor } = request;
  const q = request.q?.trim().replace(/^@/, "") ?? "";
  const look = await signModeration(admin);
  const named = await findNamed(q);
  if (named) return withReports(named, look, null);
  const maker = q === "" ? null : await findMakerId(q);
  if (q !== "" && maker === null) return { pictures: [], nextCursor: null };
  if (list === "reported" && maker === null) {
    const { reported, nextCursor } = await listReported(viewer, limit, cursor);
    return { pictures: reported.flatMap(({ picture }) => picture ?? []), nextCursor };
  }
  const name = `${list}.${maker ?? ""}`;
  const read = list === "hidden" ? listHidden : listShown;
  const rows = await read(limit + 1, readPlace(name, cursor), maker ?? undefined);
  const { nextCursor } = pageOf(rows, limit, name, (row) => moderatedDto(row, 0, look));
  return withReports(rows.slice(0, limit), look, nextCursor);
}

async function findNamed(q: string): Promise<ModeratedRow[] | null> {
  if (isUuid(q)) return findModerated({ uuid: q });
  if (!/^\d{1,15}$/.test(q)) return null;
  const rows = await findModerated({ ids: [Number(q)] });
  return rows.length > 0 ? rows : null;
}

async function withReports(rows: ModeratedRow[], look: string, nextCursor: string | null): Promise<ModeratedPageDto> {
  const open = await countOpenReports(rows.map(({ id }) => id));
  return { pictures: rows.map((row) => moderatedDto(row, open.get(row.id) ?? 0, look)), nextCursor };
}

/**
 * Pictures with reports that wait for a decision, the one reported last first. Of one that is not everyone's any more
 * nothing is told but its number.
 *
 * @throws AppError `not_found` to everyone but administrators, `bad_request` for a cursor of another list
 */
export async function listReported(viewer: Viewer, limit: number, cursor?: string): Promise<ReportedPageDto> {
  const admin = requireModerator(viewer);
  const place = readCursor("reports", cursor, "number");
  const found = await listReportedIds(limit + 1, place?.id);
  const shown = found.slice(0, limit);
  const [rows, look] = await Promise.all([
    findModerated({ ids: shown.map(({ imageId }) => imageId) }),
    signModeration(admin),
  ]);
  const reported = shown.map(async ({ imageId, open }) => {
    const row = rows.find(({ id }) => id === imageId);
    const reports = await listOpenReports(imageId, reportsShown);
    return {
      imageId,
      picture: row ? moderatedDto(row, open, look) : null,
      open,
      reports: reports.map(({ id, kind, reason, createdAt, reporterName, reporterHandle }) => ({
        id,
        kind,
        reason,
        createdAt: createdAt.toISOString(),
        reporter: named(reporterName, reporterHandle),
      })),
    };
  });
  const last = shown[limit - 1];
  return {
    reported: await Promise.all(reported),
    nextCursor: found.length > limit && last ? writeCursor("reports", { value: 0, id: last.newestId }) : null,
  };
}

/** Where a page of one of the lists begins. @throws AppError `bad_request` */
export function readPlace(list: string, cursor: string | undefined): ModeratedPlace | null {
  const place = readCursor(`moderation.${list}`, cursor, "string");
  return place && { at: new Date(place.value), id: place.id };
}

/** A page from its rows and one more, which tells that there is a next page. */
export function pageOf(
  rows: ModeratedRow[],
  limit: number,
  list: string,
  dto: (row: ModeratedRow) => ModeratedDto,
): ModeratedPageDto {
  const last = rows[limit - 1];
  const at = list.startsWith("newest") ? last?.createdAt : last?.hiddenAt;
  const hasMore = rows.length > limit && last && at;
  return {
    pictures: rows.slice(0, limit).map(dto),
    nextCursor: hasMore ? writeCursor(`moderation.${list}`, { value: at.toISOString(), id: last.id }) : null,
  };
}

/** The same as `listModerated` for a page of its own. */
export async function openModerated(viewer: Viewer, request: ModerationRequest): Promise<ModeratedPageDto> {
  return orFirst(request.cursor, (cursor) => listModerated(viewer, { ...request, cursor }));
}

/** The same as `listReported` for a page of its own. */
export async function openReported(viewer: Viewer, limit: number, cursor?: string): Promise<ReportedPageDto> {
  return orFirst(cursor, (place) => listReported(viewer, limit, place));
}

/** A page from where the last one ended; a cursor that leads nowhere leads to the beginning. */
export async function orFirst<T>(cursor: string | undefined, read: (cursor?: string) => Promise<T>): Promise<T> {
  try {
    return await read(cursor);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "bad_request" || !cursor) throw error;
    return read();
  }
}
