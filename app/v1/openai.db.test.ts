import OpenAI, { toFile } from "openai";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startApiServer } from "@/app/api/testing/server";
import { closeDatabase, database } from "@/db/client";
import { jobs } from "@/db/schema";
import { resetDatabase } from "@/db/testing";
import { plainPng } from "@/e2e/pictures/make";
import { getImageDetail, listOwnImages } from "@/lib/images/service/read";
import { ask, type TestServer } from "@/lib/server/testing/server";
import { fillInStyles } from "@/lib/styles/service";
import { closeThreads } from "@/lib/threads/pool";
import { runLoop } from "@/lib/worker/loop";
import { type Client, clientOf, newClient, refusal } from "./testing";

let server: TestServer;
let ada: Client;
let openai: OpenAI;
let stopWorker = () => {};

beforeAll(async () => {
  await resetDatabase();
  await fillInStyles();
  await database().delete(jobs);
  server = await startApiServer();
});
beforeEach(async () => {
  ada = await newClient();
  openai = clientOf(server, ada.key);
});
afterEach(() => stopWorker());
afterAll(async () => {
  await server.close();
  await closeThreads();
  await closeDatabase();
});

const size = "128x96" as "auto";
const photograph = () => toFile(plainPng(80, 60), "harbour.png", { type: "image/png" });
const library = async () => (await listOwnImages(ada.viewer, { limit: 50 })).images;

function startWorker(): void {
  const stopping = new AbortController();
  void runLoop("pixels", stopping.signal);
  stopWorker = () => stopping.abort();
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
    expect(answer.output_format).toBe("png");
    expect(Buffer.from(answer.data?.[0]?.b64_json ?? "", "base64").toString("latin1", 1, 4)).toBe("PNG");
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
    // Whichever comes second is told to ask again until the first is answered.
    const options = { headers: { "Idempotency-Key": "key-1" }, maxRetries: 5 };
    const wanted = { prompt: "a boat", size } as const;
    const [first, second] = await Promise.all([
      openai.images.generate(wanted, options),
      openai.images.generate(wanted, options),
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

describe("Open WebUI", () => {
  beforeEach(startWorker);

  const post = (path: string, body: BodyInit, headers: Record<string, string> = {}) =>
    fetch(`http://127.0.0.1:${server.port}${path}`, {
      method: "POST",
      headers: { Authorization: `Bearer ${ada.key}`, ...headers },
      body,
    });
  const isPng = async (answer: Response) => {
    expect(answer.status).toBe(200);
    const { data } = (await answer.json()) as { data: { url?: string; b64_json: string }[] };
    expect(data[0]).not.toHaveProperty("url");
    expect(Buffer.from(data[0]?.b64_json ?? "", "base64").toString("latin1", 1, 4)).toBe("PNG");
  };

  test("makes and edits pictures by the requests that it sends, and takes what comes for PNG", async () => {
    const wanted = { model: "painter", prompt: "a boat", n: 1, size: "512x512", response_format: "b64_json" };
    const headers = { "Content-Type": "application/json", "X-OpenWebUI-User-Name": "Ada" };
    await isPng(await post("/v1/images/generations?api-version=2026-01-01", JSON.stringify(wanted), headers));
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...wanted, model: "style:oil", prompt: "in oil" })) {
      form.append(name, String(value));
    }
    form.append("image[]", new File([new Uint8Array(plainPng(80, 60))], "b1.png", { type: "image/png" }));
    await isPng(await post("/v1/images/edits", form));
    expect((await library()).map(({ kind }) => kind)).toEqual(["styled", "uploaded", "generated"]);
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
