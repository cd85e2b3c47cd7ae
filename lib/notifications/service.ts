import {
  countUnread,
  findNotification,
  listNotifications as listRows,
  markRead,
  type NotificationRow,
} from "@/db/queries/notifications";
import { AppError } from "@/lib/errors";
import { readCursor, writeCursor } from "@/lib/http/cursor";
import { limits } from "@/lib/limits";
import { type Notice, type NoticeName, noticeShapes } from "@/lib/notices";
import type { UserViewer, Viewer } from "@/lib/viewer";
import type { NotificationDto, NotificationPageDto, ReadInput } from "./schema";

const list = "notifications";

/** A page of what a user is told of, the newest first. @throws AppError `unauthenticated`, `bad_request` */
export async function listNotifications(
  viewer: Viewer,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<NotificationPageDto> {
  const user = requireUser(viewer);
  const place = readCursor(list, cursor, "number");
  const [rows, unread] = await Promise.all([
    listRows(user.id, limit + 1, place?.id),
    countUnread(user.id, limits.unreadCountMax),
  ]);
  const last = rows[limit - 1];
  return {
    notifications: rows.slice(0, limit).flatMap((row) => dto(row) ?? []),
    unread,
    nextCursor: rows.length > limit && last ? writeCursor(list, { value: 0, id: last.id }) : null,
  };
}

/** The same for a page of its own: a cursor that leads nowhere leads to the newest. */
export async function openNotifications(
  viewer: Viewer,
  request: { limit: number; cursor?: string },
): Promise<NotificationPageDto> {
  try {
    return await listNotifications(viewer, request);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "bad_request" || !request.cursor) throw error;
    return listNotifications(viewer, { limit: request.limit });
  }
}

/** How many a viewer has not read; counted no further than `limits.unreadCountMax`. */
export async function countUnreadOf(viewer: Viewer): Promise<number> {
  return viewer.kind === "user" ? countUnread(viewer.id, limits.unreadCountMax) : 0;
}

/** Notes that a user has read some of theirs. Answers how many are left. @throws AppError `unauthenticated` */
export async function readNotifications(viewer: Viewer, input: ReadInput): Promise<number> {
  const user = requireUser(viewer);
  if ("ids" in input) await markRead(user.id, { ids: input.ids });
  else if ("all" in input) await markRead(user.id, "all");
  else await markRead(user.id, { about: input.generations.flatMap((uuid) => [`generation:${uuid}`, `batch:${uuid}`]) });
  return countUnread(user.id, limits.unreadCountMax);
}

/** Where one of a user's leads, which is read by that. @throws AppError `unauthenticated`, `not_found` */
export async function openNotification(viewer: Viewer, id: number): Promise<string> {
  const user = requireUser(viewer);
  const row = await findNotification(user.id, id);
  const found = row && dto(row);
  if (!found) throw new AppError("not_found");
  await markRead(user.id, { ids: [id] });
  return found.url;
}

/** What leaves of a row; null for one whose name or payload is of another version of the product. */
function dto({ id, name, payload, createdAt, readAt }: NotificationRow): NotificationDto | null {
  if (!isName(name)) return null;
  const parsed = noticeShapes[name].safeParse(payload);
  if (!parsed.success) return null;
  return {
    id,
    name,
    payload: parsed.data,
    url: urlOf(name, parsed.data),
    read: readAt !== null,
    created_at: createdAt.toISOString(),
  };
}

function isName(name: string): name is NoticeName {
  return Object.hasOwn(noticeShapes, name);
}

/** The page that a notice leads to. */
export function urlOf(name: NoticeName, payload: Notice): string {
  const image = "imageUuid" in payload && payload.imageUuid ? `/images/${payload.imageUuid}` : null;
  switch (name) {
    case "batch.finished":
      return "uuid" in payload ? `/create/batches/${payload.uuid}` : "/create/batches";
    case "moderation.waiting":
      return "why" in payload && payload.why === "answer" ? "/admin/pictures?list=hidden" : "/admin/reports";
    case "picture.removed":
      return "/library";
    case "quota.near":
      return "/settings";
    default:
      return image ?? (name.startsWith("generation.") ? "/create" : "/notifications");
  }
}

function requireUser(viewer: Viewer): UserViewer {
  if (viewer.kind !== "user") throw new AppError("unauthenticated");
  return viewer;
}
