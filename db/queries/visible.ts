import { and, eq, isNull, or, type SQL, sql } from "drizzle-orm";
import type { Maker, Viewer } from "@/lib/viewer";
import { images } from "../schema";

/**
 * Privacy is this one clause: ready, not trashed, not hidden by a moderator, and public and kept or one's own.
 * Every list, page, byte, thumbnail, event, archive and card asks it. Administrators see no more than anyone.
 */
export function visibleTo(viewer: Viewer): SQL {
  const shown = and(eq(images.state, "ready"), isNull(images.trashedAt), isNull(images.hiddenAt));
  const everyones = and(eq(images.isPublic, true), eq(images.isTemp, false));
  const mine = viewer.kind === "nobody" ? undefined : ownedBy(viewer);
  return and(shown, or(everyones, mine)) ?? sql`false`;
}

/** Pictures this viewer made, in whatever state. */
export function ownedBy(maker: Maker): SQL {
  return maker.kind === "user" ? eq(images.userId, maker.id) : eq(images.guestId, maker.id);
}
