import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { env } from "@/lib/env";
import { type Limiter, type RateRule, type RateState, rateRules } from "./define";

/** Limits within this process; they start anew with it. */
export function memoryLimiter(): Limiter {
  const factor = env().RATE_LIMIT_FACTOR;
  const counters = new Map<RateRule, RateLimiterMemory>();

  function counter(rule: RateRule): RateLimiterMemory {
    let found = counters.get(rule);
    if (!found) {
      const { points, windowMs } = rateRules[rule];
      found = new RateLimiterMemory({ points: Math.max(1, Math.round(points * factor)), duration: windowMs / 1000 });
      counters.set(rule, found);
    }
    return found;
  }

  return {
    async consume(rule, key, points = 1) {
      const limiter = counter(rule);
      try {
        return state(limiter.points, await limiter.consume(key, points), true);
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        return state(limiter.points, refused, false);
      }
    },
  };
}

function state(limit: number, result: RateLimiterRes, allowed: boolean): RateState {
  return { allowed, limit, remaining: Math.max(0, result.remainingPoints), resetMs: Math.max(0, result.msBeforeNext) };
}
