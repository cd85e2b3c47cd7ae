import { z } from "zod";
import { wholeNumber, wholeNumberWords } from "@/lib/number-range";
import {
  type SettingField,
  type SettingGroup,
  type SettingKey,
  type SettingSource,
  shownSettings,
  specOfSetting,
} from "@/lib/settings";

const settingKey = z.enum(shownSettings as [SettingKey, ...SettingKey[]]);

/** Settings as they were typed: what that means and whether it fits, their shapes decide. */
export const settingsInput = z.partialRecord(settingKey, z.string().max(100_000));
export type SettingsInput = z.output<typeof settingsInput>;
/** The field of a form that holds a setting; a secret's is named so that it is never given back when something is wrong. */
export function fieldNameOf(key: SettingKey): string {
  return `${specOfSetting(key).isSecret ? "password" : "setting"}.${key}`;
}

export const settingResetInput = z.object({ key: settingKey });

export interface SettingDto {
  key: SettingKey;
  group: SettingGroup;
  field: SettingField;
  /** What 0 means, when it is no amount. */
  zero: "noLimit" | "never" | null;
  /** As one would type it; empty for a secret. */
  text: string;
  defaultText: string;
  /** What may be shown of a secret, such as the host of a mail server; null when there is none, or it is no secret. */
  hint: string | null;
  isSecret: boolean;
  source: SettingSource;
  /** Its environment variable. */
  variable: string;
  /** What can be chosen, when that is known only now; else null. */
  options: { value: string; label: string }[] | null;
}

const mailLine = z.string().trim().max(250, "This is longer than what fits here.");

export const mailWays = ["outbox", "smtp", "resend"] as const;

/** How mail leaves now, and what may be shown of what is kept for it. */
export interface MailDto {
  way: (typeof mailWays)[number];
  from: string;
  smtpHint: string | null;
  keyHint: string | null;
}

/** How mail is to leave: the parts of an SMTP server's address one by one, since people have them so. */
export const mailInput = z.discriminatedUnion("way", [
  z.object({ way: z.literal("outbox") }),
  z.object({
    way: z.literal("smtp"),
    from: mailLine,
    host: mailLine.regex(/^[A-Za-z0-9.:[\]-]+$/, "Please give the name of the mail server, such as mail.example.org."),
    port: z.coerce.number(wholeNumberWords(1, 65_535)).pipe(wholeNumber(1, 65_535)),
    user: mailLine,
    password: z.string().max(500, "This is longer than what fits here."),
  }),
  z.object({ way: z.literal("resend"), from: mailLine, resendPassword: mailLine }),
]);
export type MailInput = z.output<typeof mailInput>;

/** What came of a test mail. */
export interface TestMailDto {
  isSent: boolean;
  /** Whom it was for. */
  to: string;
  /** What the mail service said, in English, when it did not take it. */
  said: string | null;
}

const filterText = z.string().trim().max(100).catch("");

export const auditQuery = z.object({
  actor: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).nullable().catch(null),
  action: filterText.default(""),
  subject: filterText.default(""),
  before: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).nullable().catch(null),
});
export type AuditQuery = z.output<typeof auditQuery>;

export interface AuditChange {
  /** Empty when the entry tells of one value alone. */
  field: string;
  before: string | null;
  after: string | null;
}

export interface AuditEntryDto {
  id: number;
  createdAt: string;
  /** Null for the machine itself, and for an account that is gone. */
  actor: { id: number; name: string; handle: string } | null;
  action: string;
  subject: string;
  changes: AuditChange[];
  reason: string | null;
}

export interface AuditPageDto {
  entries: AuditEntryDto[];
  /** Where the next page begins; null on the last one. */
  before: number | null;
  /** What can be chosen to filter by. */
  actors: { id: number; name: string }[];
  actions: string[];
}
