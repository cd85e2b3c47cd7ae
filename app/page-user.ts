import { redirect } from "next/navigation";
import { cache } from "react";
import { withNext } from "@/components/account/own-path";
import type { Onlooker } from "@/components/gallery/tile-of";
import type { UserDto } from "@/lib/accounts/schema";
import { getUser } from "@/lib/accounts/service/profile";
import { AppError } from "@/lib/errors";
import { pageViewer } from "@/lib/http/page";
import { countUnreadOf } from "@/lib/notifications/service";
import type { UserViewer } from "@/lib/viewer";

/** The signed-in user who looks at the page, or null; read once per request. */
export const pageUser = cache(async (): Promise<UserDto | null> => {
  const viewer = await pageViewer();
  if (viewer.kind !== "user") return null;
  try {
    return await getUser(viewer);
  } catch (error) {
    // The account was removed between the two reads.
    if (error instanceof AppError && error.code === "unauthenticated") return null;
    throw error;
  }
});

/** How much of what they were told the user who looks at the page has not read. */
export const pageUnread = cache(async (): Promise<number> => countUnreadOf(await pageViewer()));

/** The user a page belongs to; everyone else is led to sign in, and from there to `path`. */
export async function signedInUser(path: string): Promise<{ viewer: UserViewer; user: UserDto }> {
  const [viewer, user] = await Promise.all([pageViewer(), pageUser()]);
  if (viewer.kind !== "user" || !user) redirect(withNext("/sign-in", path));
  return { viewer, user };
}

/** How the pictures of a wall differ by who looks at them. */
export async function pageOnlooker(): Promise<Onlooker> {
  return { showsSensitive: (await pageUser())?.show_sensitive ?? false };
}
