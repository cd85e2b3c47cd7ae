import { database, inTransaction } from "@/db/client";
import { countApiTokens, insertApiToken, listApiTokens, revokeApiToken } from "@/db/queries/api-tokens";
import { lockUser } from "@/db/queries/users";
import { apiTokenPrefix } from "@/lib/auth/api-tokens";
import { signSession, ticketMs } from "@/lib/auth/sessions";
import { clock, dayMs, fromNow } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { hashSecret, newSecret } from "@/lib/seal";
import { scopes, type Viewer } from "@/lib/viewer";
import { requireSession, requireUser } from "../policy";
import type { ApiTokenDto, ApiTokenInput } from "../schema";

const tokensMax = 50;

/**
 * Makes a personal API token; this answer is the only one that shows it.
 *
 * @throws AppError `forbidden` to a program that itself has such a token, `invalid`, `conflict` when there are too many
 */
export async function createApiToken(viewer: Viewer, input: ApiTokenInput): Promise<{ id: number; token: string }> {
  const { id: userId, role } = requireSession(viewer);
  if (input.scopes.includes("admin") && role !== "admin") {
    throw new AppError("invalid", { fields: { scopes: ["Only administrators can give this one."] } });
  }
  const token = apiTokenPrefix + newSecret();
  const row = {
    userId,
    name: input.name,
    tokenHash: hashSecret(token),
    scopes: scopes.filter((scope) => input.scopes.includes(scope)),
    createdAt: clock.now(),
    expiresAt: fromNow(input.expires_in_days * dayMs),
  };
  const id = await inTransaction(async (tx) => {
    await lockUser(tx, { id: userId });
    if ((await countApiTokens(tx, userId)) >= tokensMax) {
      throw new AppError("conflict", { words: `There are ${tokensMax} tokens already. Please revoke one first.` });
    }
    return insertApiToken(tx, row);
  });
  return { id, token };
}

/** The user's tokens, newest first, never the secrets themselves. */
export async function listOwnApiTokens(viewer: Viewer): Promise<ApiTokenDto[]> {
  const { id } = requireUser(viewer);
  const rows = await listApiTokens(id);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    scopes: scopes.filter((scope) => row.scopes.includes(scope)),
    created_at: row.createdAt.toISOString(),
    expires_at: row.expiresAt?.toISOString() ?? null,
    last_used_at: row.lastUsedAt?.toISOString() ?? null,
  }));
}

/** @throws AppError `not_found`, for another's as for a missing one */
export async function revokeOwnApiToken(viewer: Viewer, tokenId: number): Promise<void> {
  const { id } = requireSession(viewer);
  if (!(await revokeApiToken(database(), id, tokenId))) throw new AppError("not_found");
}

/** A token that may stand in the address of a WebSocket, for a minute. */
export async function createTicket(viewer: Viewer): Promise<{ token: string; expires_in: number }> {
  const { id, sessionId } = requireSession(viewer);
  return { token: await signSession("ticket", id, sessionId), expires_in: ticketMs / 1000 };
}
