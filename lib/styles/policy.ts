import { AppError } from "@/lib/errors";
import type { UserViewer, Viewer } from "@/lib/viewer";

/** Styles of one's own are for members. @throws AppError `unauthenticated`, `forbidden` */
export function requireMember(viewer: Viewer): UserViewer {
  if (viewer.kind !== "user") throw new AppError("unauthenticated");
  if (viewer.role === "user") throw new AppError("forbidden", { words: "Please confirm your e-mail address first." });
  return viewer;
}
