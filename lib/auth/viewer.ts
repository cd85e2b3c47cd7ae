import { AppError } from "@/lib/errors";
import { nobody, type Viewer } from "@/lib/viewer";
import { findGuest, guestCookie } from "./guests";

/**
 * Who is asking: a Bearer token (access, personal or guest token), else the browser's session cookie,
 * else the guest cookie.
 *
 * @throws AppError `invalid_token` for an Authorization header that proves nobody: it is never taken for anonymous
 */
export async function findViewer(headers: Headers): Promise<Viewer> {
  const authorization = headers.get("authorization");
  if (authorization !== null) return bearerViewer(authorization);
  const guest = readCookie(headers.get("cookie"), guestCookie);
  return (guest === null ? null : await findGuest(guest)) ?? nobody;
}

/**
 * Who a token in an address proves to be; only for WebSockets, which cannot send headers.
 *
 * @throws AppError `invalid_token`
 */
export async function findTicketViewer(token: string): Promise<Viewer> {
  const guest = await findGuest(token);
  if (!guest) throw new AppError("invalid_token");
  return guest;
}

async function bearerViewer(authorization: string): Promise<Viewer> {
  const token = /^Bearer +([\w.~+/=-]{1,4096})$/i.exec(authorization)?.[1];
  const guest = token === undefined ? null : await findGuest(token);
  if (!guest) throw new AppError("invalid_token");
  return guest;
}

/** The value of one cookie in a Cookie header, or null. */
export function readCookie(header: string | null, name: string): string | null {
  for (const pair of header?.split(";") ?? []) {
    const [key, ...value] = pair.split("=");
    if (key?.trim() === name) return value.join("=").trim();
  }
  return null;
}
