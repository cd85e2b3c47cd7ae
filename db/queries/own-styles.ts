import { and, count, desc, eq, isNotNull } from "drizzle-orm";
import { clock } from "@/lib/clock";
import type { Viewer } from "@/lib/viewer";
import { database, type Executor } from "../client";
import { generations, styleFavorites, styles, users } from "../schema";
import { isStyleThere } from "./removed";
import type { StyleRecord } from "./style-changes";

/** How many styles of their own a user has; their row stays locked, so that no two are counted at once. */
export async function countOwnStyles(on: Executor, userId: number): Promise<number> {
  await on.select({ id: users.id }).from(users).where(eq(users.id, userId)).for("update");
  const [row] = await on
    .select({ count: count() })
    .from(styles)
    .where(and(eq(styles.userId, userId), isStyleThere()));
  return row?.count ?? 0;
}

/** A member's own style, locked until the transaction ends; null for those of the house. */
export async function lockOwnStyle(on: Executor, id: number): Promise<StyleRecord | null> {
  const [row] = await on
    .select()
    .from(styles)
    .where(and(eq(styles.id, id), isNotNull(styles.userId), isStyleThere()))
    .for("update");
  return row ?? null;
}

/** Stars a style, or takes the star away; doing it again changes nothing. */
export async function setStyleFavorite(userId: number, styleId: number, isFavorite: boolean): Promise<void> {
  if (!isFavorite) {
    const one = and(eq(styleFavorites.userId, userId), eq(styleFavorites.styleId, styleId));
    await database().delete(styleFavorites).where(one);
    return;
  }
  await database()
    .insert(styleFavorites)
    .values({ userId, styleId, createdAt: clock.now() })
    .onDuplicateKeyUpdate({ set: { styleId } });
}

const lookedBack = 100;

/** Styles among the viewer's last hundred generations, the last used first. */
export async function listRecentStyleIds(viewer: Viewer): Promise<number[]> {
  if (viewer.kind === "nobody") return [];
  const mine = viewer.kind === "user" ? eq(generations.userId, viewer.id) : eq(generations.guestId, viewer.id);
  const rows = await database()
    .select({ styleId: generations.styleId })
    .from(generations)
    .where(mine)
    .orderBy(desc(generations.id))
    .limit(lookedBack);
  return [...new Set(rows.flatMap(({ styleId }) => styleId ?? []))];
}
