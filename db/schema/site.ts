import {
  bigint,
  index,
  int,
  json,
  mysqlEnum,
  mysqlTable,
  primaryKey,
  text,
  uniqueIndex,
  varchar,
} from "drizzle-orm/mysql-core";
import { users } from "./accounts";
import { id, moment, ref, sha256 } from "./columns";
import { images } from "./images";

export const settings = mysqlTable("settings", {
  key: varchar({ length: 60 }).primaryKey(),
  value: json().$type<unknown>().notNull(),
  updatedAt: moment().notNull(),
  updatedBy: ref().references(() => users.id, { onDelete: "set null" }),
});

/** Answers kept for 24 hours so that a repeated request gets the same one. */
export const idempotencyKeys = mysqlTable(
  "idempotency_keys",
  {
    viewer: varchar({ length: 80 }).notNull(),
    route: varchar({ length: 80 }).notNull(),
    key: varchar({ length: 128 }).notNull(),
    bodyHash: sha256().notNull(),
    /** Null while the first request is still being answered. */
    status: int({ unsigned: true }),
    answer: json().$type<{ status: number; body: unknown; headers?: Record<string, string> }>(),
    createdAt: moment().notNull(),
  },
  (t) => [primaryKey({ columns: [t.viewer, t.route, t.key] }), index("idempotency_keys_created").on(t.createdAt)],
);

/** Outgoing mail; bodies are encrypted and erased once delivered. */
export const mails = mysqlTable(
  "mails",
  {
    id: id(),
    recipient: varchar({ length: 254 }).notNull(),
    subject: varchar({ length: 300 }).notNull(),
    body: text(),
    status: mysqlEnum(["queued", "sent", "kept", "failed"]).notNull().default("queued"),
    lastError: varchar("last_error", { length: 500 }),
    createdAt: moment().notNull(),
    sentAt: moment(),
  },
  (t) => [
    index("mails_created").on(t.createdAt),
    index("mails_recipient").on(t.recipient),
    index("mails_status").on(t.status, t.id),
  ],
);

/** What a user is told of, until it is old. */
export const notifications = mysqlTable(
  "notifications",
  {
    id: id(),
    userId: ref()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** `noun.past`, or `quota.near`. */
    name: varchar({ length: 60 }).notNull(),
    payload: json().$type<Record<string, unknown>>().notNull(),
    /** What it is about (`generation:<uuid>`), where a user is told of that only once. */
    about: varchar({ length: 80 }),
    createdAt: moment().notNull(),
    readAt: moment(),
    /** When it goes into a mail, unless it is read before; null when it was, or is not to. */
    mailDueAt: moment(),
  },
  (t) => [
    index("notifications_user").on(t.userId, t.id),
    index("notifications_unread").on(t.userId, t.readAt, t.id),
    uniqueIndex("notifications_once").on(t.userId, t.about),
    index("notifications_mail_due").on(t.mailDueAt),
    index("notifications_created").on(t.createdAt),
  ],
);

/** Why someone finds that a picture should not be shown to everyone. */
export const reports = mysqlTable(
  "reports",
  {
    id: id(),
    imageId: ref()
      .notNull()
      .references(() => images.id, { onDelete: "cascade" }),
    /** A keyed hash of who reported: a user, or an address. */
    reporter: varchar({ length: 80 }).notNull(),
    /** The user who reported, to be told what came of it. */
    reporterId: ref().references(() => users.id, { onDelete: "set null" }),
    kind: mysqlEnum(["sexual", "violence", "hate", "privacy", "copyright", "spam", "other"]).notNull(),
    reason: varchar({ length: 1000 }).notNull(),
    status: mysqlEnum(["open", "upheld", "dismissed"]).notNull().default("open"),
    createdAt: moment().notNull(),
    decidedAt: moment(),
    decidedBy: ref().references(() => users.id, { onDelete: "set null" }),
  },
  (t) => [
    uniqueIndex("reports_once").on(t.imageId, t.reporter),
    index("reports_by_status").on(t.status, t.imageId, t.id),
  ],
);

/** Who changed what, before and after. */
export const auditEntries = mysqlTable(
  "audit_entries",
  {
    id: id(),
    actorId: ref().references(() => users.id, { onDelete: "set null" }),
    action: varchar({ length: 60 }).notNull(),
    subject: varchar({ length: 100 }).notNull(),
    before: json().$type<unknown>(),
    after: json().$type<unknown>(),
    reason: varchar({ length: 500 }),
    createdAt: moment().notNull(),
  },
  (t) => [
    index("audit_entries_created").on(t.createdAt),
    index("audit_entries_subject").on(t.subject, t.id),
    index("audit_entries_action").on(t.action, t.id),
    index("audit_entries_actor").on(t.actorId, t.id),
  ],
);

/** Counters of limits that must survive a restart (the layout is that of rate-limiter-flexible). */
export const rateLimits = mysqlTable("rate_limits", {
  key: varchar({ length: 255 }).primaryKey(),
  points: int().notNull().default(0),
  expire: bigint({ mode: "number", unsigned: true }),
});
