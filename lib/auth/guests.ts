import { jwtVerify, SignJWT } from "jose";
import { insertGuest } from "@/db/queries/guests";
import { env } from "@/lib/env";
import { mintGuestId } from "@/lib/ids";
import { limits } from "@/lib/limits";
import type { GuestViewer } from "@/lib/viewer";
import { keyFor } from "./keys";

export const guestCookie = "atl_guest";

/** Makes a new guest and the signed token that proves to be it. */
export async function welcomeGuest(): Promise<{ viewer: GuestViewer; token: string }> {
  const id = await insertGuest();
  const token = await new SignJWT({})
    .setProtectedHeader({ alg: "HS256" })
    .setAudience("guest")
    .setSubject(String(id))
    .setIssuedAt()
    .setExpirationTime(new Date(Date.now() + limits.guestTokenMs))
    .sign(keyFor("guest"));
  return { viewer: { kind: "guest", id: mintGuestId(id) }, token };
}

/** The guest that a token proves, or null when it proves none. */
export async function findGuest(token: string): Promise<GuestViewer | null> {
  const verified = await jwtVerify(token, keyFor("guest"), { algorithms: ["HS256"], audience: "guest" }).catch(
    () => null,
  );
  const id = Number(verified?.payload.sub);
  return Number.isSafeInteger(id) && id > 0 ? { kind: "guest", id: mintGuestId(id) } : null;
}

/** The `Set-Cookie` value that keeps a guest. */
export function guestCookieHeader(token: string): string {
  const seconds = Math.floor(limits.guestTokenMs / 1000);
  const secure = env().PUBLIC_URL.startsWith("https:") ? "; Secure" : "";
  return `${guestCookie}=${token}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;
}
