import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { claimJob } from "@/db/queries/jobs";
import { blobs, events, generations, images, jobs, styles } from "@/db/schema";
import { guestViewerOf, makeGuest, makeUser, noSuchId, resetDatabase, viewerOf } from "@/db/testing";
import { ComfyStandIn } from "@/e2e/fakes/comfyui/server";
import { plainPng } from "@/e2e/pictures/make";
import { type BackendDto, backendInput } from "@/lib/backends/schema";
import { createBackend, enableBackend } from "@/lib/backends/service/change";
import { fromNow, sleep } from "@/lib/clock";
import { uploadImage } from "@/lib/images/service/upload";
import { readMark } from "@/lib/imaging/mark";
import restyle from "@/lib/providers/comfyui/workflows/restyle.json";
import { blobKey, storage } from "@/lib/storage";
import { fillInStyles, listStyles } from "@/lib/styles/service";
import { closeThreads } from "@/lib/threads/pool";
import type { UserViewer } from "@/lib/viewer";
import { giveUpGeneration, isRetryable, retryAfterMs, runGeneration } from "./run";
import { describeInput } from "./schema";
import { cancelGeneration, retryGeneration } from "./service/change";
import { getGeneration } from "./service/read";
import { requestDescribed, requestRestyled } from "./service/request";

let maker: UserViewer;
let server: ComfyStandIn;
let backend: BackendDto;
let styleId: number;
let imageId: number;

beforeEach(async () => {
  await resetDatabase();
  await fillInStyles();
  maker = viewerOf(await makeUser({ role: "admin" }));
  server = await ComfyStandIn.start({ stepMs: 5 });
  const config = { address: server.address };
  ({ backend } = await createBackend(maker, backendInput.parse({ kind: "comfyui", name: "Workshop", config })));
  await database().delete(jobs);
  styleId = (await listStyles()).find(({ slug }) => slug === "storybook")?.id ?? 0;
  imageId = (await uploadImage(maker, { bytes: plainPng(120, 80), name: "cat.png", isPublic: true })).id;
});
afterEach(() => server.die());
afterAll(async () => {
  await closeThreads();
  await closeDatabase();
});

async function claim() {
  const job = await claimJob(`backend:${backend.id}`);
  if (!job) throw new Error("no job");
  return { job, generationId: Number(job.payload.generationId) };
}

async function run(signal = new AbortController().signal): Promise<unknown> {
  const { job, generationId } = await claim();
  return runGeneration(job, generationId, signal).catch((error: unknown) => error);
}

async function fail(): Promise<unknown> {
  const { job, generationId } = await claim();
  const error = await runGeneration(job, generationId, new AbortController().signal).catch((thrown: unknown) => thrown);
  await giveUpGeneration(job, generationId, error);
  return error;
}

/** As after a worker's death: its lease is over and another may take the job. */
async function freeJobs(): Promise<void> {
  await database()
    .update(jobs)
    .set({ status: "waiting", leaseToken: null, runAfter: fromNow(-1) });
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 10_000; !(await isSo()); await sleep(10)) {
    if (Date.now() > end) throw new Error("It never came to be so.");
  }
}

describe("a style of a backend", () => {
  test("is run there, in a pool of its own, with the style's words and strength", async () => {
    const { uuid, backend: kind } = await requestRestyled(maker, { imageId, styleId });
    expect(kind).toBe("comfyui");
    expect(await claimJob("pixels")).toBeNull();
    expect(await run()).toBeUndefined();
    const done = await getGeneration(maker, uuid);
    expect(done).toMatchObject({ status: "succeeded", backend: "comfyui", model: "sd_xl_base_1.0.safetensors" });
    expect(done.results[0]).toMatchObject({ kind: "styled", width: 120, height: 80, isTemp: true });
    const { prompt } = [...server.history.values()].at(-1) ?? {};
    expect(JSON.stringify(prompt?.[2])).toContain("children's book illustration");
    const [row] = await database()
      .select()
      .from(images)
      .where(eq(images.id, done.results[0]?.id ?? 0));
    expect(row?.recipe).toMatchObject({
      backend: "comfyui",
      style: "storybook",
      strength: 0.6,
      params: { steps: 25, cfg: 7 },
    });
  });

  test("what comes back is made anew: marked, and without the workflow that was in it", async () => {
    await requestRestyled(maker, { imageId, styleId });
    await run();
    const rows = await database().select().from(blobs);
    const stored = rows.at(-1);
    const bytes = await storage().read(blobKey(stored?.sha256 ?? "", "full.png"));
    expect(await readMark(bytes ?? Buffer.alloc(0))).toBe("compositeWithTrainedAlgorithmicMedia");
    expect(bytes?.toString("latin1")).not.toContain("class_type");
  });

  test("tells rising progress and shows the picture as it comes", async () => {
    await server.die();
    Object.assign(server.options, { stepMs: 60 });
    await server.comeBack();
    await requestDescribed(maker, describeInput.parse({ prompt: "a tree", styleId }));
    await run();
    const told = (await database().select().from(events).orderBy(events.id)).filter(
      ({ name }) => name === "generation.progress",
    );
    const progress = told.map(({ payload }) => Number(payload.progress));
    expect(progress.length).toBeGreaterThan(4);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(told.some(({ payload }) => String(payload.preview).startsWith("data:image/webp;base64,"))).toBe(true);
  }, 20_000);

  test("makes as many pictures as were asked for, each from its own seed", async () => {
    const { uuid } = await requestDescribed(
      maker,
      describeInput.parse({ prompt: "a tree", styleId, count: 3, seed: 5 }),
    );
    await run();
    expect((await getGeneration(maker, uuid)).results).toHaveLength(3);
    const rows = await database().select({ recipe: images.recipe }).from(images).where(eq(images.kind, "generated"));
    expect(rows.map(({ recipe }) => recipe?.seed).sort()).toEqual([5, 6, 7]);
  });

  test("another seed is taken each time, unless one is given", async () => {
    for (let index = 0; index < 2; index++) await requestRestyled(maker, { imageId, styleId });
    const [first, second] = await database().select({ seed: generations.seed }).from(generations);
    expect(first?.seed).not.toBe(second?.seed);
  });
});

describe("refused at once", () => {
  test.each([
    ["a parameter of another filter", { params: { blotches: 3 } }, "invalid"],
    ["a parameter out of bounds", { params: { steps: 10_000 } }, "invalid"],
    ["a style that is not there", { styleId: noSuchId }, "not_found"],
  ])("%s", async (_what, values, code) => {
    await expect(requestRestyled(maker, { imageId, styleId, ...values })).rejects.toMatchObject({ code });
    expect(await database().select().from(jobs)).toEqual([]);
  });

  test("a style whose backend, model or self is switched off", async () => {
    await enableBackend(maker, { id: backend.id, enabled: false });
    await expect(requestRestyled(maker, { imageId, styleId })).rejects.toMatchObject({ code: "not_found" });
    await enableBackend(maker, { id: backend.id, enabled: true });
    await database().update(styles).set({ enabled: false }).where(eq(styles.id, styleId));
    await expect(requestRestyled(maker, { imageId, styleId })).rejects.toMatchObject({ code: "not_found" });
  });

  test("words for a style that starts from a picture", async () => {
    await database().update(styles).set({ workflow: restyle }).where(eq(styles.id, styleId));
    const wanted = requestDescribed(maker, describeInput.parse({ prompt: "a tree", styleId }));
    await expect(wanted).rejects.toMatchObject({ code: "invalid", words: "This style starts from a picture." });
    await requestRestyled(maker, { imageId, styleId });
  });

  test("a guest, unless guests may use everything", async () => {
    const guest = guestViewerOf(await makeGuest());
    await expect(requestRestyled(guest, { imageId, styleId })).rejects.toMatchObject({ code: "guests_off" });
  });
});

describe("failures", () => {
  test.each([
    ["html", /^\/upload/, "failed", false],
    ["error500", /^\/prompt$/, "failed", false],
    ["garbage", /^\/view$/, "failed", false],
    ["huge", /^\/view$/, "failed", false],
    ["empty", /^\/view$/, "failed", false],
    ["reset", /^\/upload/, "unreachable", true],
  ] as const)(
    "%s at %s: in public words, the detail for the log, nothing left behind",
    async (kind, path, code, again) => {
      const before = await database().select().from(blobs);
      const { uuid } = await requestRestyled(maker, { imageId, styleId });
      server.fail(path, kind);
      const error = await fail();
      expect(isRetryable(error)).toBe(again);
      expect(retryAfterMs(error) > 0).toBe(again);
      const { status, error: told, results } = await getGeneration(maker, uuid);
      expect([status, told?.code, results]).toEqual(["failed", code, []]);
      expect(told?.message).not.toMatch(/127|http|\/|Node/);
      expect(error instanceof Error && error.message.length).toBeGreaterThan(10);
      expect(await database().select().from(blobs)).toEqual(before);
      server.heal();
      await retryGeneration(maker, uuid);
      expect(await run()).toBeUndefined();
    },
  );

  test("a backend that is switched off or gone meanwhile is told as not available any more", async () => {
    const [off, gone] = [
      await requestRestyled(maker, { imageId, styleId }),
      await requestRestyled(maker, { imageId, styleId }),
    ];
    await enableBackend(maker, { id: backend.id, enabled: false });
    await fail();
    await database().update(generations).set({ backendId: null }).where(eq(generations.uuid, gone.uuid));
    await fail();
    for (const { uuid } of [off, gone]) {
      expect((await getGeneration(maker, uuid)).error).toEqual({
        code: "failed",
        message: "What made these pictures is not available any more.",
      });
    }
    expect(server.history.size).toBe(1);
  });
});

describe("stopping and going on", () => {
  test("what its maker stops is stopped at the backend", async () => {
    server.holdAt(5);
    const { uuid } = await requestRestyled(maker, { imageId, styleId });
    const running = run();
    await until(() => server.promptsRunning !== null);
    await cancelGeneration(maker, uuid);
    setTimeout(() => server.release(), 800);
    await running;
    expect((await getGeneration(maker, uuid)).status).toBe("cancelled");
    expect(server.promptsRunning).toBeNull();
  });

  test("a worker that ends leaves the work at the backend, and the next one finds it there", async () => {
    server.holdAt(5);
    const { uuid } = await requestRestyled(maker, { imageId, styleId });
    const worker = new AbortController();
    const running = run(worker.signal);
    await until(() => server.promptsRunning !== null);
    const promptId = server.promptsRunning ?? "";
    worker.abort();
    expect(await running).toBeInstanceOf(Error);
    expect(server.promptsRunning).toBe(promptId);
    await freeJobs();
    const next = run();
    server.release();
    expect(await next).toBeUndefined();
    expect((await getGeneration(maker, uuid)).status).toBe("succeeded");
    expect(server.history.has(promptId)).toBe(true);
    expect(server.history.size).toBe(2);
  });

  test("what its maker stopped while no worker was there is stopped at the backend as well", async () => {
    server.holdAt(5);
    const { uuid } = await requestRestyled(maker, { imageId, styleId });
    const worker = new AbortController();
    const running = run(worker.signal);
    await until(() => server.promptsRunning !== null);
    worker.abort();
    await running;
    await cancelGeneration(maker, uuid);
    await freeJobs();
    setTimeout(() => server.release(), 300);
    expect(await run()).toBeUndefined();
    expect((await getGeneration(maker, uuid)).status).toBe("cancelled");
    expect(server.promptsRunning).toBeNull();
  });
});

test("all workers together run no more of a backend's jobs than it makes at once", async () => {
  for (let index = 0; index < 4; index++) await requestRestyled(maker, { imageId, styleId });
  const pool = `backend:${backend.id}`;
  const claimed = await Promise.all(Array.from({ length: 4 }, () => claimJob(pool)));
  expect(claimed.filter(Boolean)).toHaveLength(1);
});
