import { and, eq, sql } from "drizzle-orm";
import { clock } from "@/lib/clock";
import type { Transaction } from "../client";
import { favorites, images } from "../schema";

/** Sets or toggles a favorite and its count. The picture's row must be held by the transaction. */
export async function changeFavorite(
  tx: Transaction,
  userId: number,
  imageId: number,
  favorite?: boolean,
): Promise<{ favorite: boolean; likes: number }> {
  const mine = and(eq(favorites.userId, userId), eq(favorites.imageId, imageId));
  const [found] = await tx.select({ imageId: favorites.imageId }).from(favorites).where(mine);
  const wanted = favorite ?? !found;
  if (wanted && !found) {
    await tx.insert(favorites).values({ userId, imageId, createdAt: clock.now() });
    await count(tx, imageId, 1);
  } else if (!wanted && found) {
    await tx.delete(favorites).where(mine);
    await count(tx, imageId, -1);
  }
  const [image] = await tx.select({ likes: images.likesCount }).from(images).where(eq(images.id, imageId));
  return { favorite: wanted, likes: image?.likes ?? 0 };
}

async function count(tx: Transaction, imageId: number, change: 1 | -1): Promise<void> {
  await tx
    .update(images)
    .set({ likesCount: sql`${images.likesCount} + ${change}` })
    .where(eq(images.id, imageId));
}

/** Stars pictures for a user without counting them, whatever the pictures are. For checks of what lists show. */
export async function insertFavorites(tx: Transaction, userId: number, imageIds: number[]): Promise<void> {
  const createdAt = clock.now();
  await tx.insert(favorites).values(imageIds.map((imageId) => ({ userId, imageId, createdAt })));
}
