import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { claimJob } from "@/db/queries/jobs";
import { saveSetting } from "@/db/queries/settings";
import { findCommitted } from "@/db/queries/spendings";
import { backends, images, jobs, models, notifications, spendings, users } from "@/db/schema";
import { guestViewerOf, makeBlob, makeGuest, makeImage, makeUser, resetDatabase, viewerOf } from "@/db/testing";
import { clock } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { megabyte } from "@/lib/quota";
import { fillInStyles } from "@/lib/styles/service";
import { closeThreads } from "@/lib/threads/pool";
import type { Maker } from "@/lib/viewer";
import { giveUpGeneration, runGeneration } from "./run";
import { batchInput, describeInput } from "./schema";
import { requestBatch } from "./service/batch";
import { cancelGeneration } from "./service/change";
import { requestDescribed } from "./service/request";

beforeEach(async () => {
  await resetDatabase();
  await fillInStyles();
  await database().delete(jobs);
});
afterEach(() => vi.restoreAllMocks());
afterAll(async () => {
  await closeThreads();
  await closeDatabase();
});

const never = new AbortController().signal;
const ask = (maker: Maker, count = 1) =>
  requestDescribed(maker, describeInput.parse({ prompt: "a red sun over the sea", width: 64, height: 64, count }));

/** Asks so many times at once; answers what was refused. */
async function askAtOnce(makers: Maker[], times: number): Promise<AppError[]> {
  const all = await Promise.allSettled(makers.flatMap((maker) => Array.from({ length: times }, () => ask(maker))));
  return all.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
}

async function claim() {
  const job = await claimJob("pixels");
  if (!job) throw new Error("no job");
  return { job, generationId: Number(job.payload.generationId) };
}

async function runNext(): Promise<void> {
  const { job, generationId } = await claim();
  await runGeneration(job, generationId, never);
}

async function failNext(): Promise<void> {
  const { job, generationId } = await claim();
  await giveUpGeneration(job, generationId, new AppError("internal"));
}

describe("pictures in a day", () => {
  test("of many requests at once exactly as many pass as there is room for", async () => {
    const maker = viewerOf(await makeUser({ quotaPictures: 5 }));
    const refused = await askAtOnce([maker], 12);
    expect(refused).toHaveLength(7);
    for (const error of refused) expect(error).toMatchObject({ code: "quota", status: 429 });
    expect(await database().select().from(images)).toHaveLength(5);
  });

  test("says which limit, how much of it, and when there is more", async () => {
    vi.spyOn(clock, "now").mockReturnValue(new Date("2026-11-25T21:30:00.000Z"));
    const maker = viewerOf(await makeUser({ quotaPictures: 3 }));
    await ask(maker, 2);
    await expect(ask(maker, 2)).rejects.toMatchObject({
      words: "That is more than is left of today's pictures. Please ask for fewer.",
    });
    await ask(maker);
    await expect(ask(maker)).rejects.toMatchObject({
      words: "Today's pictures are used up. There are new ones after midnight (UTC).",
      options: {
        retryAfterMs: 2.5 * 60 * 60 * 1000,
        extra: { quota: { limit: "pictures_per_day", max: 3, used: 3, free_at: "2026-11-26T00:00:00.000Z" } },
      },
    });
    vi.spyOn(clock, "now").mockReturnValue(new Date("2026-11-26T00:00:00.000Z"));
    await ask(maker, 3);
  });

  test("what is stopped or fails gives back what it took", async () => {
    const maker = viewerOf(await makeUser({ quotaPictures: 2 }));
    const { uuid } = await ask(maker);
    await ask(maker);
    await expect(ask(maker)).rejects.toMatchObject({ code: "quota" });
    await cancelGeneration(maker, uuid);
    await ask(maker);
    await expect(ask(maker)).rejects.toMatchObject({ code: "quota" });
    await failNext();
    await ask(maker);
    await runNext();
    await expect(ask(maker)).rejects.toMatchObject({ code: "quota" });
  });

  test("whoever comes near hears of it, once a day", async () => {
    const maker = viewerOf(await makeUser({ quotaPictures: 5 }));
    await ask(maker, 3);
    expect(await database().select().from(notifications)).toEqual([]);
    const { uuid } = await ask(maker);
    await cancelGeneration(maker, uuid);
    await ask(maker);
    const told = await database().select().from(notifications);
    expect(told).toMatchObject([{ name: "quota.near", payload: { limit: 5, used: 4, of: "pictures" } }]);
  });

  test("a batch is taken whole or not at all", async () => {
    const user = await makeUser({ quotaPictures: 3 });
    const maker = viewerOf(user);
    const sources = [await makeImage({ userId: user.id }), await makeImage({ userId: user.id })];
    const [style, other] = await database().query.styles.findMany({ limit: 2 });
    const batch = (ids: (number | undefined)[]) =>
      requestBatch(maker, batchInput.parse({ image_ids: sources.map(({ id }) => id), style_ids: ids }));
    await expect(batch([style?.id, other?.id])).rejects.toMatchObject({ code: "quota" });
    expect(await claimJob("pixels")).toBeNull();
    await batch([style?.id]);
  });

  test("the role's limit holds, the user's own goes before it, and 0 is none", async () => {
    // No other test here has anyone of this role: a setting is remembered for a while.
    await saveSetting(database(), "pictures_per_day_user", 1);
    const user = await makeUser({ role: "user" });
    const maker = viewerOf(user);
    await ask(maker);
    await expect(ask(maker)).rejects.toMatchObject({ code: "quota" });
    await database().update(users).set({ quotaPictures: 0 }).where(eq(users.id, user.id));
    await ask(maker, 4);
    await ask(viewerOf(await makeUser({ role: "admin" })), 4);
  });
});

test("so many at once may wait or run, exactly, for users and for guests", async () => {
  const maker = viewerOf(await makeUser({ quotaOpen: 3 }));
  expect(await askAtOnce([maker], 9)).toHaveLength(6);
  await runNext();
  expect(await askAtOnce([maker], 3)).toHaveLength(2);
  const guest = guestViewerOf(await makeGuest());
  expect(await askAtOnce([guest], 2)).toEqual([]);
});

test("nothing is made when there is no room left to keep it", async () => {
  const user = await makeUser({ quotaStorageMb: 1 });
  const blob = await makeBlob({ bytes: megabyte });
  const full = await makeImage({ userId: user.id, blobId: blob.id, bytes: megabyte });
  await expect(ask(viewerOf(user))).rejects.toMatchObject({
    words: "There is no room left for your pictures. Delete some for good, also from the trash.",
    options: { extra: { quota: { limit: "storage_bytes", max: megabyte, used: megabyte } } },
  });
  await database().delete(images).where(eq(images.id, full.id));
  await ask(viewerOf(user));
});

describe("what pictures cost", () => {
  const price = 40_000;
  let backendId: number;

  beforeEach(async () => {
    const [backend] = await database().select().from(backends);
    backendId = backend?.id ?? 0;
    await database().update(models).set({ priceMicros: price }).where(eq(models.name, "painter"));
    await database()
      .update(backends)
      .set({ ceilingMicros: 5 * price });
  });

  test("of many requests at once no one passes the month's ceiling", async () => {
    const makers = await Promise.all([makeUser(), makeUser(), makeUser()]);
    const refused = await askAtOnce(makers.map(viewerOf), 4);
    expect(refused).toHaveLength(7);
    for (const error of refused) {
      expect(error).toMatchObject({ code: "quota", words: "This is not available any more this month." });
    }
    expect(await findCommitted(database(), backendId)).toEqual({ spent: 0, reserved: 5 * price });
  });

  test("only what was made is paid; what failed or was stopped is free again", async () => {
    const user = await makeUser();
    const maker = viewerOf(user);
    await ask(maker, 2);
    await ask(maker, 2);
    const { uuid } = await ask(maker);
    await runNext();
    expect(await findCommitted(database(), backendId)).toEqual({ spent: 2 * price, reserved: 3 * price });
    await failNext();
    await cancelGeneration(maker, uuid);
    expect(await findCommitted(database(), backendId)).toEqual({ spent: 2 * price, reserved: 0 });
    await expect(ask(maker, 4)).rejects.toMatchObject({ code: "quota" });
    await ask(maker, 3);
    await database().delete(images);
    expect(await database().select().from(spendings)).toEqual([
      { month: clock.now().toISOString().slice(0, 7), backendId, userId: user.id, pictures: 2, micros: 2 * price },
    ]);
  });

  test("guests are paid for together", async () => {
    for (let index = 0; index < 2; index++) {
      await ask(guestViewerOf(await makeGuest()));
      await runNext();
    }
    expect(await database().select().from(spendings)).toMatchObject([{ userId: 0, pictures: 2, micros: 2 * price }]);
  });

  test("a new month begins with nothing spent, and with what still waits", async () => {
    vi.spyOn(clock, "now").mockReturnValue(new Date("2026-11-30T23:59:00.000Z"));
    const maker = viewerOf(await makeUser());
    await ask(maker, 3);
    await runNext();
    await ask(maker, 2);
    await expect(ask(maker)).rejects.toMatchObject({
      options: { retryAfterMs: 60_000, extra: { quota: { limit: "month", free_at: "2026-12-01T00:00:00.000Z" } } },
    });
    vi.spyOn(clock, "now").mockReturnValue(new Date("2026-12-01T00:00:00.000Z"));
    expect(await findCommitted(database(), backendId)).toEqual({ spent: 0, reserved: 2 * price });
    await runNext();
    await ask(maker, 3);
    await expect(ask(maker)).rejects.toMatchObject({ code: "quota" });
    const rows = await database().select().from(spendings).orderBy(spendings.month);
    expect(rows.map(({ month, micros }) => [month, micros])).toEqual([
      ["2026-11", 3 * price],
      ["2026-12", 2 * price],
    ]);
  });

  test("what costs nothing goes on when the month is used up", async () => {
    const user = await makeUser();
    await ask(viewerOf(user), 4);
    await ask(viewerOf(user));
    const source = await makeImage({ userId: user.id });
    const [style] = await database().query.styles.findMany({ limit: 1 });
    await requestBatch(viewerOf(user), batchInput.parse({ image_ids: [source.id], style_ids: [style?.id] }));
  });

  test("a price that changes counts for what is asked for from then on", async () => {
    const maker = viewerOf(await makeUser());
    await ask(maker);
    await database()
      .update(models)
      .set({ priceMicros: 2 * price })
      .where(eq(models.name, "painter"));
    await ask(maker);
    expect(await findCommitted(database(), backendId)).toEqual({ spent: 0, reserved: 3 * price });
    await runNext();
    expect(await findCommitted(database(), backendId)).toEqual({ spent: price, reserved: 2 * price });
  });
});
