import { afterEach, describe, expect, test } from "vitest";
import { SdStandIn, type StandInOptions } from "@/e2e/fakes/sdapi/server";
import { prepareImage, preparePixels } from "@/lib/imaging/ingest";
import { HandedOver, type Made, type MakeRequest, ProviderError } from "./define";
import { sdapi } from "./sdapi";
import { type SdConfig, sdConfig } from "./sdapi/config";
import { describeRequest, Listener, photograph, until } from "./testing";

let server: SdStandIn;
afterEach(() => server.die());

async function start(options: StandInOptions = {}): Promise<void> {
  server = await SdStandIn.start(options);
}

const config = (values: Partial<SdConfig> = {}): SdConfig => ({
  ...sdConfig.parse({ address: server.address }),
  ...values,
});
const make = (values: Partial<MakeRequest> = {}, listener = new Listener(), settings: Partial<SdConfig> = {}) =>
  sdapi.run(describeRequest(values), config(settings), listener);

async function failure(making: Promise<unknown>): Promise<ProviderError> {
  const error = await making.then(
    () => new Error("It was made."),
    (thrown: unknown) => thrown,
  );
  if (error instanceof ProviderError) return error;
  throw error;
}

async function sizeOf({ picture, mark }: Made): Promise<[number, number]> {
  const made = "pixels" in picture ? preparePixels(picture.pixels, { mark }) : prepareImage(picture.bytes, { mark });
  const { width, height } = await made;
  return [width, height];
}

describe("a request", () => {
  test("says all of the recipe, in the server's words and at the size its model works at", async () => {
    await start();
    const [made] = await make({ negativePrompt: "rain", params: { steps: 5, cfg: 3, sampler: "Euler a" }, seed: 42 });
    expect(await sizeOf(made!)).toEqual([128, 96]);
    const { force_task_id: task, ...asked } = server.asked[0] ?? {};
    expect(task).toMatch(/^atelier-/);
    expect(asked).toMatchObject({
      ...{ prompt: "a red sun over the sea", negative_prompt: "rain", width: 592, height: 440, steps: 5, cfg_scale: 3 },
      ...{ sampler_name: "Euler a", seed: 42, batch_size: 1, save_images: false },
      override_settings: { sd_model_checkpoint: "dreamshaper_8.safetensors" },
    });
  });

  test("leaves the sampler to the server unless one is chosen", async () => {
    await start();
    await make();
    expect(server.asked[0]).not.toHaveProperty("sampler_name");
  });

  test("from a picture brings it along, scaled, with the strength", async () => {
    await start();
    const source = { bytes: await photograph(300, 200), mark: null };
    const [made] = await make({ prompt: null, source, strength: 0.4, width: 300, height: 200 });
    expect(await sizeOf(made!)).toEqual([300, 200]);
    expect(server.paths).toContain("/sdapi/v1/img2img");
    expect(server.asked[0]).toMatchObject({ denoising_strength: 0.4, init_images: "…", width: 624, height: 416 });
  });

  test("for a model that is not there is not sent: the server would take another", async () => {
    await start();
    expect(await failure(make({ model: "gone.safetensors" }))).toMatchObject({ reason: "model_missing" });
    expect(server.asked).toEqual([]);
  });

  test("for a model in a folder names it as the server knows it", async () => {
    await start();
    await make({ model: "xl/sd_xl_base_1.0.safetensors" });
    expect(server.asked[0]).toMatchObject({ width: 1184, height: 888 });
  });
});

describe("what the server tells of its work", () => {
  test.each([true, false])("is shown while it is ours; it knows tasks by name: %s", async (namesTasks) => {
    await start({ stepMs: 40, namesTasks });
    const listener = new Listener();
    await make({}, listener);
    expect(listener.told.length).toBeGreaterThan(3);
    expect(listener.previews.length).toBeGreaterThan(0);
    expect(listener.places).toEqual([]);
  });

  test.each([true, false])(
    "is not shown while it is somebody else's; it knows tasks by name: %s",
    async (namesTasks) => {
      await start({ namesTasks });
      server.holdAt(3);
      void server.occupy();
      await until(() => server.running?.step === 2);
      const listener = new Listener();
      const making = make({}, listener);
      await until(() => listener.places.length > 0);
      expect([listener.told, listener.previews]).toEqual([[0], []]);
      server.release();
      expect(await making).toHaveLength(1);
      expect(listener.told.at(-1)).toBe(1);
    },
  );

  test("is estimated where it tells nothing", async () => {
    await start({ hasProgress: false, stepMs: 40 });
    const listener = new Listener();
    await make({}, listener);
    expect(listener.told.length).toBeGreaterThan(3);
    expect(listener.told).toEqual([...listener.told].sort((a, b) => a - b));
    expect(listener.told.at(-1)).toBe(1);
  });
});

describe("stopping", () => {
  async function stop(listener: Listener, reason?: unknown): Promise<unknown> {
    const making = make({}, listener).catch((error: unknown) => error);
    await until(() => listener.told.length > 1 || listener.places.length > 0);
    listener.controller.abort(reason);
    const own = server;
    setTimeout(() => own.release(), 100);
    return making;
  }

  test("stops our own work there", async () => {
    await start();
    server.holdAt(3);
    expect(await stop(new Listener())).toBeInstanceOf(Error);
    expect([server.interrupts, server.running]).toEqual([1, null]);
  });

  test("never stops somebody else's", async () => {
    await start();
    server.holdAt(3);
    void server.occupy();
    await until(() => server.running?.step === 2);
    await stop(new Listener());
    expect(server.interrupts).toBe(0);
  });

  test("never stops what may be another picture of ours", async () => {
    await start();
    server.holdAt(3);
    await stop(Object.assign(new Listener(), { isAlone: false }));
    expect(server.interrupts).toBe(0);
  });

  test("for another worker to go on stops nothing", async () => {
    await start();
    server.holdAt(3);
    expect(await stop(new Listener(), new HandedOver())).toBeInstanceOf(HandedOver);
    expect(server.interrupts).toBe(0);
  });

  test("by somebody at the server's own page is told as that, and half a picture is not kept", async () => {
    await start({ stepMs: 30 });
    server.holdAt(3);
    const listener = new Listener();
    const making = make({}, listener);
    await until(() => listener.told.length > 1);
    server.interruptByHand();
    await new Promise((resolve) => setTimeout(resolve, 600));
    server.release();
    expect(await failure(making)).toMatchObject({ reason: "cancelled", options: { retryable: false } });
  });
});

describe("a server that fails", () => {
  const making = /img$/;
  test.each([
    ["html", making, "failed", /a web page/],
    ["unauthorized", making, "auth", /401/],
    ["redirect", making, "failed", /leads elsewhere/],
    ["missing", making, "failed", /--api/],
    ["missing", /sd-models/, "failed", /--api/],
    ["unprocessable", making, "invalid_request", /not a valid integer/],
    ["noSampler", making, "invalid_request", /Sampler not found/],
    ["pageError", making, "failed", /500.*Internal Server Error/],
    ["jsonError", making, "failed", /shapes differ/],
    ["outOfMemory", making, "failed", /out of memory/],
    ["noPicture", making, "failed", /without a picture/],
    ["garbage", making, "failed", /no picture that can be kept/],
    ["notBase64", making, "failed", /no base64/],
    ["bomb", making, "failed", /no picture that can be kept|asked for/],
    ["wrongSize", making, "failed", /592×440 was asked for, and one of 64×64 came/],
    ["huge", making, "failed", /more than \d+ bytes/],
    ["reset", making, "unreachable", /broke/],
    ["truncated", making, "unreachable", /broke/],
    ["hang", making, "timeout", /did not answer/],
    ["drip", making, "timeout", /did not answer/],
    ["hang", /sd-models/, "unreachable", /did not answer/],
    ["reset", /progress/, "unreachable", /broke/],
  ] as const)(
    "is told in one shape: %s at %s",
    async (kind, path, reason, detail) => {
      await start();
      server.fail(path, kind);
      // What never ends is given up soon; the others have all the time they take.
      const isEndless = kind === "hang" || kind === "drip";
      const settings = isEndless ? { answerSeconds: 1, runningMinutes: 1 / 60 } : {};
      const error = await failure(make({}, new Listener(), settings));
      expect([error.reason, error.options.retryable]).toEqual([reason, reason === "unreachable"]);
      expect(error.message).toMatch(detail);
      expect(error.options.publicMessage).not.toMatch(/127|http/);
      if (kind === "outOfMemory") expect(error.options.publicMessage).toMatch(/too large/);
    },
    20_000,
  );

  test("falls silent while it works, and is given up", async () => {
    await start();
    server.holdAt(3);
    const listener = new Listener();
    const made = make({}, listener, { answerSeconds: 1, silenceSeconds: 1 });
    await until(() => listener.told.length > 1);
    server.fail(/progress$|interrupt/, "hang");
    expect(await failure(made)).toMatchObject({
      reason: "unreachable",
      message: expect.stringMatching(/said nothing/),
    });
  }, 20_000);

  test("is told so by the check", async () => {
    await start({ models: [] });
    const check = () => sdapi.check(config({ answerSeconds: 1 }), new Listener());
    expect((await check()).problems).toMatchObject([{ code: "model_missing" }]);
    server.fail(/sd-models/, "unauthorized", 1);
    expect((await check()).problems).toMatchObject([{ code: "auth" }]);
    server.fail(/sd-models/, "missing", 1);
    expect(await check()).toMatchObject({ ok: false, words: expect.stringMatching(/--api/) });
  });

  test("tells no progress, which is said, but does not stop pictures", async () => {
    await start({ hasProgress: false });
    const health = await sdapi.check(config(), new Listener());
    expect(health).toMatchObject({ ok: true, problems: [{ code: "no_progress" }] });
  });
});

test("a server that wants a name and a password gets them", async () => {
  await start({ authorization: `Basic ${btoa("ada:s3cret")}` });
  const settings = { authentication: "basic" as const, username: "ada", secret: "s3cret" };
  expect(await make({}, new Listener(), settings)).toHaveLength(1);
  const wrong = await failure(make({}, new Listener(), { ...settings, secret: "an0ther" }));
  expect(wrong).toMatchObject({ reason: "auth", options: { retryable: false } });
  expect(JSON.stringify([wrong.message, wrong.options])).not.toContain("an0ther");
});
