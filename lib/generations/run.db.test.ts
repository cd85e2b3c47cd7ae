import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { claimJob, LeaseLost } from "@/db/queries/jobs";
import { blobs, events, images, jobs } from "@/db/schema";
import { guestViewerOf, makeGuest, makeUser, noSuchId, resetDatabase, viewerOf } from "@/db/testing";
import { fromNow } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { uploadImage } from "@/lib/images/service/upload";
import { preparePixels } from "@/lib/imaging/ingest";
import { readMark } from "@/lib/imaging/mark";
import { blobKey, storage } from "@/lib/storage";
import { fillInStyles, listStyles } from "@/lib/styles/service";
import { closeThreads } from "@/lib/threads/pool";
import type { Maker } from "@/lib/viewer";
import { giveUpGeneration, isRetryable, runGeneration } from "./run";
import { describeInput } from "./schema";
import { cancelGeneration, dismissGeneration, retryGeneration } from "./service/change";
import { getGeneration, listGenerations } from "./service/read";
import { requestDescribed, requestRestyled } from "./service/request";

let maker: Maker;

beforeEach(async () => {
  await resetDatabase();
  await fillInStyles();
  await database().delete(jobs);
  maker = viewerOf(await makeUser());
});
afterAll(async () => {
  await closeThreads();
  await closeDatabase();
});

const asked = (values: object = {}) =>
  describeInput.parse({ prompt: "a red sun over the sea", width: 128, height: 96, seed: 7, ...values });
const never = new AbortController().signal;

async function claim() {
  const job = await claimJob("pixels");
  if (!job) throw new Error("no job");
  return { job, generationId: Number(job.payload.generationId) };
}

async function runNext(): Promise<void> {
  const { job, generationId } = await claim();
  await runGeneration(job, generationId, never);
}

async function photograph(): Promise<Buffer> {
  const data = new Uint8ClampedArray(80 * 60 * 4).map((_, index) => (index % 4 === 3 ? 255 : (index * 37) % 256));
  return (await preparePixels({ width: 80, height: 60, data }, { mark: "algorithmicMedia" })).full;
}

describe("describe", () => {
  test("reserves the pictures at once, visible to nobody, and makes exactly them", async () => {
    const requested = await requestDescribed(maker, asked({ count: 2 }));
    expect(requested.imageUuids).toHaveLength(2);
    const waiting = await getGeneration(maker, requested.uuid);
    expect(waiting).toMatchObject({ status: "queued", progress: 0, queuePosition: 1, results: [] });

    await runNext();

    const done = await getGeneration(maker, requested.uuid);
    expect(done).toMatchObject({ status: "succeeded", progress: 100, queuePosition: null });
    expect(done.results.map((image) => image.uuid)).toEqual(requested.imageUuids);
    expect(done.results.map((image) => [image.width, image.height])).toEqual([
      [128, 96],
      [128, 96],
    ]);
    const told = await database().select({ name: events.name }).from(events).orderBy(events.id);
    const names = told.map((event) => event.name);
    expect([names[0], names[1]]).toEqual(["generation.queued", "generation.started"]);
    expect(names.slice(-2)).toEqual(["generation.finished", "gallery.changed"]);
    expect(names.filter((name) => name === "generation.finished")).toHaveLength(1);
  });

  test("the bytes are stored, marked as made by an algorithm, and the recipe gives them again", async () => {
    await requestDescribed(maker, asked());
    await runNext();
    await requestDescribed(maker, asked());
    await runNext();
    const stored = await database().select().from(blobs);
    expect(stored).toHaveLength(1);
    expect(stored[0]?.refs).toBe(2);
    const extension = stored[0]?.mime === "image/png" ? "png" : "jpg";
    const bytes = await storage().read(blobKey(stored[0]?.sha256 ?? "", `full.${extension}`));
    expect(bytes?.length).toBe(stored[0]?.bytes);
    expect(await readMark(bytes ?? Buffer.alloc(0))).toBe("algorithmicMedia");
    const [first] = await database().select({ recipe: images.recipe }).from(images);
    expect(first?.recipe).toMatchObject({ backend: "builtin", model: "painter", prompt: asked().prompt, seed: 7 });
  });

  test("a guest's pictures are temporary, others never see them", async () => {
    const guest = guestViewerOf(await makeGuest());
    const { uuid } = await requestDescribed(guest, asked());
    await runNext();
    const [image] = (await getGeneration(guest, uuid)).results;
    expect(image?.isTemp).toBe(true);
    expect(image?.expiresAt).not.toBeNull();
    await expect(getGeneration(maker, uuid)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("restyle", () => {
  test("makes a temporary styled child that stays private when its source is", async () => {
    const source = await uploadImage(maker, {
      bytes: await photograph(),
      name: "../../x/cat\u0000.png",
      isPublic: false,
    });
    expect(source.name).toBe("cat.png");
    const pencil = (await listStyles()).find((style) => style.slug === "pencil");
    const { uuid } = await requestRestyled(maker, { imageId: source.id, styleId: pencil?.id ?? 0 });
    await runNext();
    const [styled] = (await getGeneration(maker, uuid)).results;
    expect(styled).toMatchObject({ kind: "styled", isTemp: true, isPublic: false, width: 80, height: 60 });
    const [row] = await database()
      .select()
      .from(images)
      .where(eq(images.id, styled?.id ?? 0));
    expect(row?.parentId).toBe(source.id);
  });

  test("refuses what is not the viewer's to see, unknown styles and foreign parameters", async () => {
    const source = await uploadImage(maker, { bytes: await photograph(), name: "cat.png", isPublic: false });
    const other = viewerOf(await makeUser());
    const codes = await Promise.all(
      [
        requestRestyled(other, { imageId: source.id, styleId: null }),
        requestRestyled(maker, { imageId: source.id, styleId: noSuchId }),
        requestRestyled(maker, { imageId: source.id, styleId: null, params: { nonsense: 1 } }),
      ].map((wanted) => wanted.catch((error: unknown) => (error instanceof AppError ? error.code : error))),
    );
    expect(codes).toEqual(["not_found", "not_found", "invalid"]);
    expect(await database().select().from(jobs)).toEqual([]);
  });
});

describe("stopping", () => {
  test("what waits is cancelled at once, by two tabs at the same time, once", async () => {
    const { uuid } = await requestDescribed(maker, asked());
    await Promise.all([cancelGeneration(maker, uuid), cancelGeneration(maker, uuid)]);
    expect((await getGeneration(maker, uuid)).status).toBe("cancelled");
    expect(await claimJob("pixels")).toBeNull();
    const told = await database().select().from(events).where(eq(events.name, "generation.cancelled"));
    expect(told).toHaveLength(1);
  });

  test("what runs is stopped in its thread and leaves no picture", async () => {
    const { uuid } = await requestDescribed(maker, asked({ width: 2048, height: 2048, count: 4 }));
    const { job, generationId } = await claim();
    const running = runGeneration(job, generationId, never);
    await cancelGeneration(maker, uuid);
    await running;
    expect((await getGeneration(maker, uuid)).status).toBe("cancelled");
    expect(await database().select().from(blobs)).toEqual([]);
    const states = await database().select({ state: images.state }).from(images);
    expect(states).toEqual(Array(4).fill({ state: "failed" }));
    expect((await database().select({ status: jobs.status }).from(jobs))[0]?.status).toBe("cancelled");
  });

  test("a retry asks anew with the same recipe and puts the old card away", async () => {
    const { uuid } = await requestDescribed(maker, asked());
    await expect(retryGeneration(maker, uuid)).rejects.toMatchObject({ code: "conflict" });
    await cancelGeneration(maker, uuid);
    await retryGeneration(maker, uuid);
    const [again, ...others] = await listGenerations(maker);
    expect(others).toEqual([]);
    expect(again).toMatchObject({ status: "queued", seed: 7, prompt: asked().prompt });
    await cancelGeneration(maker, again?.uuid ?? "");
    await dismissGeneration(maker, again?.uuid ?? "");
    expect(await listGenerations(maker)).toEqual([]);
  });
});

describe("laws", () => {
  test("who lost the lease cannot finish: the pictures come once, from who holds it", async () => {
    const { uuid } = await requestDescribed(maker, asked());
    const first = await claim();
    await database()
      .update(jobs)
      .set({ status: "waiting", leaseToken: null, runAfter: fromNow(-1) });
    const second = await claim();
    await expect(runGeneration(first.job, first.generationId, never)).rejects.toBeInstanceOf(LeaseLost);
    expect(await database().select().from(blobs)).toEqual([]);
    await runGeneration(second.job, second.generationId, never);
    expect((await getGeneration(maker, uuid)).status).toBe("succeeded");
    expect((await database().select().from(blobs))[0]?.refs).toBe(1);
  });

  test("running an ended generation again changes nothing", async () => {
    const { uuid } = await requestDescribed(maker, asked());
    await runNext();
    const before = await getGeneration(maker, uuid);
    await database()
      .update(jobs)
      .set({ status: "waiting", runAfter: fromNow(-1) });
    await runNext();
    expect(await getGeneration(maker, uuid)).toEqual(before);
    expect((await database().select().from(blobs))[0]?.refs).toBe(1);
  });

  test("a source that is gone fails in words, at once, and the job with it", async () => {
    const source = await uploadImage(maker, { bytes: await photograph(), name: "cat.png", isPublic: false });
    const { uuid } = await requestRestyled(maker, { imageId: source.id, styleId: null });
    await database().delete(images).where(eq(images.id, source.id));
    const { job, generationId } = await claim();
    const failure = await runGeneration(job, generationId, never).catch((error: unknown) => error);
    expect(isRetryable(failure)).toBe(false);
    await giveUpGeneration(job, generationId, failure);
    expect(await getGeneration(maker, uuid)).toMatchObject({
      status: "failed",
      error: { code: "invalid_request", message: "The picture it starts from is gone." },
    });
  });

  test("no more than the limit waits for one viewer", async () => {
    const many = Array.from({ length: 200 }, () => requestDescribed(maker, asked()));
    await Promise.all(many);
    await expect(requestDescribed(maker, asked())).rejects.toMatchObject({ code: "quota" });
  });
});
