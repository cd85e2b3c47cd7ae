import { eq } from "drizzle-orm";
import type OpenAI from "openai";
import { toFile } from "openai";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startApiServer } from "@/app/api/testing/server";
import { closeDatabase, database } from "@/db/client";
import { forgetSettings } from "@/db/queries/settings";
import { generations, images, jobs } from "@/db/schema";
import { makeUser, resetDatabase, viewerOf } from "@/db/testing";
import { OpenAiStandIn } from "@/e2e/fakes/openai/server";
import { plainPng } from "@/e2e/pictures/make";
import { backendInput } from "@/lib/backends/schema";
import { createBackend, makeDefaultBackend } from "@/lib/backends/service/change";
import { retryGeneration } from "@/lib/generations/service/change";
import { getGeneration } from "@/lib/generations/service/read";
import { getImageDetail, listOwnImages } from "@/lib/images/service/read";
import type { TestServer } from "@/lib/server/testing/server";
import { fillInStyles } from "@/lib/styles/service";
import { closeThreads } from "@/lib/threads/pool";
import { runLoop } from "@/lib/worker/loop";
import { type Client, clientOf, newClient, refusal } from "./testing";

const secret = "sk-test-0123456789abcdef";
const model = "gpt-image-2.6-flare";

let server: TestServer;
let behind: OpenAiStandIn;
let backendId: number;
let ada: Client;
let openai: OpenAI;
let stopping: AbortController;

beforeAll(async () => {
  server = await startApiServer();
});
beforeEach(async () => {
  await resetDatabase();
  forgetSettings();
  await fillInStyles();
  behind = await OpenAiStandIn.start();
  const admin = viewerOf(await makeUser({ role: "admin" }));
  const config = { address: behind.address, secret };
  const { backend } = await createBackend(admin, backendInput.parse({ kind: "openai", name: "OpenAI", config }));
  backendId = backend.id;
  await database().delete(jobs);
  ada = await newClient();
  openai = clientOf(server, ada.key);
  stopping = new AbortController();
  for (const pool of ["pixels", `backend:${backendId}`] as const) void runLoop(pool, stopping.signal);
});
afterEach(async () => {
  stopping.abort();
  await behind.die();
});
afterAll(async () => {
  await server.close();
  await closeThreads();
  await closeDatabase();
});

const photograph = () => toFile(plainPng(120, 80), "harbour.png", { type: "image/png" });
const library = async () => (await listOwnImages(ada.viewer, { limit: 50 })).images;

describe("a picture is changed by words", () => {
  test("through the model that is named, with the picture, and comes with its lineage", async () => {
    const answer = await openai.images.edit({ image: await photograph(), prompt: "make it night", model, n: 2 });
    expect(answer.data).toHaveLength(2);
    expect(answer.size).toBe("120x80");
    expect(behind.asked).toHaveLength(2);
    for (const asked of behind.asked) {
      expect(asked).toMatchObject({ kind: "image_edit", prompt: "make it night" });
      expect(asked.images).toHaveLength(1);
    }
    const [second, first, uploaded] = await library();
    for (const one of [first, second]) {
      expect(one).toMatchObject({ kind: "styled", prompt: "make it night", model, isPublic: false, isTemp: false });
      expect((await getImageDetail(ada.viewer, one?.uuid ?? "")).parent?.uuid).toBe(uploaded?.uuid);
    }
  });

  test("streams by the names of OpenAI's events", async () => {
    const stream = await openai.images.edit({
      image: await photograph(),
      prompt: "make it night",
      model,
      stream: true,
      partial_images: 2,
    });
    const heard = [];
    for await (const { type } of stream) heard.push(type);
    expect(heard.at(-1)).toBe("image_edit.completed");
  });

  test("with a style of words, by both", async () => {
    await openai.images.edit({ image: await photograph(), prompt: "with a red boat", model: "style:storybook" });
    expect(behind.asked[0]?.prompt).toContain("with a red boat");
    expect(behind.asked[0]?.prompt).toContain("children's book illustration");
    expect((await library())[0]).toMatchObject({ style: { slug: "storybook" }, prompt: "with a red boat" });
  });

  test("by a filter, which takes no words, and by the default where nothing is named", async () => {
    await openai.images.edit({ image: await photograph(), prompt: "make it night", model: "style:oil" });
    expect((await library())[0]).toMatchObject({ style: { slug: "oil" }, prompt: null });
    await openai.images.edit({ image: await photograph(), prompt: "make it night" });
    expect((await library())[0]).toMatchObject({ style: { slug: "pencil" }, prompt: null });
    expect(behind.asked).toEqual([]);
    await makeDefaultBackend(viewerOf(await makeUser({ role: "admin" })), backendId);
    await openai.images.edit({ image: await photograph(), prompt: "make it night" });
    expect(behind.asked[0]).toMatchObject({ kind: "image_edit", prompt: "make it night" });
    await openai.images.edit({ image: await photograph(), prompt: "  " });
    expect((await library())[0]).toMatchObject({ style: { slug: "pencil" } });
  });

  test("or not at all, in words, where there are none and where a model only paints", async () => {
    const image = await photograph();
    const cases = [
      [{ model, prompt: " \n" }, "prompt"],
      [{ model, prompt: "x".repeat(4001) }, "prompt"],
      [{ model: "painter", prompt: "make it night" }, "model"],
      [{ model, prompt: "make it night", n: 50 }, "n"],
      [{ model: "style:oil", prompt: "", n: 2 }, "n"],
    ] as const;
    for (const [values, param] of cases) {
      const error = await refusal(openai.images.edit({ image, ...values }));
      expect([error.status, error.param]).toEqual([400, param]);
      expect(error.message).toMatch(/\w+ \w+/);
    }
    expect([behind.asked, await library()]).toEqual([[], []]);
  });
});

test("what failed is asked for again as it was: with its picture, its words and its model", async () => {
  behind.fail(/edits/, "moderation", 1);
  const error = await refusal(openai.images.edit({ image: await photograph(), prompt: "make it night", model }));
  expect(error.code).toBe("moderation_blocked");
  const [failed] = await database().select().from(generations);
  await retryGeneration(ada.viewer, failed?.uuid ?? "");
  await expect.poll(async () => (await library()).length, { timeout: 20_000 }).toBe(2);
  expect(behind.asked.at(-1)).toMatchObject({ kind: "image_edit", prompt: "make it night" });
});

test("a picture that is gone before its turn is not made up from the words alone", async () => {
  stopping.abort();
  behind.hold();
  const edit = refusal(openai.images.edit({ image: await photograph(), prompt: "make it night", model }));
  await expect.poll(async () => (await database().select().from(generations)).length).toBe(1);
  await database().delete(images).where(eq(images.kind, "uploaded"));
  behind.release();
  stopping = new AbortController();
  void runLoop(`backend:${backendId}`, stopping.signal);
  expect((await edit).message).toContain("The picture it starts from is gone.");
  expect(behind.asked).toEqual([]);
  const [row] = await database().select().from(generations);
  expect(await getGeneration(ada.viewer, row?.uuid ?? "")).toMatchObject({ kind: "restyle", status: "failed" });
});
