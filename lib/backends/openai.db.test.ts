import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, database, inTransaction } from "@/db/client";
import { findBackend } from "@/db/queries/backends";
import { claimJob } from "@/db/queries/jobs";
import { forgetSettings, saveSetting } from "@/db/queries/settings";
import { auditEntries, backends, generations, jobs, models } from "@/db/schema";
import { makeUser, resetDatabase, viewerOf } from "@/db/testing";
import { OpenAiStandIn, type StandInOptions } from "@/e2e/fakes/openai/server";
import { plainPng } from "@/e2e/pictures/make";
import { dayMs, fromNow } from "@/lib/clock";
import { giveUpGeneration, isRetryable, runGeneration } from "@/lib/generations/run";
import { generateInput } from "@/lib/generations/schema";
import { getGeneration } from "@/lib/generations/service/read";
import { requestNamedModel, requestRestyled } from "@/lib/generations/service/request";
import { uploadImage } from "@/lib/images/service/upload";
import { openBackend } from "@/lib/providers/configured";
import { enqueue } from "@/lib/queue";
import { modelsRefresh } from "@/lib/queue/jobs";
import { renderPreview } from "@/lib/styles/run";
import { promptStyles } from "@/lib/styles/schema";
import { fillInStyles, listStyles } from "@/lib/styles/service";
import { closeThreads } from "@/lib/threads/pool";
import type { UserViewer } from "@/lib/viewer";
import { refreshModels } from "./run";
import { backendInput } from "./schema";
import { createBackend, enableModel } from "./service/change";
import { testBackend } from "./service/look";
import { offerOpenAi } from "./service/offer";
import { getBackend, listBackends } from "./service/read";

const secret = "sk-test-0123456789abcdef";
const never = new AbortController().signal;
let admin: UserViewer;
let server: OpenAiStandIn;

beforeEach(async () => {
  await resetDatabase();
  forgetSettings();
  await fillInStyles();
  admin = viewerOf(await makeUser({ role: "admin" }));
});
afterEach(() => server.die());
afterAll(async () => {
  await closeThreads();
  await closeDatabase();
});

async function add(options: StandInOptions = {}) {
  server = await OpenAiStandIn.start(options);
  const config = { address: server.address, secret };
  const { backend } = await createBackend(admin, backendInput.parse({ kind: "openai", name: "OpenAI", config }));
  await database().delete(jobs);
  return backend;
}

/** Runs what waits for a backend, as a worker does; answers what went wrong. */
async function run(backendId: number): Promise<unknown> {
  const job = await claimJob(`backend:${backendId}`);
  if (!job) throw new Error("no job");
  const id = Number(job.payload.generationId);
  const error = await runGeneration(job, id, never).catch((thrown: unknown) => thrown);
  if (error !== undefined && !isRetryable(error)) await giveUpGeneration(job, id, error);
  return error;
}

const dalle = (values: object = {}) => generateInput.parse({ prompt: "a red sun", ...values });

describe("OpenAI as a backend", () => {
  test("brings its models with the days on which they end, and the styles that ship on the best of them", async () => {
    const backend = await add();
    expect(backend.models.map(({ name, isOffered, endsOn }) => [name, isOffered, endsOn])).toEqual([
      ["gpt-image-2.6-flare", true, null],
      ["gpt-image-2.6-sunburst", true, null],
      ["gpt-image-1.5", true, "2099-12-01"],
    ]);
    const offered = (await listStyles()).filter((style) => style.backend === "OpenAI");
    expect(offered.map(({ model }) => model)).toEqual(Array(promptStyles.length).fill("gpt-image-2.6-flare"));
    expect(JSON.stringify([backend, await database().select().from(auditEntries)])).not.toContain(secret);
  });

  test("makes what is asked of DALLE, scaled down to the small sizes, and tells it who asks as a tag", async () => {
    const { id } = await add();
    const { uuid, backend } = await requestNamedModel(admin, dalle());
    expect(backend).toBe("openai");
    expect(await run(id)).toBeUndefined();
    const done = await getGeneration(admin, uuid);
    expect(done).toMatchObject({ status: "succeeded", model: "gpt-image-2.6-flare" });
    expect(done.results[0]).toMatchObject({ width: 256, height: 256 });
    expect(server.asked[0]).toMatchObject({ width: 1024, height: 1024 });
    const tag = server.asked[0]?.fields.safety_identifier;
    expect(tag).toMatch(/^[0-9a-f]{64}$/);
    await requestNamedModel(admin, dalle({ prompt: "another" }));
    await run(id);
    expect(server.asked[1]?.fields.safety_identifier).toBe(tag);
    await requestNamedModel(viewerOf(await makeUser()), dalle());
    await run(id);
    expect(server.asked[2]?.fields.safety_identifier).not.toBe(tag);
  });

  test("passes DALLE on when its model ends, and leaves it to the default when none is left", async () => {
    const backend = await add();
    const modelOf = async () => {
      const { uuid } = await requestNamedModel(admin, dalle());
      const [row] = await database().select().from(generations).where(eq(generations.uuid, uuid));
      return row?.model;
    };
    await database()
      .update(models)
      .set({ shutdownAt: fromNow(-1) })
      .where(eq(models.name, "gpt-image-2.6-flare"));
    expect(await modelOf()).toBe("gpt-image-2.6-sunburst");
    for (const { id } of backend.models) await enableModel(admin, { id, enabled: false });
    expect(await modelOf()).toBe("painter");
  });

  test("restyles with the words of a style; a look at a style costs little", async () => {
    const { id } = await add();
    const styleId = (await listStyles()).find(({ slug }) => slug === "storybook")?.id ?? 0;
    const { id: imageId } = await uploadImage(admin, { bytes: plainPng(120, 80), name: "cat.png", isPublic: true });
    const { uuid } = await requestRestyled(admin, { imageId, styleId, params: { quality: "medium" } });
    expect(await run(id)).toBeUndefined();
    expect((await getGeneration(admin, uuid)).results[0]).toMatchObject({ width: 120, height: 80 });
    expect(server.asked[0]).toMatchObject({ kind: "image_edit", quality: "medium" });
    expect(server.asked[0]?.prompt).toContain("children's book illustration");
    await renderPreview(styleId, never);
    expect(server.asked[1]).toMatchObject({ kind: "image_edit", quality: "low", partials: null });
    expect(server.asked[1]?.fields).not.toHaveProperty("safety_identifier");
  });

  test.each([
    ["moderation", "refused", "This was refused by what makes the pictures."],
    ["quota", "quota", "Nothing here makes pictures right now."],
    ["bomb", "failed", "The picture could not be made. You can try again."],
    ["htmlPicture", "failed", "The picture could not be made. You can try again."],
  ] as const)("%s ends a generation as %s, at once and in public words", async (kind, code, message) => {
    const { id } = await add();
    server.fail(/generations/, kind);
    const { uuid } = await requestNamedModel(admin, dalle());
    await run(id);
    expect(await getGeneration(admin, uuid)).toMatchObject({ status: "failed", error: { code, message }, results: [] });
  });

  test("may be gone while a picture is being made: the picture comes", async () => {
    const { id } = await add();
    server.hold();
    const { uuid } = await requestNamedModel(admin, dalle());
    const running = run(id);
    while (server.open === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await database().delete(backends).where(eq(backends.id, id));
    server.release();
    expect(await running).toBeUndefined();
    expect((await getGeneration(admin, uuid)).status).toBe("succeeded");
  });

  test("is not asked in a private network where that is closed, and it says which setting that is", async () => {
    const { id } = await add();
    await saveSetting(database(), "private_networks", false);
    const before = server.received.length;
    expect((await testBackend(admin, id)).words).toMatch(/private network.*setting private_networks/);
    const { uuid } = await requestNamedModel(admin, dalle());
    await run(id);
    expect(await getGeneration(admin, uuid)).toMatchObject({ status: "failed", error: { code: "unreachable" } });
    expect(server.received).toHaveLength(before);
  });
});

describe("the daily look", () => {
  const refresh = async () => {
    await inTransaction((tx) => enqueue(tx, modelsRefresh, [{}], { lane: "system" }));
    const job = await claimJob("errands");
    if (!job) throw new Error("no job");
    await refreshModels(job, never);
  };

  test("finds models that came, went or were given an end, once a day", async () => {
    const list: { id: string; shutdown_date: string | null }[] = [{ id: "gpt-image-2", shutdown_date: null }];
    const { id } = await add({ models: list });
    const states = async () =>
      (await getBackend(admin, id)).models.map(({ name, isOffered, endsOn }) => [name, isOffered, endsOn]);
    list.splice(0, 1, { id: "gpt-image-2", shutdown_date: "2099-01-31" }, { id: "gpt-image-3", shutdown_date: null });
    await refresh();
    expect(await states()).toEqual([["gpt-image-2", true, null]]);
    const yesterday = async () =>
      database()
        .update(backends)
        .set({ lookedAt: fromNow(-dayMs - 1000) });
    await yesterday();
    await refresh();
    const renewed = [
      ["gpt-image-2", true, "2099-01-31"],
      ["gpt-image-3", true, null],
    ];
    expect(await states()).toEqual(renewed);
    list.shift();
    await yesterday();
    await refresh();
    expect((await states())[0]).toEqual(["gpt-image-2", false, null]);
    await server.die();
    await yesterday();
    await refresh();
    expect((await states())[1]).toEqual(["gpt-image-3", true, null]);
  });

  test("leaves alone what is switched off", async () => {
    const { id } = await add();
    await database().update(backends).set({ enabled: false, lookedAt: null }).where(eq(backends.id, id));
    const before = server.received.length;
    await refresh();
    expect(server.received).toHaveLength(before);
  });
});

describe("a key in the environment", () => {
  const given = () => ({ OPENAI_API_KEY: secret, OPENAI_BASE_URL: server.address.replace("/v1", "/") });
  beforeEach(async () => {
    server = await OpenAiStandIn.start();
  });

  test("becomes a backend once, with its key sealed; who removes it does not get it back", async () => {
    await offerOpenAi({ OPENAI_API_KEY: undefined, OPENAI_BASE_URL: undefined });
    expect(await listBackends(admin)).toHaveLength(1);
    await offerOpenAi(given());
    await offerOpenAi(given());
    const [, own] = await listBackends(admin);
    expect(own).toMatchObject({
      kind: "openai",
      name: "OpenAI",
      enabled: true,
      isDefault: false,
      keptSecrets: ["secret"],
    });
    expect(own?.config).toMatchObject({ address: server.address });
    expect(JSON.stringify([await database().select().from(backends), own])).not.toContain(secret);
    const row = await findBackend(own?.id ?? 0);
    expect(row && openBackend(row).config).toMatchObject({ secret });
    expect((await testBackend(admin, own?.id ?? 0)).ok).toBe(true);
    await database().delete(backends).where(eq(backends.kind, "openai"));
    await offerOpenAi(given());
    expect(await listBackends(admin)).toHaveLength(1);
  });

  test("with an address that is none says so in words", async () => {
    const wrong = { OPENAI_API_KEY: secret, OPENAI_BASE_URL: "http://api.openai.com/v1" };
    await expect(offerOpenAi(wrong)).rejects.toThrow("OPENAI_BASE_URL: OpenAI is reached by https:// alone.");
  });

  test("leaves a backend that is there alone", async () => {
    const config = { address: server.address, secret };
    await createBackend(admin, backendInput.parse({ kind: "openai", name: "Mine", config }));
    await offerOpenAi(given());
    expect((await listBackends(admin)).map(({ name }) => name)).toEqual(["builtin", "Mine"]);
  });
});
