import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { inArray } from "drizzle-orm";
import { afterAll, beforeEach, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { blobs, generations, images, jobs } from "@/db/schema";
import { makeUser, resetDatabase, viewerOf } from "@/db/testing";
import { sleep } from "@/lib/clock";
import { env } from "@/lib/env";
import { describeInput } from "@/lib/generations/schema";
import { listGenerations } from "@/lib/generations/service/read";
import { requestDescribed } from "@/lib/generations/service/request";
import { fillInStyles } from "@/lib/styles/service";

const children: ChildProcess[] = [];

beforeEach(async () => {
  await resetDatabase();
  await fillInStyles();
  await database().delete(jobs);
});
afterAll(async () => {
  for (const child of children) child.kill("SIGKILL");
  await closeDatabase();
});

/** A real worker in a process of its own, from the sources. */
async function startWorker(): Promise<ChildProcess> {
  const { DATABASE_URL = "", dataDir } = env();
  const child = spawn(process.execPath, ["--import", "tsx", "lib/worker/main.ts"], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    env: { ...process.env, DATABASE_URL, DATA_DIR: dataDir, LOG_LEVEL: "silent", WORKER_THREADS: "2" },
  });
  children.push(child);
  await once(child, "message");
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

async function openJobs(): Promise<number> {
  const rows = await database()
    .select({ id: jobs.id })
    .from(jobs)
    .where(inArray(jobs.status, ["waiting", "running"]));
  return rows.length;
}

test("a worker killed at any step, again and again: each generation ends with exactly its pictures, once", async () => {
  const maker = viewerOf(await makeUser());
  for (let index = 0; index < 12; index++) {
    const prompt = `mountains and a lake, number ${index}`;
    await requestDescribed(maker, describeInput.parse({ prompt, width: 512, height: 512, seed: index, count: 2 }));
  }
  // Different moments of the work: just begun, in the midst of pixels, between bytes and rows.
  for (const afterMs of [150, 400, 700, 1000]) {
    const worker = await startWorker();
    await sleep(afterMs);
    await kill(worker);
    // What a dead worker held is free once its lease ran out; here the clock is helped along.
    await database()
      .update(jobs)
      .set({ leasedUntil: new Date(0) })
      .where(inArray(jobs.status, ["running"]));
  }
  const worker = await startWorker();
  while ((await openJobs()) > 0) await sleep(200);
  const ended = once(worker, "exit");
  worker.kill("SIGTERM");
  expect(await ended).toEqual([0, null]);

  const all = await listGenerations(maker);
  expect(all.map((generation) => generation.status)).toEqual(Array(12).fill("succeeded"));
  expect(all.map((generation) => generation.results.length)).toEqual(Array(12).fill(2));
  expect(all.flatMap((g) => g.results.map((image) => image.uuid)).sort()).toEqual(
    all.flatMap((g) => g.imageUuids).sort(),
  );
  const rows = await database().select({ state: images.state }).from(images);
  expect(rows).toEqual(Array(24).fill({ state: "ready" }));
  const refs = (await database().select({ refs: blobs.refs }).from(blobs)).reduce((sum, blob) => sum + blob.refs, 0);
  expect(refs).toBe(24);
}, 180_000);

test("a worker told to stop ends soon and puts what it held back in line untried", async () => {
  const maker = viewerOf(await makeUser());
  const wanted = { prompt: "a forest", width: 2048, height: 2048, count: 4, seed: 1 };
  for (let index = 0; index < 3; index++) await requestDescribed(maker, describeInput.parse(wanted));
  const worker = await startWorker();
  while ((await database().select().from(generations)).every((row) => row.status === "queued")) await sleep(50);
  const ended = once(worker, "exit");
  worker.kill("SIGTERM");
  expect(await ended).toEqual([0, null]);
  const left = await database().select({ status: jobs.status, attempts: jobs.attempts }).from(jobs);
  expect(left.filter((job) => job.status === "running")).toEqual([]);
  expect(left.filter((job) => job.status === "waiting").every((job) => job.attempts === 0)).toBe(true);
  expect((await database().select().from(generations)).filter((row) => row.status === "failed")).toEqual([]);
}, 60_000);
