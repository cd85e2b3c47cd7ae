import type { Viewer } from "@/lib/viewer";

/**
 * The one rule of deleting: temporary pictures by their maker; kept ones by their owner when a member or
 * administrator, and by any administrator (who sees no more than anyone, and so removes only what is public).
 */
export function canRemove(
  viewer: Viewer,
  image: { isTemp: boolean; userId: number | null; guestId: number | null },
): boolean {
  if (viewer.kind === "nobody") return false;
  if (viewer.kind === "guest") return image.isTemp && image.guestId === viewer.id;
  if (viewer.role === "admin") return true;
  return image.userId === viewer.id && (image.isTemp || viewer.role === "member");
}
