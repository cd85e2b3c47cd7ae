import { AppError } from "@/lib/errors";
import type { UserViewer, Viewer } from "@/lib/viewer";

/** A user who signed in with a password, rather than a program with a personal token. */
export type SessionViewer = UserViewer & { sessionId: number };

/**
 * What changes who may get in takes a sign-in: a personal token can be given to a program, and must not make others.
 *
 * @throws AppError `unauthenticated`, `forbidden`
 */
export function requireSession(viewer: Viewer): SessionViewer {
  const user = requireUser(viewer);
  if (user.sessionId === null)
    throw new AppError("forbidden", { detail: "This takes a sign-in, not a personal token." });
  return { ...user, sessionId: user.sessionId };
}

/** @throws AppError `unauthenticated` */
export function requireUser(viewer: Viewer): UserViewer {
  if (viewer.kind !== "user") throw new AppError("unauthenticated");
  return viewer;
}
