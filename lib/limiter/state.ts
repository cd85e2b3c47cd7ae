import type { RateLimiterRes } from "rate-limiter-flexible";
import { findSetting } from "@/db/queries/settings";
import { env } from "@/lib/env";
import { type RateRule, type RateState, specOfRate } from "./define";

/** The points of a rule in this installation, as they are set now; always at least one. */
export async function pointsOf(rule: RateRule): Promise<number> {
  const { setting, worth = 1 } = specOfRate(rule);
  return Math.max(1, Math.round((await findSetting(setting)) * worth * env().RATE_LIMIT_FACTOR));
}

export function stateOf(limit: number, result: RateLimiterRes, allowed: boolean): RateState {
  return { allowed, limit, remaining: Math.max(0, result.remainingPoints), resetMs: Math.max(0, result.msBeforeNext) };
}
