import { hasOpenGuest, insertGuest } from "@/db/queries/guests";
import { mintGuestId } from "@/lib/ids";
import { limits } from "@/lib/limits";
import type { GuestViewer } from "@/lib/viewer";
import { cookieName, isHttps } from "./cookies";
import { readToken, signToken } from "./signed";

export const guestCookie = cookieName("atl_guest");

/** Makes a new guest and the signed token that proves to be it. */
export async function welcomeGuest(): Promise<{ viewer: GuestViewer; token: string }> {
  const id = await insertGuest();
  const token = await signToken("guest", id, {}, limits.guestTokenMs);
  return { viewer: { kind: "guest", id: mintGuestId(id) }, token };
}

/** The guest that a token proves; null when it proves none, or one that has become a user. */
export async function findGuest(token: string): Promise<GuestViewer | null> {
  const read = await readToken("guest", token);
  if (!read || !(await hasOpenGuest(read.subject))) return null;
  return { kind: "guest", id: mintGuestId(read.subject) };
}

/** The `Set-Cookie` value that keeps a guest. */
export function guestCookieHeader(token: string): string {
  const seconds = Math.floor(limits.guestTokenMs / 1000);
  const secure = isHttps() ? "; Secure" : "";
  return `${guestCookie}=${token}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;
}
