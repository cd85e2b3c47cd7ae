import { AppError } from "@/lib/errors";
import type { UserViewer, Viewer } from "@/lib/viewer";

/** Who decides on pictures; for everyone else there is nothing here. @throws AppError `not_found` */
export function requireModerator(viewer: Viewer): UserViewer {
  if (viewer.kind !== "user" || viewer.role !== "admin" || !viewer.scopes.includes("admin")) {
    throw new AppError("not_found");
  }
  return viewer;
}
