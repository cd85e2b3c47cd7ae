import type { GuestId, UserId } from "./ids";

export type Role = "user" | "member" | "admin";

/** What a session may do: a browser or API session may do all, a personal API token what its scopes say. */
export const scopes = ["read", "generate", "write", "admin"] as const;
export type Scope = (typeof scopes)[number];

export interface UserViewer {
  kind: "user";
  id: UserId;
  role: Role;
  verified: boolean;
  scopes: readonly Scope[];
  /** The session behind the request; null for a personal API token. */
  sessionId: number | null;
}

export interface GuestViewer {
  kind: "guest";
  id: GuestId;
}

export interface Nobody {
  kind: "nobody";
}

/** Who is asking: the first parameter of every service. */
export type Viewer = UserViewer | GuestViewer | Nobody;

/** A viewer who can own pictures. */
export type Maker = UserViewer | GuestViewer;

export const nobody: Nobody = { kind: "nobody" };

/** One word per viewer, for queues, quotas and idempotency: `u:12`, `g:7` or `nobody`. */
export function viewerKey(viewer: Viewer): string {
  if (viewer.kind === "user") return `u:${viewer.id}`;
  return viewer.kind === "guest" ? `g:${viewer.id}` : "nobody";
}
