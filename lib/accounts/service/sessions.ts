import { database, inTransaction } from "@/db/client";
import { lockRefreshToken, spendRefreshToken } from "@/db/queries/refresh-tokens";
import { endSession, endSessions, listSessions } from "@/db/queries/sessions";
import { clock, fromNow, secondMs } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { hashSecret, newSecret, seal, unseal } from "@/lib/seal";
import type { Viewer } from "@/lib/viewer";
import { requireSession, requireUser } from "../policy";
import type { SessionDto, TokensDto } from "../schema";
import { type ApiSession, keepRefreshToken, refreshTokenMs, signTokens } from "./open-session";

/** Within this time a used refresh token answers its successor once more, for those whose answer was lost. */
export const graceMs = 10 * secondMs;

/**
 * Exchanges a refresh token for a new one and an access token. A used one that comes again later was stolen, by the one
 * who comes now or by the one who came first: the whole family ends (RFC 9700, section 4.14.2).
 *
 * @throws AppError `invalid_refresh_token` for anything that is wrong, all alike
 */
export async function refreshTokens(token: string | null): Promise<TokensDto> {
  const session = token === null ? null : await rotate(token);
  if (!session) throw new AppError("invalid_refresh_token");
  return signTokens(session);
}

function rotate(token: string): Promise<ApiSession | null> {
  const context = hashSecret(token);
  return inTransaction(async (tx) => {
    const found = await lockRefreshToken(tx, context);
    const now = clock.now();
    if (!found || found.revokedAt || found.disabledAt || found.deleteAfter) return null;
    if (found.expiresAt <= now || found.sessionExpiresAt <= now) return null;
    const { userId, sessionId } = found;
    if (found.usedAt === null) {
      const refreshToken = newSecret();
      const slid = fromNow(refreshTokenMs);
      const expiresAt = slid < found.sessionExpiresAt ? slid : found.sessionExpiresAt;
      await keepRefreshToken(tx, sessionId, refreshToken, expiresAt);
      await spendRefreshToken(tx, found.id, seal("refresh", context, refreshToken));
      return { userId, sessionId, refreshToken };
    }
    if (found.successor !== null && now.getTime() - found.usedAt.getTime() <= graceMs) {
      return { userId, sessionId, refreshToken: unseal("refresh", context, found.successor) };
    }
    await endSession(tx, userId, sessionId);
    return null;
  });
}

/** Signs out: the session behind the request ends, and all tokens with it. @throws AppError */
export async function signOut(viewer: Viewer): Promise<void> {
  const { id, sessionId } = requireSession(viewer);
  await endSession(database(), id, sessionId);
}

/** Where the user is signed in, last used first. */
export async function listOwnSessions(viewer: Viewer): Promise<SessionDto[]> {
  const { id, sessionId } = requireUser(viewer);
  const rows = await listSessions(id);
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    device: row.device,
    place: row.addressPrefix,
    created_at: row.createdAt.toISOString(),
    last_seen_at: row.lastSeenAt.toISOString(),
    expires_at: row.expiresAt.toISOString(),
    current: row.id === sessionId,
  }));
}

/** Ends one of the user's own sessions. @throws AppError `not_found`, for another's as for a missing one */
export async function endOwnSession(viewer: Viewer, sessionId: number): Promise<void> {
  const { id } = requireSession(viewer);
  if (!(await endSession(database(), id, sessionId))) throw new AppError("not_found");
}

/** Ends all of the user's sessions but this one; answers how many. */
export async function endOtherSessions(viewer: Viewer): Promise<number> {
  const { id, sessionId } = requireSession(viewer);
  return endSessions(database(), id, sessionId);
}
