import { AppError } from "@/lib/errors";
import type { UserViewer, Viewer } from "@/lib/viewer";

/** The health of the house is its administrators' business: for everyone else it is not there. @throws AppError `not_found` */
export function requireAdministrator(viewer: Viewer): UserViewer {
  const isAdministrator = viewer.kind === "user" && viewer.role === "admin" && viewer.scopes.includes("admin");
  if (!isAdministrator) throw new AppError("not_found");
  return viewer;
}
