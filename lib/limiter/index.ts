import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { databaseLimiter } from "./database";
import { keptRules, type Limiter } from "./define";
import { memoryLimiter } from "./memory";

declare global {
  // Pages and routes are separate module graphs in one process; they count together.
  var atelierLimiter: Limiter | null | undefined;
}

/** The limiter of this process; null when limits are switched off. */
export function limiter(): Limiter | null {
  if (globalThis.atelierLimiter === undefined) {
    const off = env().RATE_LIMIT_FACTOR === 0;
    if (off) log.warn("RATE_LIMIT_FACTOR is 0: nothing limits how often anyone may ask.");
    globalThis.atelierLimiter = off ? null : layered(databaseLimiter(), memoryLimiter());
  }
  return globalThis.atelierLimiter;
}

/** What guards accounts is kept in the database; the broad limits cost no query. */
function layered(kept: Limiter, quick: Limiter): Limiter {
  return { consume: (rule, key, points) => (keptRules.has(rule) ? kept : quick).consume(rule, key, points) };
}
