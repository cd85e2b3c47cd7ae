import { and, count, eq, isNull, or, sql } from "drizzle-orm";
import type { Viewer } from "@/lib/viewer";
import { database } from "../client";
import { images, users } from "../schema";
import { galleryOpenTo } from "./visible";

/** A user who may be known by their pictures, with how many everyone sees, counted no further than `countMax`. */
export async function findMakerRow(viewer: Viewer, handle: string, countMax: number) {
  const shown = database()
    .select({ id: images.id })
    .from(images)
    .innerJoin(users, eq(users.id, images.userId))
    .where(and(eq(users.handle, handle), eq(images.listed, 1)))
    .limit(countMax)
    .as("shown");
  const pictures = database().select({ count: count() }).from(shown);
  const isOneself = viewer.kind === "user" ? eq(users.id, viewer.id) : undefined;
  const [row] = await database()
    .select({
      id: users.id,
      name: users.name,
      handle: users.handle,
      createdAt: users.createdAt,
      pictures: sql`${pictures}`.mapWith(Number),
    })
    .from(users)
    .where(
      and(
        eq(users.handle, handle),
        isNull(users.disabledAt),
        isNull(users.deleteAfter),
        or(galleryOpenTo(viewer), isOneself),
      ),
    );
  return row ?? null;
}
