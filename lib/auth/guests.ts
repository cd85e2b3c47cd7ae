import { database, type Executor, type Transaction } from "@/db/client";
import { hasOpenGuest, insertGuest } from "@/db/queries/guests";
import { mintGuestId } from "@/lib/ids";
import { limits } from "@/lib/limits";
import { type GuestViewer, type Maker, type Nobody, nobody, type Viewer } from "@/lib/viewer";
import { cookieName, isHttps } from "./cookies";
import { readToken, signToken } from "./signed";

export const guestCookie = cookieName("atl_guest");

/**
 * A visitor who asks for something to be made. They become a guest in its transaction, so that what is refused leaves no
 * guest behind; until then they see what everyone sees.
 */
export interface Newcomer extends Nobody {
  become(tx: Transaction): Promise<GuestViewer>;
}

/** Who may ask for something to be made. */
export type Requester = Maker | Newcomer;

/** A viewer as one who asks for something, and the token of the guest whom this made of a visitor, if it did. */
export function requesterOf(viewer: Viewer): { requester: Requester; guestToken(): Promise<string | null> } {
  if (viewer.kind !== "nobody") return { requester: viewer, guestToken: async () => null };
  let guest: GuestViewer | null = null;
  const become = async (tx: Transaction) => {
    guest = await newGuest(tx);
    return guest;
  };
  return { requester: { ...nobody, become }, guestToken: async () => guest && tokenOf(guest) };
}

/** The user or guest for whom something is written now. */
export async function settle(tx: Transaction, requester: Requester): Promise<Maker> {
  return requester.kind === "nobody" ? requester.become(tx) : requester;
}

/** Makes a new guest and the signed token that proves to be it. */
export async function welcomeGuest(): Promise<{ viewer: GuestViewer; token: string }> {
  const viewer = await newGuest(database());
  return { viewer, token: await tokenOf(viewer) };
}

async function newGuest(on: Executor): Promise<GuestViewer> {
  return { kind: "guest", id: mintGuestId(await insertGuest(on)) };
}

function tokenOf({ id }: GuestViewer): Promise<string> {
  return signToken("guest", id, {}, limits.guestTokenMs);
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
