import { asc, eq } from "drizzle-orm";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { claimJob } from "@/db/queries/jobs";
import { saveSetting } from "@/db/queries/settings";
import { backends, generations, images, jobs, models } from "@/db/schema";
import { guestViewerOf, makeGuest, makeUser, resetDatabase, viewerOf } from "@/db/testing";
import { SdStandIn } from "@/e2e/fakes/sdapi/server";
import { type BackendDto, backendInput } from "@/lib/backends/schema";
import { createBackend, enableBackend, makeDefaultBackend } from "@/lib/backends/service/change";
import { getImageDetail } from "@/lib/images/service/read";
import { fillInStyles, listStyles } from "@/lib/styles/service";
import { closeThreads } from "@/lib/threads/pool";
import type { Maker, UserViewer } from "@/lib/viewer";
import { giveUpGeneration, isRetryable, runGeneration } from "./run";
import { describeInput } from "./schema";
import { getGeneration } from "./service/read";
import { type RequestOptions, requestAgain, requestDescribed } from "./service/request";

let maker: UserViewer;
let first: SdStandIn;
let second: SdStandIn;
let garage: BackendDto;
let attic: BackendDto;

/** A default that is dead, a second one, and the built-in one. */
beforeEach(async () => {
  await resetDatabase();
  await fillInStyles();
  maker = viewerOf(await makeUser({ role: "admin" }));
  first = await SdStandIn.start();
  second = await SdStandIn.start();
  garage = await add("Garage", first);
  attic = await add("Attic", second);
  await makeDefaultBackend(maker, garage.id);
  await orderAs([garage.id, attic.id]);
  await database().delete(jobs);
  await allow(true);
  await first.die();
});
afterEach(() => second.die());
afterAll(async () => {
  await closeThreads();
  await closeDatabase();
});

async function add(name: string, server: SdStandIn): Promise<BackendDto> {
  const input = backendInput.parse({ kind: "sdapi", name, config: { address: server.address } });
  return (await createBackend(maker, input)).backend;
}

/** These stand first, in this order. */
async function orderAs(ids: number[]): Promise<void> {
  await database().update(backends).set({ sortOrder: 1000 });
  for (const [place, id] of ids.entries()) {
    await database().update(backends).set({ sortOrder: place }).where(eq(backends.id, id));
  }
}

async function allow(isAllowed: boolean): Promise<void> {
  await saveSetting(database(), "stand_ins", isAllowed);
}

async function ask(values: object = {}, options: RequestOptions = {}, by: Maker = maker): Promise<string> {
  const input = describeInput.parse({ prompt: "a red sun over the sea", width: 128, height: 96, ...values });
  return (await requestDescribed(by, input, options)).uuid;
}

/** Runs the next job of a pool as its worker would. */
async function work(pool: string): Promise<unknown> {
  const job = await claimJob(pool);
  if (!job) return "no job";
  const error = await runGeneration(job, Number(job.payload.generationId), new AbortController().signal).catch(
    (thrown: unknown) => thrown,
  );
  if (error !== undefined) await giveUpGeneration(job, Number(job.payload.generationId), error);
  return error;
}

const poolOf = ({ id }: BackendDto) => `backend:${id}`;

test("a dead default gives what named nothing to the next, and the picture says which made it", async () => {
  const uuid = await ask({ seed: 5 });
  expect(await work(poolOf(garage))).toBeUndefined();
  expect(await getGeneration(maker, uuid)).toMatchObject({ status: "queued", standsInFor: "Garage" });
  expect(await claimJob("pixels")).toBeNull();
  expect(await work(poolOf(attic))).toBeUndefined();
  const done = await getGeneration(maker, uuid);
  expect(done).toMatchObject({ status: "succeeded", standsInFor: "Garage", seed: 5 });
  const picture = await getImageDetail(maker, done.results[0]?.uuid ?? "");
  expect(picture.recipe).toMatchObject({ backend: "sdapi", backendName: "Attic", standsInFor: "Garage", seed: 5 });
  expect(second.asked[0]).toMatchObject({ prompt: "a red sun over the sea", seed: 5 });
});

test("each is tried once, in the administrator's order, and at last the built-in one paints", async () => {
  await second.die();
  const uuid = await ask();
  await work(poolOf(garage));
  await work(poolOf(attic));
  expect(await work("pixels")).toBeUndefined();
  const done = await getGeneration(maker, uuid);
  expect(done).toMatchObject({ status: "succeeded", backend: "builtin", model: "painter", standsInFor: "Garage" });
  const [row] = await database().select().from(images).where(eq(images.kind, "generated"));
  expect(row).toMatchObject({ model: "painter", recipe: { backendName: "builtin", standsInFor: "Garage" } });
});

test("when nobody can be reached it fails as it would have, and another try may help", async () => {
  await second.die();
  await database().update(backends).set({ enabled: false }).where(eq(backends.kind, "builtin"));
  const uuid = await ask();
  await work(poolOf(garage));
  const error = await work(poolOf(attic));
  expect(isRetryable(error)).toBe(true);
  expect((await getGeneration(maker, uuid)).error?.code).toBe("unreachable");
});

test("what finds its default dead is not asked there again for a while by what follows", async () => {
  await ask();
  await ask();
  await work(poolOf(garage));
  await first.comeBack();
  await work(poolOf(garage));
  expect(first.asked).toEqual([]);
  expect(await database().select().from(generations).where(eq(generations.backendId, attic.id))).toHaveLength(2);
});

test.each([
  ["a model", {}, { model: "dreamshaper_8.safetensors" }],
  ["parameters", { params: { steps: 3 } }, {}],
])("what names %s waits for what it named", async (_what, values, options) => {
  const uuid = await ask(values, options);
  expect(await work(poolOf(garage))).toMatchObject({ reason: "unreachable" });
  expect(await getGeneration(maker, uuid)).toMatchObject({ status: "failed", standsInFor: null });
});

test("what names a style waits for what it named", async () => {
  const styleId = (await listStyles()).find(({ backend }) => backend === "Garage")?.id;
  await ask({ styleId });
  expect(await work(poolOf(garage))).toMatchObject({ reason: "unreachable" });
});

test("nothing moves unless the house wants it so", async () => {
  await allow(false);
  await ask();
  expect(await work(poolOf(garage))).toMatchObject({ reason: "unreachable" });
});

test("other failures than being away move nothing", async () => {
  await first.comeBack();
  first.fail(/txt2img/, "jsonError");
  await ask();
  expect(await work(poolOf(garage))).toMatchObject({ reason: "failed" });
});

test("what costs money, is switched off, or is not for guests stands in for nothing", async () => {
  await database().update(models).set({ priceMicros: 40_000 }).where(eq(models.backendId, attic.id));
  const paid = await ask();
  await work(poolOf(garage));
  expect(await getGeneration(maker, paid)).toMatchObject({ backend: "builtin", standsInFor: "Garage" });

  await database().update(models).set({ priceMicros: 0 });
  await enableBackend(maker, { id: attic.id, enabled: false });
  await ask();
  await work(poolOf(garage));
  await enableBackend(maker, { id: attic.id, enabled: true });

  const guest = guestViewerOf(await makeGuest());
  await ask();
  await database().update(generations).set({ userId: null, guestId: guest.id }).where(eq(generations.status, "queued"));
  const rows = await database().select().from(generations).orderBy(asc(generations.id));
  await work(poolOf(garage));
  const after = await database().select().from(generations).orderBy(asc(generations.id));
  expect(after.slice(1).map(({ backendKind }) => backendKind)).toEqual(["builtin", "builtin"]);
  expect(rows.at(-1)?.backendKind).toBe("sdapi");
});

test("what stood in and failed is asked of the default again", async () => {
  const uuid = await ask();
  await work(poolOf(garage));
  second.fail(/txt2img/, "jsonError");
  await work(poolOf(attic));
  const [row] = await database().select().from(generations).where(eq(generations.uuid, uuid));
  await requestAgain(maker, row!);
  const all = await database().select().from(generations).orderBy(asc(generations.id));
  expect(all.at(-1)).toMatchObject({ backendId: garage.id, mayMove: true, standsInFor: null });
});
