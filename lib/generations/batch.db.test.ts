import { eq, inArray } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { claimJob } from "@/db/queries/jobs";
import { generations, images, jobs, styles } from "@/db/schema";
import { makeImage, makeUser, noSuchId, resetDatabase, viewerOf } from "@/db/testing";
import { uploadImage } from "@/lib/images/service/upload";
import { preparePixels } from "@/lib/imaging/ingest";
import { fillInStyles } from "@/lib/styles/service";
import { closeThreads } from "@/lib/threads/pool";
import type { UserViewer } from "@/lib/viewer";
import { giveUpGeneration, runGeneration } from "./run";
import { batchInput } from "./schema";
import { requestBatch } from "./service/batch";
import { cancelBatch, cancelGeneration, retryGeneration } from "./service/change";
import { getGeneration, listGenerations } from "./service/read";
import { requestRestyled } from "./service/request";
import { getBatch, listBatches } from "./service/sheet";
import { listSteps, requestSteps } from "./service/steps";

let maker: UserViewer;

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

const never = new AbortController().signal;

async function styleIds(...slugs: string[]): Promise<number[]> {
  const rows = await database().select().from(styles).where(inArray(styles.slug, slugs));
  return slugs.map((slug) => rows.find((row) => row.slug === slug)?.id ?? 0);
}

async function photograph(seed = 37, owner = maker) {
  const data = new Uint8ClampedArray(80 * 60 * 4).map((_, index) => (index % 4 === 3 ? 255 : (index * seed) % 256));
  const bytes = (await preparePixels({ width: 80, height: 60, data }, { mark: "algorithmicMedia" })).full;
  return uploadImage(owner, { bytes, name: "cat.png", isPublic: false });
}

/** Runs the next job in line; answers its generation's id, or null when none is due. */
async function runNext(): Promise<number | null> {
  const job = await claimJob("pixels");
  if (!job) return null;
  await runGeneration(job, Number(job.payload.generationId), never);
  return Number(job.payload.generationId);
}

async function runAll(): Promise<number> {
  let runs = 0;
  while ((await runNext()) !== null) runs++;
  return runs;
}

/** Two styles one after the other on a picture, made. */
async function twoSteps() {
  const [duotone = 0, halftone = 0] = await styleIds("duotone", "halftone");
  const source = await photograph();
  const recipe = { strength: 0.5, seed: 11 };
  const first = await requestRestyled(maker, { imageId: source.id, styleId: duotone, ...recipe });
  await runAll();
  const last = await requestRestyled(maker, {
    imageId: first.imageIds[0] ?? 0,
    styleId: halftone,
    strength: 0.8,
    seed: 5,
  });
  await runAll();
  return { source, middleId: first.imageIds[0] ?? 0, lastId: last.imageIds[0] ?? 0, duotone, halftone };
}

describe("batch", () => {
  test("each picture in each style, once: temporary, private as its source, under one uuid", async () => {
    const sources = [await photograph(37), await photograph(41)];
    const style_ids = await styleIds("duotone", "halftone", "mosaic");
    const batch = await requestBatch(maker, { image_ids: sources.map(({ id }) => id), style_ids });
    expect(batch.jobs.map(({ image_id, style_id }) => [image_id, style_id])).toEqual(
      sources.flatMap(({ id }) => style_ids.map((style) => [id, style])),
    );
    expect(await getBatch(maker, batch.batch_id)).toMatchObject({ queued: 6, progress: 0 });
    expect(await runAll()).toBe(6);
    const done = await getBatch(maker, batch.batch_id);
    expect(done).toMatchObject({ progress: 100, succeeded: 6, queued: 0, running: 0, failed: 0 });
    expect(done.sources.map((source) => source?.id)).toEqual(sources.map(({ id }) => id));
    expect(done.columns.map(({ step, style }) => [step, style?.slug])).toEqual([
      [1, "duotone"],
      [1, "halftone"],
      [1, "mosaic"],
    ]);
    expect(done.cells.map(({ source, column }) => [source, column])).toEqual(
      [0, 1].flatMap((s) => [0, 1, 2].map((c) => [s, c])),
    );
    expect(done.cells.map(({ image }) => image?.uuid)).toEqual(batch.jobs.map(({ image_uuid }) => image_uuid));
    expect(done.cells.every(({ image }) => image?.isTemp && !image.isPublic)).toBe(true);
    expect(await listBatches(maker)).toMatchObject([{ uuid: batch.batch_id, total: 6, ended: 6 }]);
    expect(await listGenerations(maker)).toEqual([]);
  });

  test("all or nothing: one bad id, and nothing is written", async () => {
    const source = await photograph();
    const theirs = await makeImage({ userId: (await makeUser()).id });
    const pending = await makeImage({ userId: maker.id, state: "pending" });
    const [duotone = 0, off = 0] = await styleIds("duotone", "mosaic");
    await database().update(styles).set({ enabled: false }).where(eq(styles.id, off));
    const codeOf = (image_ids: number[], style_ids: number[]) =>
      requestBatch(maker, { image_ids, style_ids }).catch((error: { code: string }) => error.code);
    expect(await codeOf([source.id, theirs.id], [duotone])).toBe("not_found");
    expect(await codeOf([source.id, noSuchId], [duotone])).toBe("not_found");
    expect(await codeOf([source.id, pending.id], [duotone])).toBe("not_ready");
    expect(await codeOf([source.id], [duotone, noSuchId])).toBe("not_found");
    expect(await codeOf([source.id], [duotone, off])).toBe("invalid");
    expect(await database().select().from(generations)).toEqual([]);
    expect(await database().select().from(jobs)).toEqual([]);
  });

  test("what is asked for twice is made once", () => {
    expect(batchInput.parse({ image_ids: [3, 3, 1], style_ids: [2, 2] })).toEqual({
      image_ids: [3, 1],
      style_ids: [2],
    });
  });

  test("200 at once are the most that may wait; another viewer's single picture waits for one of them", async () => {
    const sources: number[] = [];
    for (let n = 0; n < 10; n++) sources.push((await photograph(30 + n)).id);
    const rows = await database().select({ id: styles.id }).from(styles).limit(20);
    const style_ids = rows.map(({ id }) => id);
    const batch = await requestBatch(maker, { image_ids: sources, style_ids });
    expect(batch.jobs).toHaveLength(200);
    const once = { image_ids: sources.slice(0, 1), style_ids: style_ids.slice(0, 1) };
    await expect(requestBatch(maker, once)).rejects.toMatchObject({ code: "quota" });

    const other = viewerOf(await makeUser());
    const theirs = await photograph(77, other);
    const [duotone = 0] = await styleIds("duotone");
    const single = await requestRestyled(other, { imageId: theirs.id, styleId: duotone });
    const claimed: number[] = [];
    for (let job = await claimJob("pixels"); job; job = await claimJob("pixels")) {
      claimed.push(Number(job.payload.generationId));
    }
    const [row] = await database().select().from(generations).where(eq(generations.uuid, single.uuid));
    expect(claimed.indexOf(row?.id ?? 0)).toBeLessThanOrEqual(1);
    expect(new Set(claimed).size).toBe(201);
    expect(claimed).toHaveLength(201);
  });

  test("the rest can be cancelled: what is made stays, what runs stops, what waits never begins", async () => {
    const source = await photograph();
    const style_ids = await styleIds("duotone", "halftone", "mosaic");
    const { batch_id } = await requestBatch(maker, { image_ids: [source.id], style_ids });
    await runNext();
    const job = await claimJob("pixels");
    if (!job) throw new Error("no job");
    const stranger = viewerOf(await makeUser());
    await expect(cancelBatch(stranger, batch_id)).rejects.toMatchObject({ code: "not_found" });
    await expect(getBatch(stranger, batch_id)).rejects.toMatchObject({ code: "not_found" });
    await cancelBatch(maker, batch_id);
    await runGeneration(job, Number(job.payload.generationId), never);
    expect(await runAll()).toBe(0);
    expect(await getBatch(maker, batch_id)).toMatchObject({ succeeded: 1, cancelled: 2, progress: 100 });
    const again = (await getBatch(maker, batch_id)).cells.find(({ status }) => status === "cancelled");
    await retryGeneration(maker, again?.uuid ?? "");
    await runAll();
    const after = await getBatch(maker, batch_id);
    expect(after).toMatchObject({ succeeded: 2, cancelled: 1 });
    expect(after.cells).toHaveLength(3);
  });
});

describe("steps", () => {
  test("the styles that led to a picture are applied to others, one after the other, as they were", async () => {
    const { lastId, duotone, halftone } = await twoSteps();
    expect((await listSteps(maker, lastId)).map(({ style, strength }) => [style.slug, strength])).toEqual([
      ["duotone", 0.5],
      ["halftone", 0.8],
    ]);
    const sources = [await photograph(41), await photograph(43)];
    const batch = await requestSteps(
      maker,
      lastId,
      sources.map(({ id }) => id),
    );
    expect(batch.jobs.map(({ style_id }) => style_id)).toEqual([duotone, duotone, halftone, halftone]);
    const waiting = await database().select().from(jobs).where(eq(jobs.status, "waiting"));
    expect(waiting).toHaveLength(2);
    expect(await runAll()).toBe(4);
    const attempts = await database().select({ attempts: jobs.attempts }).from(jobs);
    expect(attempts.every((job) => job.attempts === 1)).toBe(true);
    const done = await getBatch(maker, batch.batch_id);
    expect(done).toMatchObject({ succeeded: 4 });
    expect(done.columns.map(({ step, style }) => [step, style?.slug])).toEqual([
      [1, "duotone"],
      [2, "halftone"],
    ]);
    expect(done.sources.map((source) => source?.id)).toEqual(sources.map(({ id }) => id));
    const made = await database()
      .select()
      .from(images)
      .where(eq(images.uuid, batch.jobs[2]?.image_uuid ?? ""));
    expect(made[0]?.recipe).toMatchObject({ style: "halftone", strength: 0.8, seed: 5 });
    const [before] = await database()
      .select()
      .from(images)
      .where(eq(images.id, made[0]?.parentId ?? 0));
    expect(before?.recipe).toMatchObject({ style: "duotone", strength: 0.5, seed: 11 });
    expect(before?.parentId).toBe(sources[0]?.id);
  });

  test("a step that fails takes those after it along, with its reason", async () => {
    const { lastId } = await twoSteps();
    const source = await photograph(41);
    const batch = await requestSteps(maker, lastId, [source.id]);
    const job = await claimJob("pixels");
    if (!job) throw new Error("no job");
    await giveUpGeneration(job, Number(job.payload.generationId), new Error("the disk is full"));
    const done = await getBatch(maker, batch.batch_id);
    expect(done).toMatchObject({ failed: 2, queued: 0 });
    expect(done.cells[1]?.error).toEqual(done.cells[0]?.error);
    expect(done.cells[1]?.error?.code).toBe("failed");
    expect(await runAll()).toBe(0);
  });

  test("a line that broke is asked for again from where it broke, whichever of its steps is named", async () => {
    const { lastId } = await twoSteps();
    const source = await photograph(41);
    for (const named of [0, 1]) {
      const batch = await requestSteps(maker, lastId, [source.id]);
      const job = await claimJob("pixels");
      if (!job) throw new Error("no job");
      await giveUpGeneration(job, Number(job.payload.generationId), new Error("the disk is full"));
      await retryGeneration(maker, batch.jobs[named]?.prompt_id ?? "");
      expect(await getBatch(maker, batch.batch_id)).toMatchObject({ queued: 2, failed: 0 });
      expect(await runAll()).toBe(2);
      const done = await getBatch(maker, batch.batch_id);
      expect(done).toMatchObject({ succeeded: 2, failed: 0 });
      expect(done.columns.map(({ step, style }) => [step, style?.slug])).toEqual([
        [1, "duotone"],
        [2, "halftone"],
      ]);
      expect(done.sources.map((one) => one?.id)).toEqual([source.id]);
    }
    const batch = await requestSteps(maker, lastId, [source.id]);
    await runNext();
    await cancelGeneration(maker, batch.jobs[1]?.prompt_id ?? "");
    await retryGeneration(maker, batch.jobs[1]?.prompt_id ?? "");
    expect(await runAll()).toBe(1);
    expect(await getBatch(maker, batch.batch_id)).toMatchObject({ succeeded: 2, cancelled: 0 });
  });

  test("cancelling a step cancels those after it, whether it waits or runs", async () => {
    const { lastId } = await twoSteps();
    const waits = await requestSteps(maker, lastId, [(await photograph(41)).id]);
    await cancelGeneration(maker, waits.jobs[0]?.prompt_id ?? "");
    expect(await getBatch(maker, waits.batch_id)).toMatchObject({ cancelled: 2 });
    const runs = await requestSteps(maker, lastId, [(await photograph(43)).id]);
    const job = await claimJob("pixels");
    if (!job) throw new Error("no job");
    await cancelGeneration(maker, runs.jobs[0]?.prompt_id ?? "");
    await runGeneration(job, Number(job.payload.generationId), never);
    expect(await getBatch(maker, runs.batch_id)).toMatchObject({ cancelled: 2 });
    const later = await requestSteps(maker, lastId, [(await photograph(45)).id]);
    await cancelGeneration(maker, later.jobs[1]?.prompt_id ?? "");
    expect((await getGeneration(maker, later.jobs[1]?.prompt_id ?? "")).status).toBe("cancelled");
    expect(await runAll()).toBe(1);
  });

  test("they lead only as far back as the viewer sees, and to an upload lead none", async () => {
    const { source, middleId, lastId } = await twoSteps();
    expect(await listSteps(maker, source.id)).toEqual([]);
    await expect(requestSteps(maker, source.id, [source.id])).rejects.toMatchObject({ code: "invalid" });
    await database().update(images).set({ isPublic: true, isTemp: false }).where(eq(images.id, lastId));
    const stranger = viewerOf(await makeUser());
    expect((await listSteps(stranger, lastId)).map(({ style }) => style.slug)).toEqual(["halftone"]);
    await expect(listSteps(stranger, middleId)).rejects.toMatchObject({ code: "not_found" });
  });
});
