import { and, eq, isNull, or, type SQL, sql } from "drizzle-orm";
import type { AnyMySqlColumn } from "drizzle-orm/mysql-core";
import type { Maker, Viewer } from "@/lib/viewer";
import { images } from "../schema";

/** The pictures, or an alias of them in a join with themselves. */
type ImageTable = Record<
  "state" | "trashedAt" | "hiddenAt" | "isPublic" | "isTemp" | "userId" | "guestId",
  AnyMySqlColumn
>;

/**
 * Privacy is this one clause: ready, not trashed, not hidden by a moderator, and public and kept or one's own.
 * Every list, page, byte, thumbnail, event, archive and card asks it. Administrators see no more than anyone.
 */
export function visibleTo(viewer: Viewer, picture: ImageTable = images): SQL {
  const shown = and(eq(picture.state, "ready"), isNull(picture.trashedAt), isNull(picture.hiddenAt));
  const everyones = and(eq(picture.isPublic, true), eq(picture.isTemp, false));
  const mine = viewer.kind === "nobody" ? undefined : ownedBy(viewer, picture);
  return and(shown, or(everyones, mine)) ?? sql`false`;
}

/** Pictures this viewer made, in whatever state. */
export function ownedBy(maker: Maker, picture: ImageTable = images): SQL {
  return maker.kind === "user" ? eq(picture.userId, maker.id) : eq(picture.guestId, maker.id);
}
