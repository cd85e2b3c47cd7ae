import { and, eq, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import type { AnyMySqlColumn } from "drizzle-orm/mysql-core";
import type { Maker, Viewer } from "@/lib/viewer";
import { images, settings } from "../schema";

/** The pictures, or an alias of them in a join with themselves. */
type ImageTable = Record<
  "state" | "trashedAt" | "hiddenAt" | "isPublic" | "isTemp" | "userId" | "guestId",
  AnyMySqlColumn
>;

/**
 * Privacy is this one clause: ready, not trashed, not hidden by a moderator, and public and kept (where the gallery is
 * open to the viewer) or one's own. Every list, page, byte, thumbnail, event, archive and card asks it.
 * Administrators see no more than anyone.
 */
export function visibleTo(viewer: Viewer, picture: ImageTable = images): SQL {
  const shown = and(eq(picture.state, "ready"), isNull(picture.trashedAt), isNull(picture.hiddenAt));
  const everyones = and(eq(picture.isPublic, true), eq(picture.isTemp, false), galleryOpenTo(viewer));
  const mine = viewer.kind === "nobody" ? undefined : ownedBy(viewer, picture);
  return and(shown, or(everyones, mine)) ?? sql`false`;
}

/**
 * Whether this viewer sees what others shared: everyone does, unless the gallery is for members alone. Part of
 * `visibleTo`, and of the branches that read lists by `listed`. The database reads the setting once per statement,
 * so that closing the gallery takes effect with the next request.
 */
export function galleryOpenTo(viewer: Viewer): SQL {
  if (viewer.kind === "user" && viewer.role !== "user") return sql`true`;
  const isClosed = sql`${settings.key} = 'gallery_visible_to' and json_unquote(${settings.value}) = 'members'`;
  return sql`not exists (select 1 from ${settings} where ${isClosed})`;
}

/** Pictures this viewer made, in whatever state. */
export function ownedBy(maker: Maker, picture: ImageTable = images): SQL {
  return maker.kind === "user" ? eq(picture.userId, maker.id) : eq(picture.guestId, maker.id);
}

/**
 * The other rule, for the trash alone: what its maker threw away and may still bring back. It lies in their trash with
 * its bytes; everywhere else it is missing, for them as for all.
 */
export function inTrashOf(viewer: Viewer, picture: ImageTable = images): SQL {
  if (viewer.kind === "nobody") return sql`false`;
  const thrown = and(eq(picture.state, "ready"), isNotNull(picture.trashedAt), isNull(picture.hiddenAt));
  return and(thrown, ownedBy(viewer, picture)) ?? sql`false`;
}

/**
 * What was taken from view and is its maker's own: they alone see it still, apart from their other pictures, with the
 * reason.
 */
export function hiddenOf(viewer: Viewer, picture: ImageTable = images): SQL {
  if (viewer.kind === "nobody") return sql`false`;
  const hidden = and(eq(picture.state, "ready"), isNull(picture.trashedAt), isNotNull(picture.hiddenAt));
  return and(hidden, ownedBy(viewer, picture)) ?? sql`false`;
}

/** What administrators decide on: everyone's pictures, also those taken from view. Private ones are not among them. */
export function moderated(picture: ImageTable = images): SQL {
  const kept = and(eq(picture.state, "ready"), isNull(picture.trashedAt), eq(picture.isTemp, false));
  return and(kept, eq(picture.isPublic, true)) ?? sql`false`;
}
