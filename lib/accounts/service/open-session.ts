import type { Executor } from "@/db/client";
import { insertRefreshToken } from "@/db/queries/refresh-tokens";
import { insertSession } from "@/db/queries/sessions";
import type { Origin } from "@/lib/auth/origin";
import { browserIdleMs, sessionMs, signSession } from "@/lib/auth/sessions";
import { clock, dayMs, fromNow } from "@/lib/clock";
import { hashSecret, newSecret } from "@/lib/seal";
import type { TokensDto } from "../schema";

/** A refresh token holds this long after the last exchange. */
export const refreshTokenMs = 7 * dayMs;

export interface ApiSession {
  userId: number;
  sessionId: number;
  refreshToken: string;
}

/** A session of an API client, with its first refresh token. */
export async function insertApiSession(
  on: Executor,
  userId: number,
  origin: Origin,
): Promise<Pick<ApiSession, "sessionId" | "refreshToken">> {
  const sessionId = await openSession(on, userId, "api", origin);
  const refreshToken = newSecret();
  await keepRefreshToken(on, sessionId, refreshToken, fromNow(refreshTokenMs));
  return { sessionId, refreshToken };
}

/** A session of a browser; its cookie is made by `signSession`. */
export function insertBrowserSession(on: Executor, userId: number, origin: Origin): Promise<number> {
  return openSession(on, userId, "browser", origin);
}

export function keepRefreshToken(on: Executor, sessionId: number, token: string, expiresAt: Date): Promise<void> {
  return insertRefreshToken(on, { sessionId, tokenHash: hashSecret(token), createdAt: clock.now(), expiresAt });
}

/** What an API client gets of its session. */
export async function signTokens({ userId, sessionId, refreshToken }: ApiSession): Promise<TokensDto> {
  return { accessToken: await signSession("access", userId, sessionId), refreshToken };
}

function openSession(on: Executor, userId: number, kind: "browser" | "api", origin: Origin): Promise<number> {
  const now = clock.now();
  const { device, addressPrefix } = origin;
  const expiresAt = fromNow(kind === "browser" ? browserIdleMs : sessionMs);
  return insertSession(on, { userId, kind, device, addressPrefix, createdAt: now, lastSeenAt: now, expiresAt });
}
