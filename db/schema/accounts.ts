import {
  bigint,
  boolean,
  index,
  int,
  json,
  mysqlEnum,
  mysqlTable,
  text,
  uniqueIndex,
  varchar,
} from "drizzle-orm/mysql-core";
import { id, moment, ref, sha256, uuid } from "./columns";

export const users = mysqlTable(
  "users",
  {
    id: id(),
    email: varchar({ length: 254 }).notNull(),
    name: varchar({ length: 100 }).notNull(),
    handle: varchar({ length: 40 }).notNull(),
    passwordHash: varchar("password_hash", { length: 255 }).notNull(),
    role: mysqlEnum(["user", "member", "admin"]).notNull().default("user"),
    emailVerifiedAt: moment(),
    disabledAt: moment(),
    /** When the account's grace is over and it is really removed. */
    deleteAfter: moment(),
    keepPublicImages: boolean("keep_public_images").notNull().default(false),
    themePreference: mysqlEnum("theme_preference", ["light", "dark", "system"]).notNull().default("system"),
    locale: varchar({ length: 10 }).notNull().default("en"),
    emailNotifications: boolean("email_notifications").notNull().default(true),
    defaultVisibility: mysqlEnum("default_visibility", ["public", "private"]).notNull().default("public"),
    showSensitive: boolean("show_sensitive").notNull().default(false),
    /** Limits of this user's own; null takes those of the role, 0 is none. */
    quotaPictures: int("quota_pictures", { unsigned: true }),
    quotaStorageMb: int("quota_storage_mb", { unsigned: true }),
    quotaOpen: int("quota_open", { unsigned: true }),
    navigationState: json("navigation_state").$type<{ state: string; active_tab: string }>(),
    createdAt: moment().notNull(),
    updatedAt: moment().notNull(),
  },
  (t) => [
    uniqueIndex("users_email").on(t.email),
    uniqueIndex("users_handle").on(t.handle),
    index("users_role").on(t.role, t.id),
    index("users_name").on(t.name),
    index("users_created").on(t.createdAt),
    index("users_delete_after").on(t.deleteAfter),
    index("users_disabled").on(t.disabledAt, t.id),
    index("users_verified").on(t.emailVerifiedAt, t.id),
  ],
);

/** One sign-in of one device: a browser's cookie or an API client's token family stands on it. */
export const sessions = mysqlTable(
  "sessions",
  {
    id: id(),
    userId: ref()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    kind: mysqlEnum(["browser", "api"]).notNull(),
    device: varchar({ length: 200 }).notNull().default(""),
    addressPrefix: varchar("address_prefix", { length: 50 }).notNull().default(""),
    createdAt: moment().notNull(),
    lastSeenAt: moment().notNull(),
    expiresAt: moment().notNull(),
    revokedAt: moment(),
  },
  (t) => [index("sessions_user").on(t.userId, t.lastSeenAt), index("sessions_expires").on(t.expiresAt)],
);

/** Each refresh token of a session; a used one that comes again ends the session. */
export const refreshTokens = mysqlTable(
  "refresh_tokens",
  {
    id: id(),
    sessionId: ref()
      .notNull()
      .references(() => sessions.id, { onDelete: "cascade" }),
    tokenHash: sha256().notNull(),
    createdAt: moment().notNull(),
    expiresAt: moment().notNull(),
    usedAt: moment(),
    /** The successor, encrypted, so that a lost answer can be given once more within the grace. */
    successor: text(),
  },
  (t) => [uniqueIndex("refresh_tokens_hash").on(t.tokenHash), index("refresh_tokens_session").on(t.sessionId)],
);

export const oneTimeTokens = mysqlTable(
  "one_time_tokens",
  {
    id: id(),
    userId: ref()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    purpose: mysqlEnum(["verify", "reset", "email_old", "email_new", "sign_in"]).notNull(),
    tokenHash: sha256().notNull(),
    /** What the token confirms, such as the new e-mail address. */
    subject: varchar({ length: 254 }),
    createdAt: moment().notNull(),
    expiresAt: moment().notNull(),
    usedAt: moment(),
  },
  (t) => [
    uniqueIndex("one_time_tokens_hash").on(t.tokenHash),
    index("one_time_tokens_user").on(t.userId, t.purpose),
    index("one_time_tokens_expires").on(t.expiresAt),
  ],
);

/** Personal API tokens (`atl_…`), stored as hashes. */
export const apiTokens = mysqlTable(
  "api_tokens",
  {
    id: id(),
    userId: ref()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    name: varchar({ length: 100 }).notNull(),
    tokenHash: sha256().notNull(),
    scopes: json().$type<string[]>().notNull(),
    createdAt: moment().notNull(),
    expiresAt: moment(),
    lastUsedAt: moment(),
    revokedAt: moment(),
  },
  (t) => [uniqueIndex("api_tokens_hash").on(t.tokenHash), index("api_tokens_user").on(t.userId, t.id)],
);

/** Leave to open an account while that is not for everyone; the link's secret is stored as a hash. */
export const invitations = mysqlTable(
  "invitations",
  {
    id: id(),
    tokenHash: sha256().notNull(),
    /** Whom the link was mailed to; null when it is handed over otherwise. */
    email: varchar({ length: 254 }),
    /** What its maker noted about it. */
    note: varchar({ length: 200 }).notNull().default(""),
    usesMax: int("uses_max", { unsigned: true }).notNull(),
    uses: int({ unsigned: true }).notNull().default(0),
    createdBy: ref().references(() => users.id, { onDelete: "set null" }),
    createdAt: moment().notNull(),
    expiresAt: moment().notNull(),
    revokedAt: moment(),
  },
  (t) => [uniqueIndex("invitations_hash").on(t.tokenHash)],
);

/** A visitor with a signed cookie; becomes part of a user at sign-in. */
export const guests = mysqlTable(
  "guests",
  {
    id: id(),
    uuid: uuid().notNull(),
    createdAt: moment().notNull(),
    lastSeenAt: moment().notNull(),
    claimedBy: ref().references(() => users.id, { onDelete: "set null" }),
    claimedAt: moment(),
  },
  (t) => [uniqueIndex("guests_uuid").on(t.uuid), index("guests_last_seen").on(t.lastSeenAt)],
);

/** A user's own copy of everything: one file in the storage, offered for a while. */
export const accountExports = mysqlTable(
  "account_exports",
  {
    id: id(),
    uuid: uuid().notNull(),
    userId: ref()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    status: mysqlEnum(["queued", "ready", "failed"]).notNull().default("queued"),
    bytes: bigint({ mode: "number", unsigned: true }),
    createdAt: moment().notNull(),
    /** When the file is removed. */
    expiresAt: moment().notNull(),
  },
  (t) => [
    uniqueIndex("account_exports_uuid").on(t.uuid),
    index("account_exports_user").on(t.userId, t.id),
    index("account_exports_expires").on(t.expiresAt),
  ],
);
