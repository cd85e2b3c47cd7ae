import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import * as navigationRoute from "@/app/api/admin/navigation-state/route";
import * as statsRoute from "@/app/api/admin/stats/route";
import { ask, newAccount } from "@/app/api/testing";
import { closeDatabase, database, inTransaction } from "@/db/client";
import { claimJob } from "@/db/queries/jobs";
import { listDailyStats, saveStatCount } from "@/db/queries/stats";
import { backends, dailyStats, generations, images, jobs, mails, users, variants } from "@/db/schema";
import { makeBlob, makeImage, makeUser, resetDatabase, viewerOf } from "@/db/testing";
import { clock, dayMs, dayOf, fromNow, hourMs, minuteMs } from "@/lib/clock";
import { newUuid } from "@/lib/ids";
import { enqueue } from "@/lib/queue";
import { statsCount } from "@/lib/queue/jobs";
import { nobody, type UserViewer } from "@/lib/viewer";
import { keepStats } from "./run/stats";
import { findNavigation, saveNavigation } from "./service/navigation";
import { getOverview, getStats } from "./service/overview";

const { now } = clock;
let admin: UserViewer;

beforeEach(async () => {
  await resetDatabase();
  admin = viewerOf(await makeUser({ role: "admin" }));
});
afterEach(() => {
  clock.now = now;
});
afterAll(closeDatabase);

type Generation = typeof generations.$inferInsert;

async function made(values: Partial<Generation>): Promise<void> {
  const now = new Date();
  const whole = { backendKind: "comfyui", model: "m", params: {}, seed: 1, width: 64, height: 64 };
  await database()
    .insert(generations)
    .values({ uuid: newUuid(), userId: admin.id, ...whole, createdAt: now, updatedAt: now, ...values });
}

/** One that took so many seconds and ended so long ago. */
async function took(backendId: number, seconds: number, agoMs: number, status: Generation["status"] = "succeeded") {
  const finishedAt = fromNow(-agoMs);
  await made({ backendId, status, finishedAt, startedAt: new Date(finishedAt.getTime() - seconds * 1000) });
}

async function makeBackend(name: string, enabled = true): Promise<number> {
  const now = new Date();
  const [row] = await database()
    .insert(backends)
    .values({ kind: "comfyui", name, config: {}, enabled, createdAt: now, updatedAt: now })
    .$returningId();
  return row?.id ?? 0;
}

describe("stats", () => {
  test("count users, pictures by kind, bytes, and generations by status and backend, in all and lately", async () => {
    await makeUser({ createdAt: fromNow(-3 * dayMs) });
    await makeUser({ createdAt: fromNow(-30 * dayMs) });
    const old = await makeBlob({ bytes: 1000, createdAt: fromNow(-10 * dayMs) });
    const blob = await makeBlob({ bytes: 500, createdAt: fromNow(-2 * dayMs) });
    for (const { id } of [old, blob]) {
      await database()
        .insert(variants)
        .values({ blobId: id, name: "320", mime: "image/webp", bytes: 50, width: 320, height: 240 });
    }
    await makeImage({ userId: admin.id, blobId: old.id, createdAt: fromNow(-10 * dayMs) });
    await makeImage({ userId: admin.id, blobId: blob.id, kind: "styled", createdAt: fromNow(-2 * dayMs) });
    await makeImage({ userId: admin.id, blobId: blob.id, kind: "generated" });
    await makeImage({ userId: admin.id, blobId: blob.id, kind: "generated", state: "pending" });
    const workshop = await makeBackend("Workshop");
    for (const seconds of [1, 2, 3, 4, 10]) await took(workshop, seconds, hourMs);
    await took(workshop, 100, 8 * dayMs);
    await took(workshop, 100, 2 * dayMs, "failed");
    await made({ backendId: workshop, status: "queued" });
    await made({ backendId: null, status: "cancelled", finishedAt: fromNow(-hourMs) });

    const stats = await getStats(admin);
    expect(stats.users).toEqual({ total: 3, last_24h: 1, last_7d: 2 });
    expect(stats.images).toEqual({
      uploaded: { total: 1, last_24h: 0, last_7d: 0 },
      generated: { total: 1, last_24h: 1, last_7d: 1 },
      styled: { total: 1, last_24h: 0, last_7d: 1 },
    });
    expect(stats.bytes).toEqual({ total: 1600, last_24h: 0, last_7d: 550 });
    expect(stats.generations).toMatchObject({
      queued: { total: 1, last_24h: 1 },
      running: { total: 0 },
      succeeded: { total: 6, last_24h: 5, last_7d: 5 },
      failed: { total: 1, last_24h: 0, last_7d: 1 },
      cancelled: { total: 1, last_24h: 1 },
    });
    const [one, gone] = stats.generations.backends;
    expect(one).toMatchObject({ id: workshop, name: "Workshop", succeeded: { total: 6 }, median_seconds: 3 });
    expect(one?.p95_seconds).toBeCloseTo(8.8);
    expect(gone).toMatchObject({ id: null, cancelled: { total: 1 }, median_seconds: null });
  });

  test("tell of the queue as it is at this moment", async () => {
    await inTransaction((tx) => enqueue(tx, statsCount, [{}, {}], { lane: "system" }));
    await database()
      .update(jobs)
      .set({ createdAt: fromNow(-90_000) });
    const { queue } = await getStats(admin);
    expect(queue).toMatchObject({ depth: 2, running: 0 });
    expect(queue.oldest_seconds).toBeGreaterThanOrEqual(90);
  });

  test("of a large house are those of its last count; of a small one, and when nobody counted for long, new", async () => {
    const before = await getStats(admin);
    const { queue: _queue, ...figures } = before;
    await makeUser();
    await saveStatCount(2000, figures);
    expect((await getStats(admin)).users.total).toBe(1);
    await saveStatCount(20, figures);
    expect((await getStats(admin)).users.total).toBe(2);
    await makeUser();
    await saveStatCount(2000, { of: "another version" });
    expect((await getStats(admin)).users.total).toBe(3);
  });

  test("that took long once, when the machine was busy, are counted again soon", async () => {
    const { queue: _queue, ...figures } = await getStats(admin);
    await makeUser();
    await saveStatCount(150, figures);
    expect((await getStats(admin)).users.total).toBe(1);
    clock.now = () => new Date(now().getTime() + 20_000);
    expect((await getStats(admin)).users.total).toBe(2);
  });

  test("by the day outlive what they counted", async () => {
    const yesterday = fromNow(-dayMs);
    const builtin = await makeBackend("Workshop");
    await took(builtin, 4, dayMs);
    await took(builtin, 4, 40 * dayMs);
    const { id } = await makeImage({ userId: admin.id, createdAt: yesterday });
    await inTransaction((tx) => enqueue(tx, statsCount, [{}], { lane: "system" }));
    const job = await claimJob("errands");
    if (!job) throw new Error("There is no job.");
    await keepStats(job, new AbortController().signal);
    await database().delete(images);
    expect(id).toBeGreaterThan(0);
    const again = { ...job, id: 0 };
    await expect(keepStats(again, new AbortController().signal)).rejects.toThrow("went to another");

    const { days } = await getOverview(admin);
    expect(days).toHaveLength(30);
    expect(days.at(-1)?.day).toBe(dayOf(new Date()));
    expect(days.at(-2)).toMatchObject({
      day: dayOf(yesterday),
      images: { uploaded: 1, generated: 0 },
      generations: { succeeded: 1 },
      seconds: { [builtin]: { median: 4, p95: 4 } },
    });
    expect(days.at(-1)?.bytes).toBe(12_345);
    expect(days.at(-2)?.bytes).toBeNull();
    expect((await listDailyStats("2000-01-01")).every(({ day }) => /^\d{4}-\d\d-\d\d$/.test(day))).toBe(true);
    expect((await database().select().from(dailyStats)).length).toBeGreaterThan(30);
  });

  test("name what somebody should look at", async () => {
    await makeBackend("Attic", false);
    const workshop = await makeBackend("Workshop");
    const well = await makeBackend("Cellar");
    await took(workshop, 1, hourMs);
    await took(well, 1, minuteMs);
    await made({ backendId: workshop, status: "failed", errorCode: "unreachable", finishedAt: new Date() });
    await made({ backendId: well, status: "failed", errorCode: "refused", finishedAt: new Date() });
    await database()
      .insert(mails)
      .values({ recipient: "a@example.test", subject: "x", status: "failed", createdAt: new Date() });
    await inTransaction((tx) => enqueue(tx, statsCount, [{}], { lane: "system" }));
    await database()
      .update(jobs)
      .set({ createdAt: fromNow(-10 * minuteMs) });
    const { attention } = await getOverview(admin);
    expect(attention).toEqual({
      failedJobs: 0,
      failedMails: 1,
      openReports: 0,
      stalledMinutes: 10,
      paused: [],
      offBackends: ["Attic"],
      failingBackends: [{ name: "Workshop", code: "unreachable" }],
    });
  });

  test("are the administrator's alone", async () => {
    const member = viewerOf(await makeUser());
    const limited: UserViewer = { ...admin, scopes: ["read", "write"] };
    for (const viewer of [member, limited, nobody]) {
      await expect(getStats(viewer)).rejects.toMatchObject({ code: "not_found" });
      await expect(getOverview(viewer)).rejects.toMatchObject({ code: "not_found" });
      await expect(findNavigation(viewer)).rejects.toMatchObject({ code: "not_found" });
      const navigation = { state: "collapsed", active_tab: "queue" };
      await expect(saveNavigation(viewer, navigation)).rejects.toMatchObject({ code: "not_found" });
    }
    const { accessToken } = await newAccount();
    expect((await ask(statsRoute, "GET")).status).toBe(401);
    expect((await ask(statsRoute, "GET", { token: accessToken })).status).toBe(403);
  });
});

test("the administration is left and found again as it was, each administrator's own", async () => {
  const { accessToken, email } = await newAccount();
  const other = viewerOf(await makeUser({ role: "admin" }));
  const [row] = await database().select().from(users);
  expect(row).toBeDefined();
  const body = { state: "collapsed", active_tab: "dashboard" };
  expect((await ask(navigationRoute, "POST", { body, token: accessToken })).status).toBe(403);
  await database().update(users).set({ role: "admin" });
  const saved = await ask(navigationRoute, "POST", { body, token: accessToken });
  expect([saved.status, saved.body]).toEqual([200, { message: "Navigation state saved" }]);
  const mine = (await database().select().from(users)).find((user) => user.email === email);
  expect(mine?.navigationState).toEqual(body);
  expect(await findNavigation(other)).toBeNull();
  for (const wrong of [{}, { ...body, state: "" }, { ...body, active_tab: "x".repeat(101) }]) {
    expect((await ask(navigationRoute, "POST", { body: wrong, token: accessToken })).status).toBe(422);
  }
});
