import { AppError } from "@/lib/errors";
import { nobody, type Viewer } from "@/lib/viewer";
import { apiTokenPrefix, findTokenViewer } from "./api-tokens";
import { readCookie } from "./cookies";
import { findGuest, guestCookie } from "./guests";
import { findSessionViewer, sessionCookie } from "./sessions";

/**
 * Who is asking: a Bearer token (access, personal or guest token), else the browser's session cookie,
 * else the guest cookie. Asks the database anew each time, so that whoever asks again learns when a session has ended.
 *
 * @throws AppError `invalid_token` for an Authorization header that proves nobody: it is never taken for anonymous
 */
export async function findViewer(headers: Headers): Promise<Viewer> {
  const authorization = headers.get("authorization");
  const address = headers.get("x-atelier-address");
  if (authorization !== null) return bearerViewer(authorization, address);
  const cookies = headers.get("cookie");
  const session = readCookie(cookies, sessionCookie);
  const user = session === null ? null : await findSessionViewer("browser", session, address);
  if (user) return user;
  const guest = readCookie(cookies, guestCookie);
  return (guest === null ? null : await findGuest(guest)) ?? nobody;
}

/**
 * Who a token in an address proves to be: a guest's, or a user's ticket; only for WebSockets, which cannot send headers.
 *
 * @throws AppError `invalid_token`
 */
export async function findTicketViewer(token: string): Promise<Viewer> {
  const viewer = (await findSessionViewer("ticket", token, null)) ?? (await findGuest(token));
  if (!viewer) throw new AppError("invalid_token");
  return viewer;
}

/** The token of a Bearer header (RFC 6750), or null for a header of another form. */
export function bearerToken(authorization: string | null): string | null {
  return /^Bearer +([\w.~+/=-]{1,4096})$/i.exec(authorization ?? "")?.[1] ?? null;
}

async function bearerViewer(authorization: string, address: string | null): Promise<Viewer> {
  const token = bearerToken(authorization);
  const viewer = token === null ? null : await tokenViewer(token, address);
  if (!viewer) throw new AppError("invalid_token");
  return viewer;
}

async function tokenViewer(token: string, address: string | null): Promise<Viewer | null> {
  if (token.startsWith(apiTokenPrefix)) return findTokenViewer(token);
  return (await findSessionViewer("access", token, address)) ?? (await findGuest(token));
}
