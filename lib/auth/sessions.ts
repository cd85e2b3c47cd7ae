import { findLiveSession, type LiveSession, touchSession } from "@/db/queries/sessions";
import { clock, dayMs, minuteMs } from "@/lib/clock";
import { mintUserId } from "@/lib/ids";
import type { UserViewer } from "@/lib/viewer";
import { cookieName } from "./cookies";
import { prefixOf } from "./origin";
import { readToken, signToken } from "./signed";

/** The cookie of a signed-in browser. */
export const sessionCookie = cookieName("atl_session");

/** A session ends 90 days after it began, whatever happens. */
export const sessionMs = 90 * dayMs;
/** A browser's ends sooner when it is not used. */
export const browserIdleMs = 30 * dayMs;
export const accessTokenMs = 60 * minuteMs;
export const ticketMs = minuteMs;
const seenEveryMs = minuteMs;

/** Tokens that stand on a session: they hold only as long as it lives. */
export type SessionAudience = "access" | "browser" | "ticket";

const lifeMs: Record<SessionAudience, number> = { access: accessTokenMs, browser: sessionMs, ticket: ticketMs };

/** A token by which its holder is the user of this session. */
export function signSession(audience: SessionAudience, userId: number, sessionId: number): Promise<string> {
  return signToken(audience, userId, { sid: sessionId }, lifeMs[audience]);
}

/** The user and session that a token names; whether the session lives is not asked. */
export async function readSessionToken(
  audience: SessionAudience,
  token: string,
): Promise<{ userId: number; sessionId: number } | null> {
  const read = await readToken(audience, token);
  const sid = read?.claims.sid;
  return read && typeof sid === "number" && Number.isSafeInteger(sid) ? { userId: read.subject, sessionId: sid } : null;
}

/** The user whose living session a token names; null when the session has ended or its user may not come in. */
export async function findSessionViewer(
  audience: SessionAudience,
  token: string,
  address: string | null,
): Promise<UserViewer | null> {
  const named = await readSessionToken(audience, token);
  const session = named && (await findLiveSession(named.sessionId, named.userId));
  if (!session) return null;
  await keepSeen(session, address);
  return {
    kind: "user",
    id: mintUserId(session.userId),
    role: session.role,
    verified: session.emailVerifiedAt !== null,
    scopes: ["read", "generate", "write", "admin"],
    sessionId: session.id,
  };
}

/** Notes, at most once a minute, when and from where a session was last used; a browser's lives on by it. */
async function keepSeen(session: LiveSession, address: string | null): Promise<void> {
  const now = clock.now().getTime();
  if (now - session.lastSeenAt.getTime() < seenEveryMs) return;
  const end = session.createdAt.getTime() + sessionMs;
  await touchSession(session.id, {
    addressPrefix: (address && prefixOf(address)) || session.addressPrefix,
    ...(session.kind === "browser" ? { expiresAt: new Date(Math.min(end, now + browserIdleMs)) } : {}),
  });
}
