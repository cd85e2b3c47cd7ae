import { isCheckAddress } from "@/lib/auth/check-pass";
import { AppError } from "@/lib/errors";
import { limiter } from "@/lib/limiter";
import type { RateRule, RateState } from "@/lib/limiter/define";
import { type Viewer, viewerKey } from "@/lib/viewer";

/**
 * Counts one request: per user, else per client address (a guest's cookie is free to throw away). Those of our own
 * checks are not counted.
 *
 * @throws AppError `rate_limited`
 */
export async function countRequest(rule: RateRule, viewer: Viewer, address: string): Promise<RateState | null> {
  if (isCheckAddress(address)) return null;
  const key = viewer.kind === "user" ? viewerKey(viewer) : `a:${address}`;
  return countPoints(rule, key, 1);
}

/** Takes points of a rule for a key. @throws AppError `rate_limited` */
export async function countPoints(rule: RateRule, key: string, points: number): Promise<RateState | null> {
  const state = (await limiter()?.consume(rule, key, points)) ?? null;
  if (state && !state.allowed) {
    throw new AppError("rate_limited", { retryAfterMs: state.resetMs, headers: rateHeaders(state) });
  }
  return state;
}

/** The draft standard's three headers (RateLimit header fields for HTTP), reset in whole seconds. */
export function rateHeaders(state: RateState | null): Record<string, string> {
  if (!state) return {};
  return {
    "RateLimit-Limit": String(state.limit),
    "RateLimit-Remaining": String(state.remaining),
    "RateLimit-Reset": String(Math.ceil(state.resetMs / 1000)),
  };
}
