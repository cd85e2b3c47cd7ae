import { z } from "zod";
import { limits } from "@/lib/limits";
import { wholeNumber } from "@/lib/number-range";
import { scopes } from "@/lib/viewer";

export const accountLocales = ["en", "de", "es", "fr", "ar", "ja"] as const;
export const roles = ["user", "member", "admin"] as const;
export const themes = ["light", "dark", "system"] as const;
export const visibilities = ["public", "private"] as const;

/**
 * An e-mail address, in lower case. Only ASCII: other scripts hold letters that look like ours, and some that lower-casing
 * turns into ours (the Kelvin sign becomes k).
 */
export const emailInput = z
  .string("Please give your e-mail address.")
  .trim()
  .max(254, "At most 254 characters.")
  .regex(/^[\x21-\x7e]+$/, "Please give an e-mail address such as name@example.org.")
  .toLowerCase()
  .pipe(z.email("Please give an e-mail address such as name@example.org."));

/** A name as people write it: one line, nothing invisible that turns or hides text. */
export const nameInput = z
  .string("Please give a name.")
  .max(400, "At most 100 characters.")
  .transform((name) => name.normalize("NFC").trim())
  .pipe(
    z
      .string()
      .max(100, "At most 100 characters.")
      .refine((name) => !/[\p{Cc}\p{Co}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/u.test(name), {
        error: "Please use letters, numbers and signs on one line.",
      })
      .refine((name) => /[^\p{Cf}\p{Z}]/u.test(name), { error: "Please give a name." }),
  )
  .meta({ minLength: 1, maxLength: 100 });

const passwordMin = 8;
const passwordMax = 256;

/** A new password, in one form (NFKC) however it was typed; counted in characters, never cut. */
export const newPasswordInput = z
  .string("Please choose a password.")
  .max(4096, `At most ${passwordMax} characters.`)
  .transform((password) => password.normalize("NFKC"))
  .pipe(
    z
      .string()
      .refine((password) => [...password].length >= passwordMin, { error: `At least ${passwordMin} characters.` })
      .refine((password) => [...password].length <= passwordMax, { error: `At most ${passwordMax} characters.` }),
  )
  .meta({ minLength: passwordMin, maxLength: passwordMax });

/** A password that is only compared; whatever it is, comparing it takes the same work. */
const givenPassword = z.string("Please give your password.").min(1, "Please give your password.");

const reservedHandles = new Set([
  "admin",
  "administrator",
  "moderator",
  "root",
  "support",
  "system",
  "atelier",
  "staff",
]);

export const handleInput = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,28}[a-z0-9])$/, "2 to 30 small letters, digits and dashes.")
  .refine((handle) => !isReservedHandle(handle), { error: "This one is not available." });

export function isReservedHandle(handle: string): boolean {
  return reservedHandles.has(handle);
}

/** An id as a number, or as the digits of an address. */
const userIdInput = z.union([
  z.int().positive(),
  z
    .string()
    .regex(/^[1-9]\d{0,14}$/)
    .transform(Number),
]);
const secretInput = z.string().min(1).max(200);
const handleUrlInput = z.string().max(1000).optional();

export const registerInput = z.object({
  email: emailInput,
  name: nameInput,
  password: newPasswordInput,
  setupCode: z.string().trim().max(100).optional(),
  /** The secret of an invitation's link, where an account takes one. */
  invitation: z.string().trim().max(200).optional(),
});
export type RegisterInput = z.output<typeof registerInput>;

export const signInInput = z.object({
  email: z.string("Please give your e-mail address.").max(1000),
  password: givenPassword,
});
export const linkInput = z.object({ user: userIdInput, token: secretInput });
export const verificationInput = z.object({ handleUrl: handleUrlInput });
export const forgotInput = z.object({ email: emailInput, handleUrl: handleUrlInput });
export const resetInput = linkInput.extend({ newPassword: newPasswordInput });
export const passwordChangeInput = z.object({ currentPassword: givenPassword, newPassword: newPasswordInput });
export const emailChangeInput = z.object({ email: emailInput, password: givenPassword });
export const profileInput = z.object({ name: nameInput, handle: handleInput });
export const deletionInput = z.object({ password: givenPassword, keepPublicImages: z.boolean().default(false) });

export const invitationInput = z.object({
  note: z.string().trim().max(200, "This is longer than what fits here.").default(""),
  email: emailInput.nullable().default(null),
  uses: wholeNumber(1, limits.invitationUsesMax).default(1),
  days: wholeNumber(1, 365).default(7),
});
export type InvitationInput = z.output<typeof invitationInput>;

export interface InvitationDto {
  id: number;
  note: string;
  /** Whom it was mailed to. */
  email: string | null;
  uses: number;
  usesMax: number;
  /** Who made it; null when the account is gone. */
  maker: string | null;
  expiresAt: string;
  state: "open" | "used" | "expired" | "revoked";
}

export const preferencesInput = z.object({
  theme_preference: z.enum(themes).optional(),
  locale: z.enum(accountLocales).optional(),
  email_notifications: z.boolean().optional(),
  default_visibility: z.enum(visibilities).optional(),
  show_sensitive: z.boolean().optional(),
});
export type PreferencesInput = z.output<typeof preferencesInput>;

export const apiTokenInput = z.object({
  name: nameInput,
  scopes: z.array(z.enum(scopes)).min(1, "Please choose what the token may do.").max(10),
  expires_in_days: z.int().min(1).max(366).default(90),
});
export type ApiTokenInput = z.output<typeof apiTokenInput>;

export const userSchema = z.object({
  id: z.int(),
  name: z.string(),
  handle: z.string(),
  email: z.string(),
  role: z.enum(roles),
  verified: z.boolean(),
  theme_preference: z.enum(themes),
  locale: z.string(),
  default_visibility: z.enum(visibilities),
  email_notifications: z.boolean(),
  /** Whether pictures that their makers marked as sensitive are shown without asking. */
  show_sensitive: z.boolean(),
});
export type UserDto = z.infer<typeof userSchema>;

export const tokensSchema = z.object({ accessToken: z.string(), refreshToken: z.string() });
export type TokensDto = z.infer<typeof tokensSchema>;

const moment = z.iso.datetime();

export const sessionSchema = z.object({
  id: z.int(),
  kind: z.enum(["browser", "api"]),
  device: z.string(),
  /** The first part of the address it was last used from. */
  place: z.string(),
  created_at: moment,
  last_seen_at: moment,
  expires_at: moment,
  current: z.boolean(),
});
export type SessionDto = z.infer<typeof sessionSchema>;

export const apiTokenSchema = z.object({
  id: z.int(),
  name: z.string(),
  scopes: z.array(z.enum(scopes)),
  created_at: moment,
  expires_at: moment.nullable(),
  last_used_at: moment.nullable(),
});
export type ApiTokenDto = z.infer<typeof apiTokenSchema>;

export const mailSchema = z.object({
  id: z.int(),
  to: z.string(),
  subject: z.string(),
  /** Empty when it was sent, erased or not made yet. */
  text: z.string(),
  html: z.string(),
  status: z.enum(["queued", "sent", "kept", "failed"]),
  created_at: moment,
});
export type MailDto = z.infer<typeof mailSchema>;

export const exportSchema = z.object({
  uuid: z.uuid(),
  status: z.enum(["queued", "ready", "failed"]),
  bytes: z.int().nullable(),
  created_at: moment,
  expires_at: moment,
  /** Where the file is, once it is ready. */
  url: z.string().nullable(),
});
export type ExportDto = z.infer<typeof exportSchema>;

/** What someone may use and what is left of it; null is no limit. */
export const quotaSchema = z.object({
  /** Of a calendar day, in UTC. */
  pictures_per_day: z.int().nullable(),
  pictures_left: z.int().nullable(),
  /** When the next day begins. */
  pictures_reset_at: moment,
  storage_bytes: z.int().nullable(),
  storage_left: z.int().nullable(),
  /** Generations that may wait or run at once. */
  open_at_once: z.int().nullable(),
  open_left: z.int().nullable(),
});
export type QuotaDto = z.infer<typeof quotaSchema>;

export const personStates = ["active", "unconfirmed", "disabled", "leaving"] as const;

/** Whom an administrator looks for; what does not fit is as if it were not given. */
export const peopleQuery = z.object({
  q: z.string().trim().max(254).catch(""),
  role: z.enum(roles).optional().catch(undefined),
  state: z.enum(personStates).optional().catch(undefined),
  before: z.coerce.number().int().positive().optional().catch(undefined),
});
export type PeopleQuery = z.output<typeof peopleQuery>;

export const personInput = z.object({ id: z.int().positive() });
export const roleInput = personInput.extend({ role: z.enum(roles) });
export const enableInput = personInput.extend({ enabled: z.boolean() });
export const removePersonInput = personInput.extend({ keepPublicImages: z.boolean() });

/** Limits of one user's own; null takes those of the role, 0 is none. */
export const personQuotaInput = personInput.extend({
  pictures: wholeNumber(0, 1_000_000).nullable(),
  storageMb: wholeNumber(0, 100_000_000).nullable(),
  open: wholeNumber(0, 10_000).nullable(),
});
export type PersonQuotaInput = z.output<typeof personQuotaInput>;

/** A user as administrators see them in lists. */
export interface PersonDto {
  id: number;
  name: string;
  handle: string;
  email: string;
  role: (typeof roles)[number];
  state: (typeof personStates)[number];
  verified: boolean;
  created_at: string;
  /** When the account is removed for good. */
  leaves_at: string | null;
}

/** A user's page. Numbers only: what someone's pictures are is no administrator's to see. */
export interface PersonDetailDto extends PersonDto {
  isSelf: boolean;
  /** Whether an administrator decided that it goes, and can take that back. */
  canRestore: boolean;
  last_seen_at: string | null;
  pictures: number;
  bytes: number;
  picturesToday: number;
  open: number;
  /** What holds: the user's own limits before those of the role. 0 is no limit. */
  limits: { pictures: number; storageMb: number; open: number };
  roleLimits: { pictures: number; storageMb: number; open: number };
  ownLimits: { pictures: number | null; storageMb: number | null; open: number | null };
  currency: string;
  /** The last twelve months, by month and backend, the latest first; in millionths of the currency. */
  spendings: { month: string; backendId: number; backend: string | null; pictures: number; micros: number }[];
}

export interface PeopleDto {
  people: PersonDto[];
  /** Where the next page begins; null on the last. */
  next: number | null;
}
