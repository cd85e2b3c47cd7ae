import {
  bigint,
  boolean,
  char,
  double,
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
import { id, moment, ref } from "./columns";

/** A configured service that makes pictures. */
export const backends = mysqlTable(
  "backends",
  {
    id: id(),
    kind: varchar({ length: 30 }).notNull(),
    name: varchar({ length: 100 }).notNull(),
    /** What its provider needs to know, without secrets. */
    config: json().$type<Record<string, unknown>>().notNull(),
    /** Its secrets, encrypted. */
    secrets: text(),
    enabled: boolean().notNull().default(true),
    isDefault: boolean("is_default").notNull().default(false),
    /** How many pictures it makes at once. */
    concurrency: int({ unsigned: true }).notNull().default(1),
    sortOrder: int("sort_order").notNull().default(0),
    /** What it may cost in a calendar month (UTC), in millionths of the currency; null is no ceiling. */
    ceilingMicros: bigint("ceiling_micros", { mode: "number", unsigned: true }),
    /** When it was last looked at, by an administrator or by itself once a day. */
    lookedAt: moment(),
    /** When it was removed: for a while it can be brought back, as it was but switched off and under another name. */
    removedAt: moment(),
    /** What it was called before, and whether it was switched on. */
    removedName: varchar("removed_name", { length: 100 }),
    wasEnabled: boolean("was_enabled"),
    createdAt: moment().notNull(),
    updatedAt: moment().notNull(),
  },
  (t) => [uniqueIndex("backends_name").on(t.name), index("backends_enabled").on(t.enabled, t.sortOrder)],
);

/** What a backend offers. */
export const models = mysqlTable(
  "models",
  {
    id: id(),
    backendId: ref()
      .notNull()
      .references(() => backends.id, { onDelete: "cascade" }),
    name: varchar({ length: 100 }).notNull(),
    title: varchar({ length: 100 }).notNull(),
    enabled: boolean().notNull().default(true),
    shutdownAt: moment(),
    /** What one picture costs, in millionths of the currency; 0 is nothing. */
    priceMicros: bigint("price_micros", { mode: "number", unsigned: true }).notNull().default(0),
    createdAt: moment().notNull(),
  },
  (t) => [uniqueIndex("models_backend_name").on(t.backendId, t.name)],
);

/**
 * What was spent with a backend by a user in a month. It names neither by a foreign key: what was spent stays known when
 * pictures, users and backends are gone.
 */
export const spendings = mysqlTable(
  "spendings",
  {
    /** `2026-11`, in UTC. */
    month: char({ length: 7 }).notNull(),
    backendId: ref().notNull(),
    /** 0 for guests together, and for users who are gone. */
    userId: ref().notNull(),
    pictures: int({ unsigned: true }).notNull(),
    micros: bigint({ mode: "number", unsigned: true }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.month, t.backendId, t.userId] }), index("spendings_user").on(t.userId, t.month)],
);

/** What one picks: a recipe with a name and a preview. */
export const styles = mysqlTable(
  "styles",
  {
    id: id(),
    slug: varchar({ length: 60 }).notNull(),
    title: varchar({ length: 100 }).notNull(),
    description: varchar({ length: 500 }).notNull(),
    modelId: ref()
      .notNull()
      .references(() => models.id, { onDelete: "cascade" }),
    /** `filter` for a built-in pixel algorithm, `prompt` for a backend that takes words. */
    kind: mysqlEnum(["filter", "prompt"]).notNull(),
    /** The filter that a style of kind `filter` applies; shipped ones are called like theirs. */
    filter: varchar({ length: 60 }),
    promptTemplate: text(),
    negativePrompt: text(),
    /** A recipe in the backend's own language; null takes the one that ships. */
    workflow: json().$type<Record<string, unknown>>(),
    params: json().$type<Record<string, number | string>>().notNull(),
    strengthDefault: double("strength_default").notNull().default(1),
    enabled: boolean().notNull().default(true),
    sortOrder: int("sort_order").notNull().default(0),
    /** A style of someone's own; null for those of the house. */
    userId: ref().references(() => users.id, { onDelete: "cascade" }),
    isShared: boolean("is_shared").notNull().default(true),
    /** Grows when the recipe changes, so that a preview made before is made again. */
    version: int({ unsigned: true }).notNull().default(1),
    /** When it was removed by itself; null also where it went with its backend. */
    removedAt: moment(),
    /** Its slug before it, or its backend, was removed; null while it is there. */
    removedSlug: varchar("removed_slug", { length: 60 }),
    createdAt: moment().notNull(),
    updatedAt: moment().notNull(),
  },
  (t) => [
    uniqueIndex("styles_slug").on(t.slug),
    index("styles_enabled").on(t.enabled, t.sortOrder, t.id),
    index("styles_user").on(t.userId, t.id),
  ],
);

/** Styles that a user has starred. */
export const styleFavorites = mysqlTable(
  "style_favorites",
  {
    userId: ref()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    styleId: ref()
      .notNull()
      .references(() => styles.id, { onDelete: "cascade" }),
    createdAt: moment().notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.styleId] }), index("style_favorites_style").on(t.styleId)],
);
