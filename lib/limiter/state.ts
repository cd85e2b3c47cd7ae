import type { RateLimiterRes } from "rate-limiter-flexible";
import { env } from "@/lib/env";
import { type RateRule, type RateState, rateRules } from "./define";

/** The points of a rule in this installation; always at least one. */
export function pointsOf(rule: RateRule): number {
  return Math.max(1, Math.round(rateRules[rule].points * env().RATE_LIMIT_FACTOR));
}

export function stateOf(limit: number, result: RateLimiterRes, allowed: boolean): RateState {
  return { allowed, limit, remaining: Math.max(0, result.remainingPoints), resetMs: Math.max(0, result.msBeforeNext) };
}
