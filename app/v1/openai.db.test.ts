import OpenAI, { toFile } from "openai";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { claimJob } from "@/db/queries/jobs";
import { jobs, models } from "@/db/schema";
import { resetDatabase } from "@/db/testing";
import { plainPng } from "@/e2e/pictures/make";
import { fromNow } from "@/lib/clock";
import { giveUpGeneration } from "@/lib/generations/run";
import { getImageDetail, listOwnImages } from "@/lib/images/service/read";
import { ProviderError, type ProviderReason } from "@/lib/providers/define";
import { ask, type TestServer } from "@/lib/server/testing/server";
import { fillInStyles } from "@/lib/styles/service";
import { closeThreads } from "@/lib/threads/pool";
import { runLoop } from "@/lib/worker/loop";
import { type Client, newClient, startOpenAiServer } from "./testing";

let server: TestServer;
let ada: Client;
let openai: OpenAI;
let stopWorker = () => {};

beforeAll(async () => {
  await resetDatabase();
  await fillInStyles();
  await database().delete(jobs);
  server = await startOpenAiServer();
});
beforeEach(async () => {
  ada = await newClient();
  openai = clientOf(ada.key);
});
afterEach(() => stopWorker());
afterAll(async () => {
  await server.close();
  await closeThreads();
  await closeDatabase();
});

const clientOf = (apiKey: string) =>
  new OpenAI({ apiKey, baseURL: `http://127.0.0.1:${server.port}/v1`, maxRetries: 0, timeout: 50_000 });
const size = "128x96" as "auto";
const photograph = () => toFile(plainPng(80, 60), "harbour.png", { type: "image/png" });
const library = async () => (await listOwnImages(ada.viewer, { limit: 50 })).images;

function startWorker(): void {
  const stopping = new AbortController();
  void runLoop("pixels", stopping.signal);
  stopWorker = () => stopping.abort();
}

/** What a call is refused with. */
async function refusal(call: Promise<unknown>): Promise<InstanceType<typeof OpenAI.APIError>> {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof OpenAI.APIError)) throw new Error(`no refusal: ${String(error)}`);
  return error;
}

describe("models", () => {
  test("are those that make pictures from words, then the styles, each of which can be asked for", async () => {
    const listed = (await openai.models.list()).data.map(({ id }) => id);
    expect(listed).toContain("painter");
    expect(listed).toContain("style:oil");
    expect(listed).not.toContain("filter");
    expect(await openai.models.retrieve("style:oil")).toMatchObject({ object: "model", owned_by: "style" });
    await expect(openai.models.retrieve("gpt-image-1")).rejects.toBeInstanceOf(OpenAI.NotFoundError);
  });
});

describe("generations", () => {
  beforeEach(startWorker);

  test("are pictures as base64, private, kept, in the library", async () => {
    const answer = await openai.images.generate({
      prompt: "a red sun over the sea",
      size,
      n: 2,
      user: "u-1",
      quality: "high",
    });
    expect(answer.data).toHaveLength(2);
    expect(answer.size).toBe("128x96");
    const bytes = Buffer.from(answer.data?.[0]?.b64_json ?? "", "base64");
    const magic = { png: "89504e47", jpeg: "ffd8ff", webp: "52494646" }[answer.output_format ?? "png"];
    expect(bytes.toString("hex", 0, 4)).toContain(magic);
    const own = await library();
    expect(own).toHaveLength(2);
    expect(own[0]).toMatchObject({
      isPublic: false,
      isTemp: false,
      kind: "generated",
      prompt: "a red sun over the sea",
    });
  });

  test("come in the format that is wanted", async () => {
    for (const output_format of ["webp", "jpeg", "png"] as const) {
      const { data, output_format: made } = await openai.images.generate({ prompt: "a boat", size, output_format });
      expect(made).toBe(output_format);
      const magic = { png: "89504e47", jpeg: "ffd8ff", webp: "52494646" }[output_format];
      expect(Buffer.from(data?.[0]?.b64_json ?? "", "base64").toString("hex", 0, 4)).toContain(magic);
    }
  });

  test("have an address that answers to the same user's key alone", async () => {
    const { data } = await openai.images.generate({ prompt: "a boat", size, response_format: "url" });
    const { pathname, search } = new URL(data?.[0]?.url ?? "");
    const bob = await newClient();
    const statusFor = async (key?: string) => {
      const headers = key === undefined ? {} : { Authorization: `Bearer ${key}` };
      return (await ask(server.port, pathname + search, { headers })).status;
    };
    expect([await statusFor(ada.key), await statusFor(bob.key), await statusFor()]).toEqual([200, 404, 404]);
  });

  test("of a style are made in it, and of a seed are the same again", async () => {
    const wanted = { prompt: "a boat", size, model: "style:oil", seed: 5 };
    const [first, second] = [await openai.images.generate(wanted), await openai.images.generate(wanted)];
    expect(first.data?.[0]?.b64_json).toBe(second.data?.[0]?.b64_json);
    expect((await library())[0]?.style?.slug).toBe("oil");
  });

  test("with a key for the request are made once", async () => {
    const options = { headers: { "Idempotency-Key": "key-1" } };
    const wanted = { prompt: "a boat", size } as const;
    const [first, second] = await Promise.all([
      openai.images.generate(wanted, options),
      openai.images.generate(wanted, { ...options, maxRetries: 5 }),
    ]);
    expect(second.data).toEqual(first.data);
    expect(await library()).toHaveLength(1);
    const other = await refusal(openai.images.generate({ ...wanted, prompt: "a tree" }, options));
    expect(other).toMatchObject({ status: 409, code: "idempotency_mismatch" });
  });

  test("stream previews and then the picture, by the names of OpenAI's events", async () => {
    const stream = await openai.images.generate({
      prompt: "a boat",
      stream: true,
      partial_images: 2,
      size: "1024x1024",
    });
    const heard = [];
    for await (const event of stream) heard.push(event);
    const last = heard.at(-1);
    expect(last).toMatchObject({ type: "image_generation.completed", size: "1024x1024", usage: { total_tokens: 0 } });
    const partials = heard.slice(0, -1);
    expect(partials.length).toBeGreaterThan(0);
    expect(partials.length).toBeLessThanOrEqual(2);
    for (const [index, partial] of partials.entries()) {
      expect(partial).toMatchObject({ type: "image_generation.partial_image", partial_image_index: index });
      expect(Buffer.from(partial.b64_json, "base64").toString("latin1", 8, 12)).toBe("WEBP");
    }
  });

  test("that nobody waits for any more are made all the same", async () => {
    const stream = await openai.images.generate({ prompt: "a boat", stream: true, size });
    stream.controller.abort();
    await expect.poll(library, { timeout: 30_000 }).toHaveLength(1);
  });
});

describe("edits", () => {
  beforeEach(startWorker);

  test("keep the picture that was sent, private, as the parent of the one that is made", async () => {
    const answer = await openai.images.edit({ image: await photograph(), prompt: "in oil", model: "style:oil" });
    expect(answer.size).toBe("80x60");
    const [styled, uploaded] = await library();
    expect(uploaded).toMatchObject({ kind: "uploaded", isPublic: false, isTemp: false, name: "harbour.png" });
    expect(styled).toMatchObject({ kind: "styled", isPublic: false, isTemp: false, style: { slug: "oil" } });
    expect((await getImageDetail(ada.viewer, styled?.uuid ?? "")).parent?.uuid).toBe(uploaded?.uuid);
  });

  test("take the default style, stream, and take a list of one picture", async () => {
    const stream = await openai.images.edit({
      image: [await photograph()],
      prompt: "",
      stream: true,
      partial_images: 1,
    });
    const heard = [];
    for await (const event of stream) heard.push(event.type);
    expect(heard.at(-1)).toBe("image_edit.completed");
    expect((await library())[0]?.style?.slug).toBe("pencil");
  });

  test.each([
    ["two pictures", "image", async () => ({ image: [await photograph(), await photograph()] })],
    ["a mask", "mask", async () => ({ mask: await photograph() })],
    ["two of one", "n", async () => ({ n: 2 })],
    ["a model", "model", async () => ({ model: "painter" })],
    ["a missing style", "model", async () => ({ model: "style:nothing" })],
    ["what is no picture", "image", async () => ({ image: await toFile(Buffer.from("GIF89a"), "a.png") })],
    ["an impossible strength", "strength", async () => ({ strength: 3 }) as object],
  ])("with %s are refused in words, and nothing is kept", async (_what, param, values) => {
    const error = await refusal(openai.images.edit({ image: await photograph(), prompt: "x", ...(await values()) }));
    expect([400, 404]).toContain(error.status);
    expect(error.param).toBe(param);
    expect(error.message).toMatch(/\w+ \w+/);
    expect(await library()).toEqual([]);
  });

  test("without a picture, or with a word in its place, are refused", async () => {
    for (const part of [{}, { image: "cat" }]) {
      const form = new FormData();
      for (const [name, value] of Object.entries({ prompt: "x", ...part })) form.append(name, String(value));
      const answer = await fetch(`http://127.0.0.1:${server.port}/v1/images/edits`, {
        method: "POST",
        headers: { Authorization: `Bearer ${ada.key}` },
        body: form,
      });
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ error: { param: "image", code: "invalid_value" } });
    }
  });
});

describe("failures are OpenAI's error objects", () => {
  const generate = (values: object) => openai.images.generate({ prompt: "a boat", ...values });

  test.each([
    ["fifty pictures", { n: 50 }, "n"],
    ["none", { n: 0 }, "n"],
    ["half a picture", { n: 1.5 }, "n"],
    ["no words", { prompt: " \u200b" }, "prompt"],
    ["words that are a number", { prompt: 7 }, "prompt"],
    ["a size that is none", { size: "huge" }, "size"],
    ["a huge size", { size: "99999x99999" }, "size"],
    ["a tiny size", { size: "1x1" }, "size"],
    ["transparency", { background: "transparent" }, "background"],
    ["another answer", { response_format: "gif" }, "response_format"],
    ["many previews", { stream: true, partial_images: 9 }, "partial_images"],
  ])("%s", async (_what, values, param) => {
    const error = await refusal(generate(values));
    expect(error).toBeInstanceOf(OpenAI.BadRequestError);
    expect(error).toMatchObject({ param, code: "invalid_value", type: "invalid_request_error" });
    expect(error.requestID).toMatch(/^[\w-]{8,}$/);
  });

  test.each(["gpt-image-1", "style:", "style:nothing", "filter", "x".repeat(150)])(
    "a model that is not here: %s",
    async (model) => {
      const error = await refusal(generate({ model }));
      expect(error).toBeInstanceOf(OpenAI.NotFoundError);
      expect(error).toMatchObject({ param: "model", code: "model_not_found" });
    },
  );

  test("a model that is switched off is not here", async () => {
    await database().update(models).set({ enabled: false });
    expect(await refusal(generate({ model: "painter" }))).toMatchObject({ status: 404 });
    expect((await openai.models.list()).data).toEqual([]);
    await database().update(models).set({ enabled: true });
  });

  test("keys", async () => {
    const expired = await newClient({ expiresAt: fromNow(-1) });
    for (const key of ["sk-nonsense", expired.key]) {
      const error = await refusal(clientOf(key).images.generate({ prompt: "a boat" }));
      expect(error).toBeInstanceOf(OpenAI.AuthenticationError);
      expect(error.code).toBe("invalid_api_key");
    }
    const nobody = await ask(server.port, "/v1/models");
    expect([nobody.status, nobody.json()]).toEqual([
      401,
      { error: expect.objectContaining({ code: "invalid_api_key" }) },
    ]);
    const reader = await newClient({ scopes: ["read"] });
    const refused = await refusal(clientOf(reader.key).images.generate({ prompt: "a boat" }));
    expect(refused).toBeInstanceOf(OpenAI.PermissionDeniedError);
    expect(refused.message).toContain("generate");
    const unverified = await newClient({ user: { emailVerifiedAt: null, role: "user" } });
    const early = await refusal(clientOf(unverified.key).images.generate({ prompt: "a boat" }));
    expect([early.status, early.code]).toEqual([403, "unverified"]);
  });

  test("too many requests say when to come back", async () => {
    for (let left = 10; left > 0; left--) await refusal(generate({ n: 50 }));
    const error = await refusal(generate({ n: 50 }));
    expect(error).toBeInstanceOf(OpenAI.RateLimitError);
    expect(error.code).toBe("rate_limit_exceeded");
    expect(Number(error.headers?.get("retry-after"))).toBeGreaterThan(0);
  });

  test.each([
    ["refused", 400, "moderation_blocked"],
    ["failed", 500, "generation_failed"],
  ] as const)("a picture that is %s, whole and streamed", async (reason, status, code) => {
    const whole = refusal(generate({ size }));
    await giveUpNext(reason);
    const error = await whole;
    expect(error).toMatchObject({ status, code });
    expect(error.message).toContain("Not this.");
    // Asked again by itself, it would be made and paid for three times.
    expect(error.headers?.get("x-should-retry")).toBe(reason === "failed" ? "false" : null);
    const streamed = refusal(
      (async () => {
        for await (const _ of await openai.images.generate({ prompt: "a boat", stream: true, size }));
      })(),
    );
    await giveUpNext(reason);
    expect(await streamed).toMatchObject({ code });
  });

  test("addresses, methods and bodies", async () => {
    const headers = { Authorization: `Bearer ${ada.key}`, "Content-Type": "application/json" };
    const post = (path: string, body: string | Buffer, more: object = {}) =>
      ask(server.port, path, { method: "POST", headers: { ...headers, ...more }, body });
    const answers = await Promise.all([
      ask(server.port, "/v1/chat/completions", { headers }),
      ask(server.port, "/v1", { headers }),
      ask(server.port, "/v1/images/generations", { headers }),
      post("/v1/images/generations", "{"),
      post("/v1/images/generations", "prompt=x", { "Content-Type": "text/plain" }),
      post("/v1/images/edits", "{}"),
      post("/v1/images/edits", "--x", { "Content-Type": "multipart/form-data; boundary=y" }),
      post("/v1/images/generations", Buffer.alloc(2 * 1024 * 1024)),
      post("/v1/images/edits", Buffer.alloc(12 * 1024 * 1024), { "Content-Type": "multipart/form-data; boundary=y" }),
      ask(server.port, "/v1/../etc", { headers }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 405, 400, 415, 415, 400, 413, 413, 400]);
    for (const answer of answers) {
      expect(answer.headers["content-type"]).toContain("application/json");
      expect(answer.json()).toEqual({
        error: { message: expect.any(String), type: "invalid_request_error", param: null, code: expect.any(String) },
      });
    }
    expect(answers[2]?.headers.allow).toBe("POST");
  });
});

/** Ends the next generation as a backend's failure would. */
async function giveUpNext(reason: ProviderReason): Promise<void> {
  let job = await claimJob("pixels");
  while (job?.name !== "generation.run") {
    await new Promise((resolve) => setTimeout(resolve, 20));
    job = await claimJob("pixels");
  }
  const failure = { publicMessage: "Not this.", adminDetail: "detail", retryable: false };
  await giveUpGeneration(job, Number(job.payload.generationId), new ProviderError(reason, failure));
}
