import { z } from "zod";
import { wholeNumber } from "./number-range";

/** What the settings are about, in the order the settings page tells them. */
export const settingGroups = [
  "gallery",
  "people",
  "pictures",
  "making",
  "moderation",
  "address",
  "mail",
  "limits",
  "legal",
] as const;
export type SettingGroup = (typeof settingGroups)[number];

/** What a number counts; its words stand under `admin.settings.units` in `lib/i18n/messages`. */
export const settingUnits = [
  "seconds",
  "minutes",
  "hours",
  "days",
  "megabytes",
  "megabytesPerDay",
  "pictures",
  "picturesPerDay",
  "reports",
  "perMinute",
  "perQuarterHour",
  "perHour",
  "perDay",
] as const;
export type SettingUnit = (typeof settingUnits)[number];

interface SettingSpec {
  /** Null for what the product notes for itself: nobody sets it, and it has neither words nor a variable. */
  group: SettingGroup | null;
  shape: z.ZodType;
  default: unknown;
  /** What it counts; every number has one. */
  unit?: SettingUnit;
  /** What 0 means, where it is no amount. */
  zero?: "noLimit" | "never";
  /** Kept encrypted, and shown to nobody once it is given. */
  isSecret?: true;
  /** Text of several lines. */
  isLong?: true;
  /** Its environment variable, where that is not `ATELIER_` and the key. */
  variable?: string;
}

const tooLong = "This is longer than what fits here.";
const text = (maxChars: number) => z.string().max(maxChars, tooLong);

const origins = z
  .array(z.string().refine(isOrigin, "Please give addresses such as https://example.org, one per line."))
  .max(50, "At most 50 addresses.");

/** So many of a unit. */
const count = (unit: SettingUnit, min: number, max: number, usual: number) =>
  ({ shape: wholeNumber(min, max), default: usual, unit }) as const;

/** How often something may be done within its window, which `lib/limiter/define.ts` keeps to. */
const rate = (points: number, unit: SettingUnit) =>
  ({ group: "limits", ...count(unit, 1, 1_000_000, points) }) as const;

/** How much of something there may be at most; 0 is no limit. */
const most = (unit: SettingUnit, max: number, usual: number) =>
  ({ group: "limits", zero: "noLimit", ...count(unit, 0, max, usual) }) as const;

/**
 * Everything an administrator may set: its shape and its default. What it is called and what it means stands under
 * `settings` in `lib/i18n/messages`. A value comes from the table `settings`, else from the environment, else it is the
 * default. After a change here `npx tsx scripts/env-example.ts` tells `.env.example`.
 */
export const settingSpecs = {
  gallery_name: {
    group: "gallery",
    shape: text(60).refine((name) => /[^\p{C}\p{Z}]/u.test(name) && !/\p{Cc}/u.test(name), "Please give a name."),
    default: "Atelier",
  },
  gallery_visible_to: { group: "gallery", shape: z.enum(["everyone", "members"]), default: "everyone" },
  default_style: { group: "gallery", shape: text(60).min(1, "Please choose a style."), default: "pencil" },
  new_image_hours: { group: "gallery", ...count("hours", 0, 8760, 24) },
  registration: { group: "people", shape: z.enum(["open", "invitation", "closed"]), default: "open" },
  membership: { group: "people", shape: z.enum(["automatic", "manual"]), default: "automatic" },
  guest_use: { group: "people", shape: z.enum(["off", "builtin", "all"]), default: "builtin" },
  deletion_days: { group: "people", ...count("days", 0, 365, 7) },
  stand_ins: { group: "making", shape: z.boolean(), default: false },
  temporary_hours: { group: "pictures", ...count("hours", 1, 8760, 24) },
  trash_days: { group: "pictures", ...count("days", 1, 3650, 30) },
  reports_to_hide: { group: "moderation", zero: "never", ...count("reports", 0, 1000, 3) },
  currency: {
    group: "making",
    shape: z.string().regex(/^[A-Z]{3}$/, "Please give three capital letters, such as EUR."),
    default: "USD",
  },
  public_url: {
    group: "address",
    shape: text(500).refine(
      (url) => url === "" || isOrigin(url),
      "Please give an address such as https://example.org.",
    ),
    default: "",
    variable: "PUBLIC_URL",
  },
  link_origins: { group: "address", shape: origins, default: [] as string[] },
  cors_origins: { group: "address", shape: origins, default: [] as string[] },
  cdn_cache_seconds: { group: "address", zero: "never", ...count("seconds", 0, 86_400, 0) },
  mail_way: { group: "mail", shape: z.enum(["automatic", "outbox", "smtp", "resend"]), default: "automatic" },
  smtp_url: {
    group: "mail",
    shape: text(1000).refine(isSmtp, "Please give an address such as smtp://user:password@mail.example.org:587."),
    default: "",
    isSecret: true,
    variable: "SMTP_URL",
  },
  resend_key: {
    group: "mail",
    shape: text(200).refine((key) => key === "" || /^[\x21-\x7e]{8,}$/.test(key), "This is no key of Resend."),
    default: "",
    isSecret: true,
    variable: "RESEND_API_KEY",
  },
  mail_from: {
    group: "mail",
    shape: text(250).refine(isSender, "Please give an address, or a name and <address>."),
    default: "",
    variable: "MAIL_FROM",
  },
  /** How long what is told waits to be read before it goes into a mail. */
  news_wait_minutes: { group: "mail", ...count("minutes", 0, 1440, 3) },
  rate_upload: rate(10, "perMinute"),
  rate_generate: rate(10, "perMinute"),
  rate_restyle: rate(60, "perMinute"),
  rate_restyle_external: rate(5, "perMinute"),
  rate_login: rate(10, "perQuarterHour"),
  rate_login_account: rate(50, "perQuarterHour"),
  rate_login_address: rate(100, "perQuarterHour"),
  rate_register: rate(5, "perHour"),
  rate_mail: rate(5, "perHour"),
  rate_mail_to: rate(5, "perHour"),
  rate_password: rate(10, "perQuarterHour"),
  rate_export: rate(3, "perDay"),
  rate_report: rate(10, "perHour"),
  rate_news_mail: rate(1, "perHour"),
  rate_other: rate(1000, "perHour"),
  guest_megabytes: { group: "limits", ...count("megabytesPerDay", 1, 1_000_000, 200) },
  private_networks: { group: "making", shape: z.boolean(), default: true },
  /** What someone may use, by role; 0 is no limit. Days are the calendar's, in UTC. */
  pictures_per_day_user: most("picturesPerDay", 1_000_000, 100),
  pictures_per_day_member: most("picturesPerDay", 1_000_000, 1000),
  pictures_per_day_admin: most("picturesPerDay", 1_000_000, 0),
  storage_mb_user: most("megabytes", 100_000_000, 2048),
  storage_mb_member: most("megabytes", 100_000_000, 20_480),
  storage_mb_admin: most("megabytes", 100_000_000, 0),
  open_at_once_user: most("pictures", 10_000, 200),
  open_at_once_member: most("pictures", 10_000, 200),
  open_at_once_admin: most("pictures", 10_000, 200),
  imprint: { group: "legal", shape: text(20_000), default: "", isLong: true },
  privacy: { group: "legal", shape: text(20_000), default: "", isLong: true },
  /** Whether the key in the environment already became a backend: who removes that does not want it back. */
  openai_offered: { group: null, shape: z.boolean(), default: false },
  /** Whether the sample pictures were already made once. */
  samples_offered: { group: null, shape: z.boolean(), default: false },
  /** Whether the first administrator was led through the house, or did not want to be. */
  welcome_done: { group: null, shape: z.boolean(), default: false },
} as const satisfies Record<string, SettingSpec>;

export type SettingKey = keyof typeof settingSpecs;
export type SettingValue<K extends SettingKey> = z.infer<(typeof settingSpecs)[K]["shape"]>;

/** Where a setting's value comes from. */
export type SettingSource = "database" | "environment" | "default";

const specs: Record<SettingKey, SettingSpec> = settingSpecs;

export const settingKeys = Object.keys(settingSpecs) as SettingKey[];

/** The settings that people set, in the order of their groups. */
export const shownSettings = settingGroups.flatMap((group) => settingKeys.filter((key) => specs[key].group === group));

export function specOfSetting(key: SettingKey): SettingSpec {
  return specs[key];
}

/** The environment variable of a setting: its own, or `ATELIER_` and the key. */
export function variableOf(key: SettingKey): string {
  return specs[key].variable ?? `ATELIER_${key.toUpperCase()}`;
}

/** How a setting is filled in. */
export type SettingField =
  | { kind: "choice"; choices: string[] }
  | { kind: "switch" }
  | { kind: "number"; min: number; max: number; unit: SettingUnit }
  | { kind: "text" | "list"; isLong: boolean };

export function fieldOfSetting(key: SettingKey): SettingField {
  const { shape, unit, isLong = false } = specs[key];
  if (shape instanceof z.ZodEnum) return { kind: "choice", choices: shape.options.map(String) };
  if (shape instanceof z.ZodBoolean) return { kind: "switch" };
  if (shape instanceof z.ZodNumber) {
    if (unit === undefined) throw new Error(`What ${key} counts is not said.`);
    return { kind: "number", min: Number(shape.minValue), max: Number(shape.maxValue), unit };
  }
  return shape instanceof z.ZodArray ? { kind: "list", isLong: true } : { kind: "text", isLong };
}

/** What a text, as typed into a form or a variable, means as the value of a setting; its shape decides whether it fits. */
export function valueOfText(key: SettingKey, given: string): unknown {
  const { kind } = fieldOfSetting(key);
  const typed = given.replace(/\r\n?/g, "\n").trim();
  if (kind === "number") return /^-?\d{1,15}$/.test(typed) ? Number(typed) : typed;
  if (kind === "switch") return typed === "true" || typed === "on" || (typed === "false" ? false : typed);
  return kind === "list" ? typed.split(/[\s,]+/).filter((entry) => entry !== "") : typed;
}

/** A setting's value as text, as one would type it. */
export function textOfValue(value: unknown): string {
  return Array.isArray(value) ? value.join("\n") : String(value);
}

/** The beginning of addresses: scheme, host and port, and nothing after. */
function isOrigin(given: string): boolean {
  if (!URL.canParse(given)) return false;
  const { protocol, pathname, search, hash, username, password } = new URL(given);
  return /^https?:$/.test(protocol) && pathname === "/" && `${search}${hash}${username}${password}` === "";
}

function isSmtp(given: string): boolean {
  if (given === "") return true;
  return URL.canParse(given) && /^smtps?:$/.test(new URL(given).protocol) && new URL(given).hostname !== "";
}

function isSender(given: string): boolean {
  return given === "" || /^(?:[^<>\r\n"]{1,100} <[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/.test(given);
}
