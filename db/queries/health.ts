import { and, asc, count, eq, gt, gte, inArray, isNotNull, lt, lte, max, min, sql } from "drizzle-orm";
import { clock } from "@/lib/clock";
import { database } from "../client";
import { backends, blobs, jobs, mails, models, variants } from "../schema";

export interface ServerFacts {
  /** Such as `11.4.2-MariaDB`. */
  version: string;
  /** Bytes of the longest statement. */
  packetBytes: number;
  /** Of the database, not the server. */
  charset: string;
  /** Tables that lose what they hold in a crash. */
  unsafeTables: string[];
  /** The server's clock. */
  now: Date;
}

/** What the database server is and how it is set. */
export async function describeServer(): Promise<ServerFacts> {
  const [facts] = await rows<{ version: string; packet: number; charset: string; now: string }>(
    sql`select version() as version, @@max_allowed_packet as packet, @@character_set_database as charset,
      date_format(utc_timestamp(3), '%Y-%m-%dT%H:%i:%s.%f') as now`,
  );
  const unsafe = await rows<{ name: string }>(
    sql`select table_name as name from information_schema.tables
      where table_schema = database() and table_type = 'BASE TABLE' and engine <> 'InnoDB' limit 20`,
  );
  return {
    version: facts?.version ?? "",
    packetBytes: Number(facts?.packet ?? 0),
    charset: facts?.charset ?? "",
    unsafeTables: unsafe.map(({ name }) => name),
    now: new Date(`${(facts?.now ?? "").slice(0, 23)}Z`),
  };
}

async function rows<T>(query: ReturnType<typeof sql>): Promise<T[]> {
  const [found] = await database().execute(query);
  return found as unknown as T[];
}

export interface BlobFacts {
  id: number;
  sha256: string;
  mime: string;
  bytes: number;
  /** Name and length of each smaller file. */
  variants: { name: string; bytes: number }[];
}

/** Blobs that pictures show, by id, after one. */
export async function listBlobsAfter(afterId: number, limit: number): Promise<BlobFacts[]> {
  const found = await database()
    .select({ id: blobs.id, sha256: blobs.sha256, mime: blobs.mime, bytes: blobs.bytes })
    .from(blobs)
    .where(and(gt(blobs.id, afterId), gt(blobs.refs, 0)))
    .orderBy(asc(blobs.id))
    .limit(limit);
  const ids = found.map(({ id }) => id);
  const derived = ids.length === 0 ? [] : await database().select().from(variants).where(inArray(variants.blobId, ids));
  return found.map((blob) => ({
    ...blob,
    variants: derived.filter(({ blobId }) => blobId === blob.id).map(({ name, bytes }) => ({ name, bytes })),
  }));
}

/** The lowest and highest id of a blob; null when there is none. */
export async function findBlobBounds(): Promise<{ first: number; last: number } | null> {
  const [row] = await database()
    .select({ first: min(blobs.id), last: max(blobs.id) })
    .from(blobs);
  return row?.first == null || row.last == null ? null : { first: row.first, last: row.last };
}

/** How the work goes: what waits, since when, what is held by nobody, and what failed since a moment. */
export async function measureWork(failedSince: Date) {
  const now = clock.now();
  const [waiting] = await database()
    .select({ jobs: count(), oldest: min(jobs.runAfter) })
    .from(jobs)
    .where(and(eq(jobs.status, "waiting"), lte(jobs.runAfter, now)));
  const [stuck] = await database()
    .select({ jobs: count(), oldest: min(jobs.leasedUntil) })
    .from(jobs)
    .where(and(eq(jobs.status, "running"), lt(jobs.leasedUntil, now)));
  const [failed] = await database()
    .select({ jobs: count() })
    .from(jobs)
    .where(and(eq(jobs.status, "failed"), gte(jobs.finishedAt, failedSince)));
  return {
    waiting: waiting?.jobs ?? 0,
    oldestWaiting: waiting?.oldest ?? null,
    stuck: stuck?.jobs ?? 0,
    oldestStuck: stuck?.oldest ?? null,
    failed: failed?.jobs ?? 0,
  };
}

/** Mails that could not be sent since a moment, and the oldest that still waits. */
export async function measureMails(since: Date): Promise<{ failed: number; oldestQueued: Date | null }> {
  const recent = gte(mails.createdAt, since);
  const [failed] = await database()
    .select({ mails: count() })
    .from(mails)
    .where(and(recent, eq(mails.status, "failed")));
  const [queued] = await database()
    .select({ oldest: min(mails.createdAt) })
    .from(mails)
    .where(and(recent, eq(mails.status, "queued")));
  return { failed: failed?.mails ?? 0, oldestQueued: queued?.oldest ?? null };
}

/** Models in use whose backend ends them before a moment. */
export async function listEndingModels(before: Date) {
  return database()
    .select({ model: models.title, backend: backends.name, endsAt: models.shutdownAt })
    .from(models)
    .innerJoin(backends, eq(backends.id, models.backendId))
    .where(
      and(
        eq(models.enabled, true),
        eq(backends.enabled, true),
        isNotNull(models.shutdownAt),
        lt(models.shutdownAt, before),
      ),
    )
    .orderBy(asc(models.shutdownAt))
    .limit(20);
}
