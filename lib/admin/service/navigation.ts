import { database } from "@/db/client";
import { findUser, updateUser } from "@/db/queries/users";
import type { Viewer } from "@/lib/viewer";
import { requireAdministrator } from "../policy";
import type { NavigationInput } from "../schema";

/** Keeps how an administrator left the house. @throws AppError `not_found` */
export async function saveNavigation(viewer: Viewer, { state, active_tab }: NavigationInput): Promise<void> {
  const { id } = requireAdministrator(viewer);
  await updateUser(database(), id, { navigationState: { state, active_tab } });
}

/** How an administrator left the house; null when they were never in it. @throws AppError `not_found` */
export async function findNavigation(viewer: Viewer): Promise<NavigationInput | null> {
  const { id } = requireAdministrator(viewer);
  return (await findUser(id))?.navigationState ?? null;
}
