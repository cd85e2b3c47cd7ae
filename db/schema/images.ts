import { sql } from "drizzle-orm";
import {
  type AnyMySqlColumn,
  bigint,
  boolean,
  customType,
  double,
  index,
  int,
  json,
  mysqlEnum,
  mysqlTable,
  primaryKey,
  text,
  tinyint,
  uniqueIndex,
  varchar,
} from "drizzle-orm/mysql-core";
import { guests, users } from "./accounts";
import { id, moment, ref, sha256, uuid } from "./columns";
import { backends, styles } from "./styles";

/** Bytes by content: one row per distinct picture file, counted by the images that show it. */
export const blobs = mysqlTable(
  "blobs",
  {
    id: id(),
    sha256: sha256().notNull(),
    mime: varchar({ length: 50 }).notNull(),
    bytes: int({ unsigned: true }).notNull(),
    width: int({ unsigned: true }).notNull(),
    height: int({ unsigned: true }).notNull(),
    thumbhash: varchar({ length: 60 }).notNull(),
    /** `#rrggbb` of the colour that covers most. */
    dominantColor: varchar("dominant_color", { length: 7 }).notNull(),
    refs: int({ unsigned: true }).notNull().default(0),
    createdAt: moment().notNull(),
  },
  (t) => [
    uniqueIndex("blobs_sha256").on(t.sha256),
    index("blobs_refs").on(t.refs, t.createdAt),
    index("blobs_created").on(t.createdAt),
  ],
);

/** Smaller files derived from a blob; removed with it. */
export const variants = mysqlTable(
  "variants",
  {
    blobId: ref()
      .notNull()
      .references(() => blobs.id, { onDelete: "cascade" }),
    name: varchar({ length: 20 }).notNull(),
    mime: varchar({ length: 50 }).notNull(),
    bytes: int({ unsigned: true }).notNull(),
    width: int({ unsigned: true }).notNull(),
    height: int({ unsigned: true }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.blobId, t.name] })],
);

/** How a picture was made, kept with it so that it can be made again. */
export interface Recipe {
  /** `builtin`, `comfyui`, … */
  backend: string;
  /** What the administrator called the backend then; pictures made before it was kept have none. */
  backendName?: string | null;
  /** The name of the backend that was to make it and could not be reached. */
  standsInFor?: string | null;
  /** The backend's model, or the built-in painter or filter. */
  model: string;
  version: number;
  prompt: string | null;
  negativePrompt: string | null;
  /** Slug of the style, when one was applied. */
  style: string | null;
  strength: number | null;
  params: Record<string, number | string>;
  seed: number;
  width: number;
  height: number;
}

export const images = mysqlTable(
  "images",
  {
    id: id(),
    uuid: uuid().notNull(),
    kind: mysqlEnum(["uploaded", "generated", "styled"]).notNull(),
    state: mysqlEnum(["pending", "ready", "failed"]).notNull().default("pending"),
    userId: ref().references(() => users.id, { onDelete: "cascade" }),
    guestId: ref().references(() => guests.id, { onDelete: "cascade" }),
    isPublic: boolean("is_public").notNull().default(false),
    isTemp: boolean("is_temp").notNull().default(false),
    isSensitive: boolean("is_sensitive").notNull().default(false),
    isSample: boolean("is_sample").notNull().default(false),
    name: varchar({ length: 200 }).notNull(),
    title: varchar({ length: 200 }),
    alt: varchar({ length: 2000 }),
    prompt: text(),
    blobId: ref().references(() => blobs.id),
    /** What its file holds, as its blob says; kept here so that the sum of a user's is read from an index alone. */
    bytes: int({ unsigned: true }).notNull().default(0),
    width: int({ unsigned: true }).notNull().default(0),
    height: int({ unsigned: true }).notNull().default(0),
    thumbhash: varchar({ length: 60 }),
    dominantColor: varchar("dominant_color", { length: 7 }),
    /** The picture this one was made from; null when there was none or it is gone for good (`hadParent` tells). */
    parentId: ref().references((): AnyMySqlColumn => images.id, { onDelete: "set null" }),
    hadParent: boolean("had_parent").notNull().default(false),
    generationId: ref().references((): AnyMySqlColumn => generations.id, { onDelete: "set null" }),
    /** Which of its generation's pictures this is, from 0. */
    ordinal: tinyint({ unsigned: true }).notNull().default(0),
    styleId: ref().references((): AnyMySqlColumn => styles.id, { onDelete: "set null" }),
    model: varchar({ length: 100 }),
    recipe: json().$type<Recipe>(),
    strength: double(),
    likesCount: int("likes_count", { unsigned: true }).notNull().default(0),
    /** Changes with content and visibility, so that a cached address ends. */
    version: int({ unsigned: true }).notNull().default(1),
    trashedAt: moment(),
    /** Taken from view, by many reports or by an administrator; the reason is given by the latter alone. */
    hiddenAt: moment(),
    hiddenReason: varchar("hidden_reason", { length: 500 }),
    /** What its maker says to that. */
    hiddenAnswer: varchar("hidden_answer", { length: 1000 }),
    /** Set when the file was found missing; rows are never deleted for that. */
    missingAt: moment(),
    /** When a temporary picture goes away. */
    expiresAt: moment(),
    createdAt: moment().notNull(),
    updatedAt: moment().notNull(),
    /** What everyone may see in lists, as one indexed column; derived, so it cannot disagree with its parts. */
    listed: tinyint().generatedAlwaysAs(
      sql`(case when state = 'ready' and is_public = 1 and is_temp = 0 and trashed_at is null and hidden_at is null then 1 else 0 end)`,
      { mode: "stored" },
    ),
    /** Where it lies among its maker's own: null while it is not made, or hidden. */
    shelf: mysqlEnum(["kept", "temporary", "trashed"]).generatedAlwaysAs(
      sql`(case when state <> 'ready' or hidden_at is not null then null when trashed_at is not null then 'trashed' when is_temp = 1 then 'temporary' else 'kept' end)`,
      { mode: "stored" },
    ),
    /** By which rules its terms were made; 0 when it has none yet. */
    termsVersion: tinyint("terms_version", { unsigned: true }).notNull().default(0),
  },
  (t) => [
    uniqueIndex("images_uuid").on(t.uuid),
    index("images_listed_created").on(t.listed, t.createdAt, t.id),
    index("images_listed_likes").on(t.listed, t.likesCount, t.id),
    index("images_listed_updated").on(t.listed, t.updatedAt, t.id),
    index("images_user_listed_created").on(t.userId, t.listed, t.createdAt, t.id),
    index("images_user_shelf_created").on(t.userId, t.shelf, t.createdAt, t.id),
    index("images_user_created").on(t.userId, t.createdAt, t.id, t.shelf),
    index("images_user_kind_created").on(t.userId, t.kind, t.createdAt, t.id, t.shelf),
    index("images_user_updated").on(t.userId, t.updatedAt, t.id),
    index("images_user_bytes").on(t.userId, t.bytes),
    index("images_user_trashed").on(t.userId, t.trashedAt, t.id),
    index("images_user_hidden").on(t.userId, t.hiddenAt, t.id),
    index("images_hidden").on(t.hiddenAt, t.id),
    index("images_guest_created").on(t.guestId, t.createdAt, t.id),
    index("images_guest_updated").on(t.guestId, t.updatedAt, t.id),
    index("images_parent").on(t.parentId),
    index("images_generation").on(t.generationId, t.ordinal),
    index("images_blob").on(t.blobId),
    index("images_expires").on(t.expiresAt),
    index("images_trashed").on(t.trashedAt),
    index("images_state").on(t.state, t.createdAt),
    index("images_kind").on(t.kind, t.state, t.createdAt),
    index("images_sample").on(t.isSample, t.id),
    index("images_terms").on(t.termsVersion, t.id),
  ],
);

const term = customType<{ data: string }>({
  dataType: () => "varchar(40) character set utf8mb4 collate utf8mb4_bin",
});

/**
 * What pictures are found by: words, and facets such as `kind:styled`. The key is the order in which they are read:
 * those of everyone's pictures apart from the rest, and within a term by time, so that a page costs what it shows.
 */
export const imageTerms = mysqlTable(
  "image_terms",
  {
    listed: tinyint().notNull(),
    term: term().notNull(),
    createdAt: moment().notNull(),
    imageId: ref()
      .notNull()
      .references(() => images.id, { onDelete: "cascade" }),
  },
  (t) => [
    primaryKey({ columns: [t.listed, t.term, t.createdAt, t.imageId] }),
    index("image_terms_image").on(t.imageId),
  ],
);

/**
 * A request to make pictures; it stands in one file with them because each refers to the other. Its pictures' rows
 * exist from the start, pending.
 */
export const generations = mysqlTable(
  "generations",
  {
    id: id(),
    uuid: uuid().notNull(),
    userId: ref().references(() => users.id, { onDelete: "cascade" }),
    guestId: ref().references(() => guests.id, { onDelete: "cascade" }),
    status: mysqlEnum(["queued", "running", "succeeded", "failed", "cancelled"]).notNull().default("queued"),
    /** Whether it starts from words alone or from a picture, even when that is gone since. */
    kind: mysqlEnum(["describe", "restyle"]).notNull().default("describe"),
    prompt: text(),
    negativePrompt: text(),
    sourceImageId: ref().references((): AnyMySqlColumn => images.id, { onDelete: "set null" }),
    styleId: ref().references(() => styles.id, { onDelete: "set null" }),
    backendId: ref().references(() => backends.id, { onDelete: "set null" }),
    backendKind: varchar("backend_kind", { length: 30 }).notNull(),
    model: varchar({ length: 100 }).notNull(),
    params: json().$type<Record<string, number | string>>().notNull(),
    strength: double(),
    seed: int({ unsigned: true }).notNull(),
    width: int({ unsigned: true }).notNull(),
    height: int({ unsigned: true }).notNull(),
    count: tinyint({ unsigned: true }).notNull().default(1),
    /** What each of its pictures costs, as the model said when it was asked for; millionths of the currency. */
    priceMicros: bigint("price_micros", { mode: "number", unsigned: true }).notNull().default(0),
    isPublic: boolean("is_public").notNull().default(false),
    isTemp: boolean("is_temp").notNull().default(false),
    /** Many pictures or styles asked for at once share one. */
    batchUuid: uuid(),
    /** 0–100. */
    progress: tinyint({ unsigned: true }).notNull().default(0),
    errorCode: varchar("error_code", { length: 40 }),
    errorMessage: varchar("error_message", { length: 500 }),
    /** The backend's own name for the work, so that a restarted worker finds it again. */
    remoteId: varchar("remote_id", { length: 200 }),
    /** Whether another backend may make it when this one cannot be reached: nothing in the request named one. */
    mayMove: boolean("may_move").notNull().default(false),
    /** The backend that was to make it and could not be reached, by its name then; null when none stood in. */
    standsInFor: varchar("stands_in_for", { length: 100 }),
    cancelRequestedAt: moment(),
    /** Put away by its maker; no longer shown in the studio. */
    dismissedAt: moment(),
    createdAt: moment().notNull(),
    startedAt: moment(),
    finishedAt: moment(),
    updatedAt: moment().notNull(),
  },
  (t) => [
    uniqueIndex("generations_uuid").on(t.uuid),
    index("generations_user").on(t.userId, t.id),
    index("generations_user_created").on(t.userId, t.createdAt, t.status, t.count),
    index("generations_guest").on(t.guestId, t.id),
    index("generations_batch").on(t.batchUuid, t.id),
    index("generations_status").on(t.status, t.createdAt),
    index("generations_backend").on(t.backendId, t.status, t.finishedAt),
    index("generations_finished").on(t.finishedAt, t.status, t.backendId),
  ],
);

export const favorites = mysqlTable(
  "favorites",
  {
    userId: ref()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    imageId: ref()
      .notNull()
      .references(() => images.id, { onDelete: "cascade" }),
    createdAt: moment().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.imageId] }),
    index("favorites_image").on(t.imageId),
    index("favorites_user_created").on(t.userId, t.createdAt, t.imageId),
  ],
);
