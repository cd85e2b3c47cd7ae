import { afterEach, describe, expect, test } from "vitest";
import { comfyui } from "./comfyui";
import {
  bytesOf,
  config,
  failure,
  make,
  server,
  sizeOf,
  start,
  styleWith,
  tall,
  workflowWith,
} from "./comfyui/testing";
import type { MakeRequest } from "./define";
import { everywhere } from "./network";
import { describeRequest, Listener, photograph, until } from "./testing";

afterEach(() => server.die());

describe("a job's way", () => {
  test("from words, with what was asked for in the graph, and no trace of a page", async () => {
    await start();
    const params = { steps: 5, cfg: 2.5 };
    await make({ prompt: 'a "quoted" {{seed}}\n, bad', negativePrompt: "blur", params, seed: 11 });
    const [{ prompt }] = server.history.values();
    const inputs = Object.values(prompt[2]).map((node) => node.inputs);
    expect(inputs[1]).toMatchObject({ text: 'a "quoted" {{seed}}\n, bad' });
    expect(inputs[2]).toMatchObject({ text: "blur" });
    // dreamshaper_8 is made for 512 × 512; the picture has as many pixels, in its own shape.
    expect(inputs[3]).toMatchObject({ width: 592, height: 440 });
    expect(inputs[4]).toMatchObject({ seed: 11, steps: 5, cfg: 2.5, denoise: 1 });
    expect(server.received.every(({ headers }) => headers.origin === undefined)).toBe(true);
  });

  test("tells progress and shows previews while it works", async () => {
    await start({ stepMs: 20 });
    const listener = new Listener();
    await make({ params: { steps: 30 } }, listener);
    expect(new Set(listener.told).size).toBeGreaterThan(20);
    expect(listener.previews.length).toBeGreaterThan(0);
    expect(listener.previews[0]?.width).toBe(64);
  });

  test("shows the previews of servers that do not say whose they are", async () => {
    await start({ stepMs: 20, isOld: true });
    const listener = new Listener();
    await make({}, listener);
    expect(listener.previews.length).toBeGreaterThan(0);
  });

  test("needs no previews", async () => {
    await start({ previews: false });
    const listener = new Listener();
    await make({}, listener);
    expect(listener.previews).toEqual([]);
  });

  test("ends at once when the whole graph is cached, with the files of the job before", async () => {
    await start();
    const first = bytesOf(await make());
    const listener = new Listener();
    const second = bytesOf(await make({}, listener));
    expect(second.equals(first)).toBe(true);
    expect([...server.history.values()].map(({ outputs }) => outputs[8]?.images[0]?.filename)).toEqual(
      Array(2).fill("ComfyUI_temp_skenf_00001_.png"),
    );
    expect(listener.told.at(-1)).toBe(1);
  });

  test("takes what is saved before what is only shown", async () => {
    await start();
    const small = {
      class_type: "ImageScale",
      inputs: { image: ["1", 0], upscale_method: "area", width: 32, height: 32, crop: "center" },
    };
    const shown = { class_type: "PreviewImage", inputs: { images: ["1", 0] } };
    const saved = { class_type: "SaveImage", inputs: { images: ["3", 0], filename_prefix: "{{prefix}}/x" } };
    const style = styleWith(workflowWith({ 2: shown, 3: small, 4: saved }));
    expect(await sizeOf(bytesOf(await make({ style })))).toEqual({ width: 32, height: 32 });
  });

  test("waits for a history that comes late", async () => {
    await start({ historyLagMs: 400 });
    const listener = new Listener();
    server.holdAt(3);
    const making = make({}, listener);
    await until(() => listener.told.length > 0);
    server.dropSockets();
    server.fail(/^\/ws$/, "error500");
    server.release();
    expect(await sizeOf(bytesOf(await making))).toEqual(tall);
  });

  test("goes on when its socket breaks in mid-run, and never back", async () => {
    await start({ stepMs: 30 });
    const listener = new Listener();
    const making = make({}, listener);
    await until(() => listener.told.length > 3);
    server.dropSockets();
    expect(await sizeOf(bytesOf(await making))).toEqual(tall);
    expect(listener.told).toEqual([...listener.told].sort((a, b) => a - b));
  });

  test("comes through a proxy that lets no sockets through", async () => {
    await start();
    server.fail(/^\/ws$/, "error500");
    expect(await sizeOf(bytesOf(await make()))).toEqual(tall);
  });

  test("finds a job whose answer was lost, and does not send it twice", async () => {
    await start();
    server.fail(/^\/prompt$/, "answerLost", 1);
    expect(await sizeOf(bytesOf(await make()))).toEqual(tall);
    expect(server.history.size).toBe(1);
  });

  test("goes by the id that an old server chose", async () => {
    await start({ isOld: true });
    const listener = new Listener();
    await make({}, listener);
    const [id] = server.history.keys();
    expect(listener.remembered.at(-1)).toBe(id);
  });

  test("tells its place in a line that is a heap, by number", async () => {
    await start();
    server.holdAt(2);
    const first = server.occupy();
    await until(() => server.promptsRunning === first);
    for (const number of [40, 10, 30]) server.occupy(number, number);
    const listener = new Listener();
    const making = make({}, listener);
    await until(() => server.promptsPending.length === 4);
    // The one that runs, then those with smaller numbers, wherever the heap has them.
    for (const number of [-5, -7, -6]) server.occupy(number + 10, number);
    await until(() => listener.places.length > 0);
    expect(listener.places[0]).toBe(5);
    server.release();
    expect(await sizeOf(bytesOf(await making))).toEqual(tall);
  });

  test("is found by a worker that comes when it is over", async () => {
    await start();
    const listener = new Listener();
    await make({ count: 2 }, listener);
    expect(listener.remembered).toHaveLength(2);
    const again = await comfyui.resume?.(
      listener.remembered[0] ?? "",
      describeRequest({ count: 2 }),
      config(),
      new Listener(),
    );
    expect(again).toHaveLength(2);
    expect(server.history.size).toBe(3);
  });
});

describe("pictures that go there", () => {
  const restyled = async (values: Partial<MakeRequest> = {}) => ({
    ...{ prompt: null, width: 96, height: 64, strength: 0.4 },
    source: { bytes: await photograph(), mark: null },
    ...values,
  });

  test("lie in the folder that a restart empties, under a name of their own, and are scaled to what the model knows", async () => {
    await start();
    await make(await restyled());
    expect(server.files.list("input")).toEqual([]);
    expect(server.files.list("output")).toEqual([]);
    const [{ prompt }] = server.history.values();
    const inputs = Object.values(prompt[2]).map((node) => node.inputs);
    expect(String(inputs[3]?.image)).toMatch(/^atelier-[\da-f-]{36} \[temp\]$/);
    expect(inputs[4]).toMatchObject({ width: 624, height: 416 });
    expect(inputs[6]).toMatchObject({ denoise: 0.4 });
  });

  test("are called what the server calls them", async () => {
    await start();
    const { ComfyServer } = await import("./comfyui/server");
    const client = new ComfyServer(config(), everywhere);
    const { signal } = new AbortController();
    expect(await client.upload("in.png", await photograph(), signal)).toBe("in.png [temp]");
    expect(await client.upload("in.png", await photograph(40, 40), signal)).toBe("in (1).png [temp]");
  });

  test("that are none fail as the node says, without its paths for those who asked", async () => {
    await start();
    const source = { bytes: Buffer.from("no picture"), mark: null };
    const error = await failure(make(await restyled({ source })));
    expect(error.reason).toBe("failed");
    expect(error.message).toMatch(/UnidentifiedImageError/);
    expect(error.options.publicMessage).not.toMatch(/srv|PIL/);
  });
});

describe("a job that is gone", () => {
  test.each([0, 1500])("by a restart of %i ms is noticed soon and put in line once more", async (downMs) => {
    await start();
    server.holdAt(3);
    const listener = new Listener();
    const making = make({}, listener);
    await until(() => listener.told.length > 0);
    await server.restart(downMs);
    const restartedAt = Date.now();
    expect(await sizeOf(bytesOf(await making))).toEqual(tall);
    expect(Date.now() - restartedAt).toBeLessThan(10_000);
    expect(new Set(listener.remembered).size).toBe(2);
    expect(listener.told).toEqual([...listener.told].sort((a, b) => a - b));
  });

  test("brings its picture along anew, since a restart empties the folder", async () => {
    await start();
    server.holdAt(3);
    const listener = new Listener();
    const making = make({ prompt: null, source: { bytes: await photograph(), mark: null }, ...tall }, listener);
    await until(() => listener.told.length > 0);
    await server.restart();
    expect(await sizeOf(bytesOf(await making))).toEqual(tall);
  });

  test("twice is lost", async () => {
    await start();
    const listener = new Listener();
    server.holdAt(3);
    const making = failure(make({}, listener));
    await until(() => listener.told.length > 0);
    await server.restart();
    server.holdAt(3);
    await until(() => server.promptsRunning !== null);
    await server.restart();
    expect(await making).toMatchObject({ reason: "lost", options: { retryable: false } });
  });

  test("without a word, by somebody who took it out of line", async () => {
    await start();
    server.holdAt(2);
    const others = server.occupy();
    await until(() => server.promptsRunning === others);
    const making = make();
    await until(() => server.promptsPending.length === 1);
    const [ours = ""] = server.promptsPending;
    server.deleteSilently(ours);
    await until(() => server.promptsPending.length === 1);
    server.release();
    expect(await sizeOf(bytesOf(await making))).toEqual(tall);
    expect(server.history.has(ours)).toBe(false);
    expect(server.history.has(others)).toBe(true);
  });
});

describe("stopping", () => {
  test.each([false, true])("what waits leaves what runs alone (old server: %s)", async (isOld) => {
    await start({ isOld });
    server.holdAt(2);
    const others = server.occupy();
    await until(() => server.promptsRunning === others);
    const listener = new Listener();
    const making = failure(make({}, listener));
    await until(() => server.promptsPending.length === 1);
    listener.controller.abort();
    expect((await making).reason).toBe("cancelled");
    expect(server.promptsPending).toEqual([]);
    expect(server.promptsRunning).toBe(others);
    server.release();
    await until(() => server.history.size === 1);
    expect(server.history.get(others)?.status.status_str).toBe("success");
  });

  test("by somebody at the server is told as that", async () => {
    await start();
    server.holdAt(3);
    const listener = new Listener();
    const making = failure(make({}, listener));
    await until(() => listener.told.length > 0);
    server.interruptByHand();
    server.release();
    expect(await making).toMatchObject({ reason: "cancelled", options: { retryable: false } });
  });
});
