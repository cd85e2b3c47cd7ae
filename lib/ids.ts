import { randomUUID } from "node:crypto";

declare const brand: unique symbol;
type Branded<Base, Name extends string> = Base & { readonly [brand]: Name };

/** Ids of viewers are branded: only the doors (lib/auth) mint them, so no service can act for a made-up one. */
export type UserId = Branded<number, "UserId">;
export type GuestId = Branded<number, "GuestId">;

/** Minted only where a cookie, token or session was checked. */
export function mintUserId(id: number): UserId {
  return id as UserId;
}

/** Minted only where a guest cookie or token was checked. */
export function mintGuestId(id: number): GuestId {
  return id as GuestId;
}

/** An unguessable name (UUID version 4, 122 random bits) for addresses. */
export function newUuid(): string {
  return randomUUID();
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export function isUuid(text: string): boolean {
  return uuidPattern.test(text);
}
