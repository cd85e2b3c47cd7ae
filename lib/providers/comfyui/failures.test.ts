import { afterEach, describe, expect, test } from "vitest";
import { sleep } from "@/lib/clock";
import { Listener, photograph, until } from "../testing";
import { bytesOf, failure, make, server, sizeOf, start, styleWith, tall, workflowWith } from "./testing";

afterEach(() => server.die());

describe("failures", () => {
  test.each([
    ["TestSyncError", /RuntimeError in node 2 \(TestSyncError\): Intentional sync/, /could not be made/],
    ["TestMemoryError", /OutOfMemoryError/, /too large/],
  ])("of a node are told: %s", async (class_type, detail, words) => {
    await start();
    const nodes = {
      2: { class_type, inputs: { value: ["1", 0] } },
      3: { class_type: "PreviewImage", inputs: { images: ["2", 0] } },
    };
    const error = await failure(make({ style: styleWith(workflowWith(nodes)) }));
    expect(error).toMatchObject({ reason: "failed", options: { retryable: false } });
    expect(error.message).toMatch(detail);
    expect(error.options.publicMessage).toMatch(words);
  });

  test("of a model that is not installed name those that are", async () => {
    await start();
    const error = await failure(make({ model: "gone.safetensors" }));
    expect(error).toMatchObject({ reason: "model_missing", options: { retryable: false } });
    expect(error.message).toContain('ckpt_name cannot be "gone.safetensors"');
    expect(error.message).toContain("there are dreamshaper_8.safetensors, sd_xl_base_1.0.safetensors");
    expect(error.options.publicMessage).not.toContain("safetensors");
  });

  test("of a part of the graph are failures of the whole, and nothing of it runs on", async () => {
    await start();
    server.holdAt(1);
    server.occupy();
    const broken = { class_type: "SaveImage", inputs: { images: ["9", 0], filename_prefix: "x" } };
    const lacking = { class_type: "ImageScale", inputs: { image: ["1", 0], upscale_method: "foo", width: -5 } };
    const fine = { class_type: "PreviewImage", inputs: { images: ["1", 0] } };
    const error = await failure(make({ style: styleWith(workflowWith({ 2: fine, 3: broken, 9: lacking })) }));
    expect(error).toMatchObject({ reason: "invalid_request" });
    expect(error.message).toMatch(/Node 9 \(ImageScale\)/);
    expect(error.message).toMatch(/upscale_method cannot be "foo"/);
    expect(server.promptsPending).toEqual([]);
  });

  test("to say anything while it runs end it in time", async () => {
    await start();
    server.holdAt(3);
    const listener = new Listener();
    const making = failure(make({}, listener, { silenceSeconds: 1 }));
    await until(() => listener.told.length > 0);
    setTimeout(() => server.release(), 3500);
    server.isSilent = true;
    expect(await making).toMatchObject({ reason: "timeout", options: { retryable: false } });
    expect(server.promptsRunning).toBe(null);
  });

  test.each([
    ["html", /^\/upload/, "failed", /web page/],
    ["error500", /^\/prompt$/, "failed", /answers 500/],
    ["redirect", /^\/prompt$/, "failed", /leads elsewhere to https:\/\/login\.example\.test/],
    ["unauthorized", /^\/prompt$/, "auth", /401/],
    ["reset", /^\/upload/, "unreachable", /broke/],
    ["endless", /^\/view$/, "failed", /more than \d+ bytes/],
    ["truncated", /^\/view$/, "unreachable", /broke/],
    ["hang", /^\/upload/, "unreachable", /did not answer/],
    ["hang", /^\/prompt$/, "unreachable", /did not answer/],
    ["hang", /^\/view$/, "unreachable", /did not answer/],
  ] as const)(
    "to answer with sense: %s at %s",
    async (kind, path, reason, detail) => {
      await start();
      server.fail(path, kind);
      const source = { bytes: await photograph(), mark: null };
      const error = await failure(make({ prompt: null, source, ...tall }, new Listener(), { answerSeconds: 1 }));
      expect([error.reason, error.options.retryable]).toEqual([reason, reason === "unreachable"]);
      expect(error.message).toMatch(detail);
      expect(error.options.publicMessage).not.toMatch(/127|http/);
    },
    20_000,
  );

  test("of a server that comes back in time are none", async () => {
    await start();
    server.holdAt(3);
    const listener = new Listener();
    const making = make({}, listener);
    await until(() => listener.told.length > 0);
    server.fail(/^\/(queue|history|ws)/, "reset", 4);
    server.dropSockets();
    await sleep(2500);
    server.release();
    expect(await sizeOf(bytesOf(await making))).toEqual(tall);
  });
});

describe("a server behind a proxy", () => {
  test.each([
    [{ authentication: "basic", username: "ada", secret: "s3cret" }, `Basic ${btoa("ada:s3cret")}`],
    [{ authentication: "bearer", secret: "t0ken" }, "Bearer t0ken"],
  ])("is reached under its path with a name: %o", async (settings, authorization) => {
    await start({ authorization, prefix: "/comfy" });
    const listener = new Listener();
    expect(await sizeOf(bytesOf(await make({}, listener, { ...settings, address: `${server.address}/` })))).toEqual(
      tall,
    );
    expect(listener.told.length).toBeGreaterThan(3);
    const wrong = await failure(make({}, new Listener(), { ...settings, secret: "an0ther" }));
    expect(wrong).toMatchObject({ reason: "auth", options: { retryable: false } });
    expect(JSON.stringify([wrong.message, wrong.options])).not.toContain("an0ther");
  });
});
