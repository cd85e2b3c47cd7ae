import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { type Limiter, type RateRule, rateRules } from "./define";
import { pointsOf, stateOf } from "./state";

/** Limits within this process; they start anew with it. */
export function memoryLimiter(): Limiter {
  const counters = new Map<RateRule, RateLimiterMemory>();

  async function counter(rule: RateRule): Promise<RateLimiterMemory> {
    const points = await pointsOf(rule);
    let found = counters.get(rule);
    if (!found) {
      found = new RateLimiterMemory({ points, duration: rateRules[rule].windowMs / 1000 });
      counters.set(rule, found);
    }
    // What was set meanwhile counts from now on, for those who are counted already too.
    found.points = points;
    return found;
  }

  return {
    async consume(rule, key, points = 1) {
      const limiter = await counter(rule);
      try {
        return stateOf(limiter.points, await limiter.consume(key, points), true);
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        return stateOf(limiter.points, refused, false);
      }
    },
  };
}
