import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { generations, jobs } from "@/db/schema";
import { makeUser, resetDatabase, viewerOf } from "@/db/testing";
import { ComfyStandIn } from "@/e2e/fakes/comfyui/server";
import { backendInput } from "@/lib/backends/schema";
import { createBackend } from "@/lib/backends/service/change";
import { sleep } from "@/lib/clock";
import { env } from "@/lib/env";
import { describeInput } from "@/lib/generations/schema";
import { getGeneration } from "@/lib/generations/service/read";
import { requestDescribed } from "@/lib/generations/service/request";
import { fillInStyles } from "@/lib/styles/service";
import type { UserViewer } from "@/lib/viewer";

const children: ChildProcess[] = [];
let server: ComfyStandIn;
let maker: UserViewer;

beforeEach(async () => {
  await resetDatabase();
  await fillInStyles();
  maker = viewerOf(await makeUser({ role: "admin" }));
  server = await ComfyStandIn.start();
  const config = { address: server.address };
  await createBackend(maker, backendInput.parse({ kind: "comfyui", name: "Workshop", config }));
  await database().delete(jobs);
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await server.die();
});
afterAll(closeDatabase);

/** A real worker in a process of its own, from the sources. */
async function startWorker(): Promise<ChildProcess> {
  const { DATABASE_URL = "", dataDir } = env();
  const child = spawn(process.execPath, ["--import", "tsx", "lib/worker/main.ts"], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    env: { ...process.env, DATABASE_URL, DATA_DIR: dataDir, LOG_LEVEL: "silent", WORKER_THREADS: "1" },
  });
  children.push(child);
  await once(child, "message");
  return child;
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 20_000; !(await isSo()); await sleep(20)) {
    if (Date.now() > end) throw new Error("It never came to be so.");
  }
}

const ask = () =>
  requestDescribed(maker, describeInput.parse({ prompt: "a tree", width: 128, height: 128, seed: 3 }), {
    model: "dreamshaper_8.safetensors",
  });

test("a worker killed in mid-job: the next one goes on with the same job at the backend", async () => {
  server.holdAt(5);
  const { uuid } = await ask();
  const first = await startWorker();
  await until(() => server.promptsRunning !== null);
  const promptId = server.promptsRunning;
  const [row] = await database().select().from(generations).where(eq(generations.uuid, uuid));
  expect(row?.remoteId).toBe(promptId);
  const ended = once(first, "exit");
  first.kill("SIGKILL");
  await ended;
  // What a dead worker held is free once its lease ran out; here the clock is helped along.
  await database()
    .update(jobs)
    .set({ leasedUntil: new Date(0) });
  await startWorker();
  await until(async () => (await database().select().from(jobs))[0]?.attempts === 2);
  await sleep(300);
  server.release();
  await until(async () => (await getGeneration(maker, uuid)).status === "succeeded");
  // The picture of the first look, and this one: nothing was made twice.
  expect([...server.history.keys()].slice(1)).toEqual([promptId]);
}, 60_000);

test("a backend that is away for a moment is asked again, and the picture comes", async () => {
  const { uuid } = await ask();
  await server.die();
  await startWorker();
  await until(async () => (await database().select().from(jobs))[0]?.lastError !== null);
  expect((await getGeneration(maker, uuid)).status).toBe("running");
  await server.comeBack();
  await database()
    .update(jobs)
    .set({ runAfter: new Date(0) })
    .where(eq(jobs.status, "waiting"));
  await until(async () => (await getGeneration(maker, uuid)).status === "succeeded");
}, 60_000);
