import {
  type AnyMySqlColumn,
  boolean,
  double,
  index,
  int,
  json,
  mysqlEnum,
  mysqlTable,
  text,
  tinyint,
  uniqueIndex,
  varchar,
} from "drizzle-orm/mysql-core";
import { guests, users } from "./accounts";
import { id, moment, ref, uuid } from "./columns";
import { images } from "./images";
import { backends, styles } from "./styles";

/** A request to make pictures. Its pictures' rows exist from the start, pending. */
export const generations = mysqlTable(
  "generations",
  {
    id: id(),
    uuid: uuid().notNull(),
    userId: ref().references(() => users.id, { onDelete: "cascade" }),
    guestId: ref().references(() => guests.id, { onDelete: "cascade" }),
    status: mysqlEnum(["queued", "running", "succeeded", "failed", "cancelled"]).notNull().default("queued"),
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
    index("generations_guest").on(t.guestId, t.id),
    index("generations_batch").on(t.batchUuid, t.id),
    index("generations_status").on(t.status, t.createdAt),
    index("generations_backend").on(t.backendId, t.status, t.createdAt),
  ],
);
