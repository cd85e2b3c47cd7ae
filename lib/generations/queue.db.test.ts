import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, database, inTransaction } from "@/db/client";
import { claimJob, finishJob, noteFailure } from "@/db/queries/jobs";
import { auditEntries, events, generations, images, jobs, users } from "@/db/schema";
import { guestViewerOf, makeGuest, makeUser, noSuchId, resetDatabase, viewerOf } from "@/db/testing";
import { enqueue } from "@/lib/queue";
import { mailSend, sweepRun } from "@/lib/queue/jobs";
import { fillInStyles, listStyles } from "@/lib/styles/service";
import { type Maker, nobody, type UserViewer, type Viewer } from "@/lib/viewer";
import { giveUpGeneration, runGeneration } from "./run";
import { describeInput, type QueueDto, queueQuery } from "./schema";
import { cancelJobs, dismissJobs, pausePool, retryJobs } from "./service/administer";
import { requestBatch } from "./service/batch";
import { cancelGeneration, dismissGeneration } from "./service/change";
import { readQueue } from "./service/queue";
import { getGeneration } from "./service/read";
import { requestDescribed } from "./service/request";

let admin: UserViewer;
let maker: UserViewer;
const signal = new AbortController().signal;

beforeEach(async () => {
  await resetDatabase();
  await fillInStyles();
  await database().delete(jobs);
  admin = viewerOf(await makeUser({ role: "admin" }));
  maker = viewerOf(await makeUser({ name: "Mira" }));
});
afterAll(closeDatabase);

const secret = "a secret garden behind the mill";

async function ask(who: Maker = maker): Promise<string> {
  const wanted = describeInput.parse({ prompt: secret, width: 64, height: 64, seed: 1 });
  return (await requestDescribed(who, wanted)).uuid;
}

function queue(query: Record<string, unknown> = {}, viewer: Viewer = admin): Promise<QueueDto> {
  return readQueue(viewer, queueQuery.parse(query));
}

async function firstId(tab: string): Promise<number> {
  return (await queue({ tab })).jobs[0]?.id ?? 0;
}

async function fail(): Promise<void> {
  const job = await claimJob("pixels");
  if (!job) throw new Error("There is no job.");
  await noteFailure(job, `Workshop does not know "${secret}".`);
  await giveUpGeneration(job, Number(job.payload.generationId), new Error("broken"));
}

async function run(): Promise<void> {
  for (let job = await claimJob("pixels"); job; job = await claimJob("pixels")) {
    await runGeneration(job, Number(job.payload.generationId), signal);
  }
}

describe("the queue", () => {
  test("shows who has what where, and no word of what was asked for", async () => {
    await ask();
    await ask(guestViewerOf(await makeGuest()));
    await fail();
    await claimJob("pixels");
    await inTransaction((tx) => enqueue(tx, sweepRun, [{}], { lane: "system" }));
    const failed = await queue({ tab: "failed" });
    expect(failed.counts).toEqual({ waiting: 1, running: 1, failed: 1 });
    expect(failed.pools.map(({ pool, waiting, running }) => [pool, waiting, running])).toEqual([
      ["pixels", 0, 1],
      ["errands", 1, 0],
    ]);
    expect(failed.makers).toEqual([{ key: `u:${maker.id}`, name: "Mira", jobs: 1 }]);
    expect(failed.jobs[0]).toMatchObject({
      name: "generation.run",
      maker: { name: "Mira" },
      reason: "failed",
      detail: 'Workshop does not know "…".',
      canRetry: true,
      canCancel: false,
    });
    const running = await queue({ tab: "running" });
    expect(running.jobs[0]).toMatchObject({ state: "running", maker: { name: null }, canCancel: true });
    const all = [failed, running, await queue({ tab: "waiting" })];
    expect(JSON.stringify(all)).not.toContain("garden");
    const [job] = await database().select().from(jobs).where(eq(jobs.status, "failed"));
    expect(job?.lastError).toContain("garden");
  });

  test("is filtered by maker and pool, and read in pages", async () => {
    const row = { name: "generation.run", pool: "backend:7", payload: {}, attemptsMax: 1, rank: 1 };
    const times = { runAfter: new Date(), createdAt: new Date() };
    const many = Array.from({ length: 120 }, (_, index) => ({
      ...row,
      ...times,
      lane: `u:${index % 2 ? maker.id : 999}`,
    }));
    await database().insert(jobs).values(many);
    const seen: number[] = [];
    for (let after: number | null | undefined; after !== null; ) {
      const page = await queue({ tab: "waiting", after });
      seen.push(...page.jobs.map(({ id }) => id));
      after = page.nextAfter;
    }
    expect(seen).toHaveLength(120);
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b));
    const mine = await queue({ tab: "waiting", maker: `u:${maker.id}` });
    expect(mine.jobs.every((job) => job.maker?.name === "Mira")).toBe(true);
    expect((await queue({ tab: "waiting", pool: "pixels" })).jobs).toEqual([]);
    expect((await queue({ tab: "waiting", pool: "backend:7" })).jobs).toHaveLength(50);
    // An address that somebody wrote by hand shows the first page rather than an error.
    expect((await queue({ tab: "all", pool: "'", maker: "x", after: "-1" })).jobs).toEqual([]);
  });
});

describe("a pause", () => {
  test("keeps workers from beginning, until it ends; mail goes on", async () => {
    await ask();
    await inTransaction((tx) => enqueue(tx, mailSend, [{ mailId: noSuchId }], { lane: "system" }));
    for (const pool of ["pixels", "pictures"]) {
      await pausePool(admin, { pool, paused: true });
      await pausePool(admin, { pool, paused: true });
      expect(await claimJob("pixels")).toBeNull();
      expect((await queue()).pools[0]).toMatchObject({ pool: "pixels", isPaused: true });
      await pausePool(admin, { pool, paused: false });
    }
    await pausePool(admin, { pool: "pictures", paused: true });
    expect((await queue()).isPaused).toBe(true);
    const mail = await claimJob("errands");
    expect(mail?.name).toBe("mail.send");
    await pausePool(admin, { pool: "pictures", paused: false });
    expect(await claimJob("pixels")).not.toBeNull();
    const notes = await database().select().from(auditEntries);
    expect(notes.map(({ action }) => action)).toEqual([
      ...["queue.pause", "queue.resume", "queue.pause", "queue.resume", "queue.pause", "queue.resume"],
    ]);
    expect(notes[0]).toMatchObject({ actorId: admin.id, subject: "queue:pixels", after: { paused: true } });
    expect((await database().select().from(events)).map(({ name }) => name)).toContain("queue.changed");
  });
});

describe("an administrator", () => {
  test("takes a picture out of line, and puts it back: it is made once", async () => {
    const uuid = await ask();
    expect(await cancelJobs(admin, [await firstId("waiting"), noSuchId])).toBe(1);
    expect(await getGeneration(maker, uuid)).toMatchObject({ status: "cancelled" });
    const id = await firstId("cancelled");
    expect(await cancelJobs(admin, [id])).toBe(0);
    expect(await retryJobs(admin, [id])).toBe(1);
    expect(await retryJobs(admin, [id])).toBe(0);
    expect((await queue({ tab: "cancelled" })).jobs).toEqual([]);
    expect(await getGeneration(maker, uuid)).toMatchObject({ status: "queued", progress: 0 });
    await run();
    expect((await getGeneration(maker, uuid)).results).toHaveLength(1);
    expect(await database().select().from(images)).toHaveLength(1);
    const notes = await database().select().from(auditEntries);
    expect(notes.map(({ action }) => action)).toEqual(["queue.cancel", "queue.retry"]);
  });

  test("asks one that runs to stop", async () => {
    const uuid = await ask();
    const job = await claimJob("pixels");
    if (!job) throw new Error("There is no job.");
    expect(await cancelJobs(admin, [job.id])).toBe(1);
    expect((await queue()).jobs[0]).toMatchObject({ isStopping: true, canCancel: false });
    await runGeneration(job, Number(job.payload.generationId), signal);
    expect(await getGeneration(maker, uuid)).toMatchObject({ status: "cancelled" });
    expect((await queue({ tab: "cancelled" })).jobs).toMatchObject([{ canRetry: true }]);
  });

  test("tries failed ones again, with what was to start from their pictures", async () => {
    const source = await requestDescribed(maker, describeInput.parse({ prompt: secret, width: 64, height: 64 }));
    await run();
    const [first] = await listStyles(maker);
    if (!first) throw new Error("There are no styles.");
    const batch = { image_ids: source.imageIds, style_ids: [first.id] };
    await requestBatch(maker, batch);
    const [restyled] = (await database().select().from(generations)).slice(-1);
    const [pending] = (await database().select().from(images)).slice(-1);
    // A second step that waits for the picture of the first.
    const { id: _id, ...row } = restyled ?? ({} as never);
    const uuid = "11111111-1111-4111-8111-111111111111";
    const [{ id: followerId }] = await database()
      .insert(generations)
      .values({ ...row, uuid, sourceImageId: pending?.id })
      .$returningId();
    const { id: _image, listed: _listed, shelf: _shelf, ...picture } = pending ?? ({} as never);
    await database()
      .insert(images)
      .values({ ...picture, uuid, generationId: followerId });
    await fail();
    const statuses = async () => (await database().select().from(generations)).map(({ status }) => status);
    expect(await statuses()).toEqual(["succeeded", "failed", "failed"]);
    expect(await retryJobs(admin, [await firstId("failed")])).toBe(1);
    expect(await statuses()).toEqual(["succeeded", "queued", "queued"]);
    await run();
    expect(await statuses()).toEqual(["succeeded", "succeeded", "succeeded"]);
  });

  test("leaves alone what its maker stopped or put away, and what cannot be tried again", async () => {
    const mine = await ask();
    await cancelGeneration(maker, mine);
    expect((await queue({ tab: "cancelled" })).jobs).toEqual([]);
    const [cancelled] = await database().select().from(jobs);
    expect(await retryJobs(admin, [cancelled?.id ?? 0])).toBe(0);
    const failed = await ask();
    await fail();
    await dismissGeneration(maker, failed);
    const [shown] = (await queue({ tab: "failed" })).jobs;
    expect(shown).toMatchObject({ canRetry: false });
    expect(await retryJobs(admin, [shown?.id ?? 0])).toBe(0);
    await inTransaction((tx) => enqueue(tx, mailSend, [{ mailId: 1 }], { lane: "system" }));
    const mail = await claimJob("errands");
    if (!mail) throw new Error("There is no job.");
    expect(await cancelJobs(admin, [mail.id])).toBe(0);
    await finishJob(database(), mail, "failed");
    expect(await retryJobs(admin, [mail.id])).toBe(0);
    expect(await dismissJobs(admin, [mail.id, shown?.id ?? 0])).toBe(2);
    expect((await queue({ tab: "failed" })).jobs).toEqual([]);
  });

  test("is the only one: there is no queue for anyone else", async () => {
    await ask();
    const [job] = await database().select().from(jobs);
    const id = job?.id ?? 0;
    const limited: UserViewer = { ...admin, scopes: ["read", "write"] };
    for (const viewer of [maker, limited, guestViewerOf(await makeGuest()), nobody]) {
      const uses = [
        () => queue({}, viewer),
        () => cancelJobs(viewer, [id]),
        () => retryJobs(viewer, [id]),
        () => dismissJobs(viewer, [id]),
        () => pausePool(viewer, { pool: "pictures", paused: true }),
      ];
      for (const use of uses) await expect(use()).rejects.toMatchObject({ code: "not_found" });
    }
    expect(await database().select().from(jobs)).toEqual([job]);
    expect((await database().select().from(users)).length).toBeGreaterThan(1);
  });
});
