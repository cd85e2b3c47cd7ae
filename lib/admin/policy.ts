import { AppError } from "@/lib/errors";
import type { UserViewer, Viewer } from "@/lib/viewer";

/**
 * The administrator's house is not there for anyone else, so nobody learns what is in it; a personal token opens it
 * only with the scope `admin`.
 *
 * @throws AppError `not_found`
 */
export function requireAdministrator(viewer: Viewer): UserViewer {
  if (viewer.kind === "user" && viewer.role === "admin" && viewer.scopes.includes("admin")) return viewer;
  throw new AppError("not_found");
}
