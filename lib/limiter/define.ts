import { dayMs, hourMs, minuteMs } from "@/lib/clock";
import { limits } from "@/lib/limits";

/** How often something may be done: `points` in each window of `windowMs`. */
export const rateRules = {
  upload: { points: 10, windowMs: minuteMs },
  generate: { points: 10, windowMs: minuteMs },
  restyle: { points: 60, windowMs: minuteMs },
  restyleExternal: { points: 5, windowMs: minuteMs },
  /** Per account and address, or per device that the account knows. */
  login: { points: 10, windowMs: 15 * minuteMs },
  /** Per account, from all addresses it does not know together. */
  loginAccount: { points: 50, windowMs: 15 * minuteMs },
  /** Per address, for all accounts together. */
  loginAddress: { points: 100, windowMs: 15 * minuteMs },
  register: { points: 5, windowMs: hourMs },
  mail: { points: 5, windowMs: hourMs },
  /** Per recipient, whoever asks. */
  mailTo: { points: 5, windowMs: hourMs },
  /** Per user: questions that only the account's password answers. */
  password: { points: 10, windowMs: 15 * minuteMs },
  export: { points: 3, windowMs: dayMs },
  guestBytes: { points: limits.guestBytesPerDay, windowMs: dayMs },
  other: { points: 1000, windowMs: hourMs },
} as const;

export type RateRule = keyof typeof rateRules;

/** Counters that guard accounts and mailboxes; they outlive a restart. */
export const keptRules: ReadonlySet<RateRule> = new Set<RateRule>([
  "login",
  "loginAccount",
  "loginAddress",
  "register",
  "mail",
  "mailTo",
  "password",
  "export",
]);

export interface RateState {
  allowed: boolean;
  limit: number;
  remaining: number;
  /** Milliseconds until the window starts anew. */
  resetMs: number;
}

/** Counts what viewers and addresses do. */
export interface Limiter {
  /** Takes points for a key; over the limit nothing is allowed until the window ends. */
  consume(rule: RateRule, key: string, points?: number): Promise<RateState>;
}
