import { and, asc, desc, eq, exists, inArray, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import type { UserViewer } from "@/lib/viewer";
import { database, type Transaction } from "../client";
import { images, reports, users } from "../schema";
import { beyond } from "./image-lists";
import { hiddenOf, moderated } from "./visible";

const columns = {
  id: images.id,
  uuid: images.uuid,
  version: images.version,
  title: images.title,
  prompt: images.prompt,
  name: images.name,
  width: images.width,
  height: images.height,
  isPublic: images.isPublic,
  isSensitive: images.isSensitive,
  hiddenAt: images.hiddenAt,
  hiddenReason: images.hiddenReason,
  hiddenAnswer: images.hiddenAnswer,
  trashedAt: images.trashedAt,
  createdAt: images.createdAt,
  makerName: users.name,
  makerHandle: users.handle,
};

/** A picture as those see it who decide on it, or whose it is. */
export type ModeratedRow = Awaited<ReturnType<typeof select>>[number];

function joined() {
  return database().select(columns).from(images).leftJoin(users, eq(users.id, images.userId));
}

async function select(where: SQL | undefined) {
  return joined().where(where);
}

/** A place in a list of pictures: the moment it is sorted by, and the id. */
export interface ModeratedPlace {
  at: Date;
  id: number;
}

/** Everyone's pictures that are shown, newest first; of one maker, when given. */
export async function listShown(limit: number, after: ModeratedPlace | null, userId?: number): Promise<ModeratedRow[]> {
  const theirs = userId === undefined ? undefined : eq(images.userId, userId);
  return joined()
    .where(and(eq(images.listed, 1), theirs, beyondPlace(sql`${images.createdAt}`, after)))
    .orderBy(desc(images.createdAt), desc(images.id))
    .limit(limit);
}

/** Everyone's pictures that were taken from view, the latest first; of one maker, when given. */
export async function listHidden(
  limit: number,
  after: ModeratedPlace | null,
  userId?: number,
): Promise<ModeratedRow[]> {
  const theirs = userId === undefined ? undefined : eq(images.userId, userId);
  return joined()
    .where(and(isNotNull(images.hiddenAt), moderated(), theirs, beyondPlace(sql`${images.hiddenAt}`, after)))
    .orderBy(desc(images.hiddenAt), desc(images.id))
    .limit(limit);
}

/** A user's own that were taken from view, the latest first. */
export async function listHiddenOf(
  user: UserViewer,
  limit: number,
  after: ModeratedPlace | null,
): Promise<ModeratedRow[]> {
  return joined()
    .where(and(hiddenOf(user), beyondPlace(sql`${images.hiddenAt}`, after)))
    .orderBy(desc(images.hiddenAt), desc(images.id))
    .limit(limit);
}

/** One of them. */
export async function findHiddenOf(user: UserViewer, uuid: string): Promise<ModeratedRow | null> {
  const [row] = await select(and(eq(images.uuid, uuid), hiddenOf(user)));
  return row ?? null;
}

/** Those of these pictures that are everyone's, shown or taken from view. */
export async function findModerated(by: { ids: number[] } | { uuid: string }): Promise<ModeratedRow[]> {
  if ("ids" in by && by.ids.length === 0) return [];
  return select(and("ids" in by ? inArray(images.id, by.ids) : eq(images.uuid, by.uuid), moderated()));
}

/** The user of a handle, whose pictures are looked for. */
export async function findMakerId(handle: string): Promise<number | null> {
  const [row] = await database().select({ id: users.id }).from(users).where(eq(users.handle, handle));
  return row?.id ?? null;
}

/** Any picture that is made, whoever may see it: for a look that was asked for with a reason, and for nothing else. */
export async function findAnyImage(by: { id: number } | { uuid: string }): Promise<ModeratedRow | null> {
  const named = "id" in by ? eq(images.id, by.id) : eq(images.uuid, by.uuid);
  const [row] = await select(and(named, eq(images.state, "ready")));
  return row ?? null;
}

export type DecidedImage = typeof images.$inferSelect;

/**
 * Those of these pictures that an administrator may decide on, held until the transaction ends: everyone's, and the one
 * that was looked at.
 */
export async function lockModerated(tx: Transaction, ids: number[], looked: number | null): Promise<DecidedImage[]> {
  return lockThose(tx, ids, or(moderated(), looked === null ? undefined : eq(images.id, looked)));
}

/** Those of these pictures that were taken from view or have reports that wait, held until the transaction ends. */
export async function lockQuestioned(tx: Transaction, ids: number[]): Promise<DecidedImage[]> {
  const open = tx
    .select({ id: reports.id })
    .from(reports)
    .where(and(eq(reports.imageId, images.id), eq(reports.status, "open")));
  return lockThose(tx, ids, or(isNotNull(images.hiddenAt), exists(open)));
}

function lockThose(tx: Transaction, ids: number[], rule: SQL | undefined): Promise<DecidedImage[]> {
  return tx
    .select()
    .from(images)
    .where(and(inArray(images.id, ids), eq(images.state, "ready"), isNull(images.trashedAt), rule))
    .orderBy(asc(images.id))
    .for("update");
}

function beyondPlace(column: SQL, after: ModeratedPlace | null): SQL | undefined {
  return after ? beyond(column, sql`${images.id}`, "desc", { value: after.at, id: after.id }) : undefined;
}
