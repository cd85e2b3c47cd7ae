/**
 * The administration of a large house: 1,000,000 pictures, 750,000 generations, 100,000 users, 100,000 audit entries and
 * 20,000 jobs in line. Prints a markdown table of what each page waits for.
 * Needs an empty database at DATABASE_URL, as `npm run bench -- administration` gives it.
 */
import { sql } from "drizzle-orm";
import { closeDatabase, database } from "@/db/client";
import { migrate } from "@/db/migrate";
import { listAuditActions } from "@/db/queries/audit";
import { findUserByEmail, insertUser } from "@/db/queries/users";
import { peopleQuery } from "@/lib/accounts/schema";
import { getPerson, listPeople } from "@/lib/accounts/service/people";
import { countNow } from "@/lib/admin/service/count";
import { getOverview, getStats } from "@/lib/admin/service/overview";
import { clock } from "@/lib/clock";
import { env } from "@/lib/env";
import { queueQuery } from "@/lib/generations/schema";
import { readQueue } from "@/lib/generations/service/queue";
import { mintUserId } from "@/lib/ids";
import { listModerated } from "@/lib/moderation/service/read";
import { auditQuery } from "@/lib/site/schema";
import { listAudit } from "@/lib/site/service/audit";
import { fillInStyles } from "@/lib/styles/service";
import type { UserViewer } from "@/lib/viewer";
import { fill } from "./gallery/fill";
import { table, timesOf } from "./gallery/measure";

const pictures = 1_000_000;
const users = 100_000;
const entries = 100_000;
const waiting = 20_000;
const reachMs = 100;

async function main(): Promise<void> {
  await migrate(env().DATABASE_URL ?? "");
  await fillInStyles();
  await fill(pictures);
  const admin = await findAdministrator();
  await fillRest(admin.id);
  const began = performance.now();
  await countNow();
  const countedMs = performance.now() - began;
  const people = (query: object) => listPeople(admin, peopleQuery.parse(query));
  const queue = (query: object) => readQueue(admin, queueQuery.parse(query));
  const audit = (query: object) => listAudit(admin, auditQuery.parse(query));
  const pages: [string, () => Promise<unknown>][] = [
    ["`GET /api/admin/stats`", () => getStats(admin)],
    ["overview", () => getOverview(admin)],
    ["queue, running", () => queue({})],
    ["queue, waiting", () => queue({ tab: "waiting" })],
    ["queue, failed, of one backend", () => queue({ tab: "failed", pool: "pixels" })],
    ["users", () => people({})],
    ["users by the beginning of a name", () => people({ q: "person 9" })],
    ["users whose address is not confirmed", () => people({ state: "unconfirmed" })],
    ["one user with a tenth of all pictures", () => getPerson(admin, 1)],
    ["pictures, the newest", () => listModerated(admin, { list: "newest", limit: 40 })],
    ["audit log", () => audit({})],
    ["audit log, one action", () => audit({ action: "setting.change" })],
  ];
  const rows = [];
  for (const [what, work] of pages) {
    const { p50, p95 } = await timesOf(work, 50);
    rows.push([what, p50.toFixed(1), p95.toFixed(1), `p95 ≤ ${reachMs}`]);
  }
  table(["page", "p50 ms", "p95 ms", "reach"], rows);
  console.log(`\nThe worker counts everything in ${(countedMs / 1000).toFixed(1)} s, every few minutes.`);
  await closeDatabase();
}

async function findAdministrator(): Promise<UserViewer> {
  const row = {
    email: "admin@example.test",
    name: "Administrator",
    handle: "administrator",
    passwordHash: "none",
    role: "admin",
    emailVerifiedAt: clock.now(),
  } as const;
  const id = (await findUserByEmail(row.email))?.id ?? (await insertUser(database(), row));
  return {
    kind: "user",
    id: mintUserId(id),
    role: "admin",
    verified: true,
    scopes: ["read", "admin"],
    sessionId: null,
  };
}

/** What stands beside the pictures, spread over the time in which they were made, most of it lately; once. */
async function fillRest(adminId: number): Promise<void> {
  if ((await listAuditActions(1)).length > 0) return;
  const run = (statement: ReturnType<typeof sql>) => database().execute(statement);
  const ago = (most: number) => sql.raw(`date_sub(utc_timestamp(3), interval floor(pow(rand(), 2) * ${most}) second)`);
  const year = 365 * 24 * 3600;
  await run(sql`
    insert ignore into generations (uuid, user_id, status, kind, backend_id, backend_kind, model, params, seed, width, height,
      created_at, started_at, finished_at, updated_at)
    select uuid, user_id, elt(1 + (id % 20 = 0) + 2 * (id % 33 = 1), 'succeeded', 'failed', 'cancelled', 'cancelled'),
      if(kind = 'styled', 'restyle', 'describe'), (select min(id) from backends), 'builtin', 'painter', '{}', 1, width,
      height, at, at, date_add(at, interval 200 + id % 9000 * 1000 microsecond), at
    from (select *, ${ago(year)} as at from images where kind <> 'uploaded') as made`);
  await run(sql`
    insert ignore into users (email, name, handle, password_hash, role, email_verified_at, created_at, updated_at)
    select concat('person', seq, '@example.test'), concat('person ', seq), concat('person', seq), 'none',
      if(seq % 7 = 0, 'user', 'member'), if(seq % 7 = 0, null, utc_timestamp(3)), ${ago(year)}, utc_timestamp(3)
    from ${sql.raw(`seq_1_to_${users}`)}`);
  await run(sql`
    insert into jobs (name, pool, payload, status, priority, lane, rank, run_after, attempts_max, created_at, finished_at)
    select 'image.index', if(seq % 3, 'pixels', 'errands'), '{}', elt(1 + seq % 10, 'failed', 'waiting', 'waiting',
      'waiting', 'waiting', 'waiting', 'waiting', 'waiting', 'waiting', 'waiting'), 5, concat('u:', 1 + seq % 90), seq,
      utc_timestamp(3), 3, utc_timestamp(3), if(seq % 10, null, utc_timestamp(3))
    from ${sql.raw(`seq_1_to_${waiting}`)}`);
  await run(sql`
    insert into audit_entries (actor_id, action, subject, \`before\`, \`after\`, created_at)
    select ${adminId}, elt(1 + seq % 3, 'setting.change', 'style.change', 'image.hide'), concat('style:', seq % 500),
      '{"enabled": true}', '{"enabled": false}', ${ago(year)}
    from ${sql.raw(`seq_1_to_${entries}`)}`);
  await run(sql`analyze table generations, users, audit_entries, jobs, images`);
}

await main();
