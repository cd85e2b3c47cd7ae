import { AppError } from "@/lib/errors";
import type { UserViewer, Viewer } from "@/lib/viewer";

/** Backends and styles of the house are administrators' alone. @throws AppError `unauthenticated`, `forbidden` */
export function requireAdministrator(viewer: Viewer): UserViewer {
  if (viewer.kind !== "user") throw new AppError("unauthenticated");
  if (viewer.role !== "admin" || !viewer.scopes.includes("admin")) throw new AppError("forbidden");
  return viewer;
}
