import { AppError } from "@/lib/errors";
import type { Scope, Viewer } from "@/lib/viewer";

/**
 * Who may ask: everyone, who is signed in, themselves rather than a program with a personal API token, with a confirmed
 * address, a member, or an administrator.
 */
export type Access = "all" | "user" | "session" | "verified" | "member" | "admin";

/** @throws AppError `unauthenticated`, `unverified` or `forbidden` */
export function requireAccess(viewer: Viewer, access: Access, scope: Scope): void {
  requireScope(viewer, scope);
  if (access === "all") return;
  if (viewer.kind !== "user") throw new AppError("unauthenticated");
  if (access === "session" && viewer.sessionId === null) {
    throw new AppError("forbidden", { detail: "This takes a sign-in, not a personal token." });
  }
  if (access === "verified" && !viewer.verified) throw new AppError("unverified");
  if (access === "member" && viewer.role === "user") throw new AppError("forbidden");
  if (access === "admin" && viewer.role !== "admin") throw new AppError("forbidden");
}

/** Holds a personal API token to what it may do: one of these. @throws AppError `forbidden` */
export function requireScope(viewer: Viewer, ...scopes: [Scope, ...Scope[]]): void {
  if (viewer.kind !== "user" || scopes.some((scope) => viewer.scopes.includes(scope))) return;
  throw new AppError("forbidden", { detail: `This token lacks the scope "${scopes[0]}".` });
}
