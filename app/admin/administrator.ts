import { notFound } from "next/navigation";
import { pageViewer } from "@/lib/http/page";
import type { UserViewer } from "@/lib/viewer";

/** The administrator who looks at the page, or null. */
export async function administrator(): Promise<UserViewer | null> {
  const viewer = await pageViewer();
  return viewer.kind === "user" && viewer.role === "admin" ? viewer : null;
}

/** The same; everyone else finds no such page. A page asks for itself, since layouts are not asked each time. */
export async function requireAdministratorPage(): Promise<UserViewer> {
  const viewer = await administrator();
  if (!viewer) notFound();
  return viewer;
}
