import { findLiveApiToken, touchApiToken } from "@/db/queries/api-tokens";
import { clock, minuteMs } from "@/lib/clock";
import { mintUserId } from "@/lib/ids";
import { hashSecret } from "@/lib/seal";
import { type Scope, scopes, type UserViewer } from "@/lib/viewer";

/** What every personal API token begins with, so that people and scanners recognise one. */
export const apiTokenPrefix = "atl_";

/** The user a personal API token belongs to, with no more than what the token may do; null for none that holds. */
export async function findTokenViewer(token: string): Promise<UserViewer | null> {
  const found = await findLiveApiToken(hashSecret(token));
  if (!found) return null;
  const usedMs = found.lastUsedAt?.getTime() ?? 0;
  if (clock.now().getTime() - usedMs >= minuteMs) await touchApiToken(found.id);
  return {
    kind: "user",
    id: mintUserId(found.userId),
    role: found.role,
    verified: found.emailVerifiedAt !== null,
    scopes: scopes.filter((scope: Scope) => found.scopes.includes(scope)),
    sessionId: null,
  };
}
