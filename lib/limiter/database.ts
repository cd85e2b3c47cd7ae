import { createHash } from "node:crypto";
import { RateLimiterMySQL, RateLimiterRes } from "rate-limiter-flexible";
import { databasePool } from "@/db/client";
import { env } from "@/lib/env";
import { type Limiter, type RateRule, rateRules } from "./define";
import { pointsOf, stateOf } from "./state";

/** Limits in the table `rate_limits`: they outlive a restart and hold for all servers of one database together. */
export function databaseLimiter(): Limiter {
  const counters = new Map<RateRule, RateLimiterMySQL>();

  async function counter(rule: RateRule): Promise<RateLimiterMySQL> {
    const points = await pointsOf(rule);
    let found = counters.get(rule);
    if (!found) {
      found = new RateLimiterMySQL({
        storeClient: databasePool(),
        storeType: "pool",
        dbName: decodeURIComponent(new URL(env().DATABASE_URL ?? "").pathname.slice(1)),
        tableName: "rate_limits",
        tableCreated: true,
        keyPrefix: rule,
        points,
        duration: rateRules[rule].windowMs / 1000,
      });
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
        return stateOf(limiter.points, await limiter.consume(hashKey(key), points), true);
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        return stateOf(limiter.points, refused, false);
      }
    },
  };
}

/** Keys hold addresses of people; and the database would take some that differ for one. */
function hashKey(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}
