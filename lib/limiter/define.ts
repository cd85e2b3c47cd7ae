import { dayMs, hourMs, minuteMs } from "@/lib/clock";
import type { SettingKey } from "@/lib/settings";

interface RateSpec {
  /** The setting that says how many points there are. */
  setting: Extract<SettingKey, `rate_${string}` | "guest_megabytes">;
  /** How many points one of the setting is, when not one. */
  worth?: number;
  windowMs: number;
}

/** How often something may be done: as many points as `setting` says, in each window of `windowMs`. */
export const rateRules = {
  upload: { setting: "rate_upload", windowMs: minuteMs },
  generate: { setting: "rate_generate", windowMs: minuteMs },
  restyle: { setting: "rate_restyle", windowMs: minuteMs },
  restyleExternal: { setting: "rate_restyle_external", windowMs: minuteMs },
  /** Per account and address, or per device that the account knows. */
  login: { setting: "rate_login", windowMs: 15 * minuteMs },
  /** Per account, from all addresses it does not know together. */
  loginAccount: { setting: "rate_login_account", windowMs: 15 * minuteMs },
  /** Per address, for all accounts together. */
  loginAddress: { setting: "rate_login_address", windowMs: 15 * minuteMs },
  register: { setting: "rate_register", windowMs: hourMs },
  mail: { setting: "rate_mail", windowMs: hourMs },
  /** Per recipient, whoever asks. */
  mailTo: { setting: "rate_mail_to", windowMs: hourMs },
  /** Per user: questions that only the account's password answers. */
  password: { setting: "rate_password", windowMs: 15 * minuteMs },
  export: { setting: "rate_export", windowMs: dayMs },
  guestBytes: { setting: "guest_megabytes", worth: 1024 * 1024, windowMs: dayMs },
  report: { setting: "rate_report", windowMs: hourMs },
  /** Per user: mails that tell what is new. */
  newsMail: { setting: "rate_news_mail", windowMs: hourMs },
  other: { setting: "rate_other", windowMs: hourMs },
} as const satisfies Record<string, RateSpec>;

export type RateRule = keyof typeof rateRules;

export function specOfRate(rule: RateRule): RateSpec {
  return rateRules[rule];
}

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
  "newsMail",
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
