import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { ComfyStandIn } from "@/e2e/fakes/comfyui/server";
import { OpenAiStandIn } from "@/e2e/fakes/openai/server";
import { SdStandIn } from "@/e2e/fakes/sdapi/server";
import { type Prepared, prepareImage, preparePixels } from "@/lib/imaging/ingest";
import { sourceTypes } from "@/lib/imaging/mark";
import { closeThreads } from "@/lib/threads/pool";
import { builtin } from "./builtin";
import { comfyui } from "./comfyui";
import { HandedOver, type Made, type MakeRequest, type Provider, ProviderError } from "./define";
import { openai } from "./openai";
import { sdapi } from "./sdapi";
import { describeRequest, Listener, photograph, until } from "./testing";

/** A provider with a server of its own to speak to. */
interface Subject {
  provider: Provider;
  /** What an administrator would fill in. */
  config: unknown;
  /** What restyles a picture there. */
  style: MakeRequest["style"];
  model: string;
  /** Whether the same request gives the same pixels. */
  isDeterministic: boolean;
  /** Holds work back in its middle until `release`; null where a large picture takes long by itself. */
  hold: (() => void) | null;
  release(): void;
  /** What runs or waits at the server; null where there is none. */
  openJobs: (() => number) | null;
  /** A configuration that leads nowhere; null where there is nothing to reach. */
  nowhere: unknown;
  stop(): Promise<void>;
}

const promptStyle = {
  kind: "prompt" as const,
  filter: null,
  promptTemplate: "{{prompt}}, as a woodcut",
  negativePrompt: null,
};

const subjects: Record<string, () => Promise<Subject>> = {
  builtin: async () => ({
    provider: builtin,
    config: {},
    style: {
      slug: "pencil",
      kind: "filter",
      filter: "pencil",
      promptTemplate: null,
      negativePrompt: null,
      workflow: null,
    },
    model: "painter",
    isDeterministic: true,
    hold: null,
    release: () => undefined,
    openJobs: null,
    nowhere: null,
    stop: closeThreads,
  }),
  comfyui: async () => {
    const server = await ComfyStandIn.start();
    return {
      provider: comfyui,
      config: { address: server.address },
      style: { slug: "woodcut", ...promptStyle, workflow: null },
      model: "dreamshaper_8.safetensors",
      isDeterministic: true,
      hold: () => server.holdAt(3),
      release: () => server.release(),
      openJobs: () => server.promptsPending.length + (server.promptsRunning ? 1 : 0),
      nowhere: { address: "http://127.0.0.1:1" },
      stop: () => server.die(),
    };
  },
  openai: async () => {
    const server = await OpenAiStandIn.start();
    return {
      provider: openai,
      config: { address: server.address, secret: "sk-test-0123456789abcdef" },
      style: { slug: "woodcut", ...promptStyle, workflow: null },
      model: "gpt-image-2.6-flare",
      isDeterministic: false,
      hold: () => server.hold(),
      release: () => server.release(),
      // What is not waited for any more runs on there: it cannot be stopped.
      openJobs: null,
      nowhere: { address: "http://127.0.0.1:1" },
      stop: () => server.die(),
    };
  },
  sdapi: async () => {
    const server = await SdStandIn.start({ stepMs: 12 });
    return {
      provider: sdapi,
      config: { address: server.address },
      style: { slug: "woodcut", ...promptStyle, workflow: null },
      model: "dreamshaper_8.safetensors",
      isDeterministic: true,
      hold: () => server.holdAt(3),
      release: () => server.release(),
      openJobs: () => server.waiting + (server.running ? 1 : 0),
      nowhere: { address: "http://127.0.0.1:1" },
      stop: () => server.die(),
    };
  },
};

afterAll(closeThreads);

describe.each(Object.entries(subjects))("the provider %s", (_name, begin) => {
  let subject: Subject;
  let config: unknown;
  beforeEach(async () => {
    subject = await begin();
    config = subject.provider.config.parse(subject.config);
  });
  afterEach(() => subject.stop());

  const asked = (values: Partial<MakeRequest> = {}) => describeRequest({ model: subject.model, ...values });
  const restyled = async (values: Partial<MakeRequest> = {}) =>
    asked({
      ...{ prompt: null, style: subject.style, strength: 0.6, width: 96, height: 64 },
      source: { bytes: await photograph(), mark: null },
      ...values,
    });

  async function run(request: MakeRequest, listener = new Listener()): Promise<Prepared[]> {
    return prepared(await subject.provider.run(request, config, listener));
  }

  function prepared(made: Made[]): Promise<Prepared[]> {
    return Promise.all(
      made.map(({ picture, mark }) =>
        "pixels" in picture ? preparePixels(picture.pixels, { mark }) : prepareImage(picture.bytes, { mark }),
      ),
    );
  }

  /** A request that is surely still at work when it is looked at. */
  async function atWork(listener: Listener): Promise<{ outcome: Promise<unknown> }> {
    subject.hold?.();
    const large = subject.hold ? {} : { width: 2048, height: 2048, count: 4 };
    const running = subject.provider.run(asked({ ...large, seed: 99 }), config, listener);
    const outcome = running.then(
      () => "made",
      (error: unknown) => error,
    );
    await until(() => listener.told.length > 0);
    return { outcome };
  }

  test("is well, and says what it offers", async () => {
    const health = await subject.provider.check(config, new Listener());
    expect(health).toMatchObject({ ok: true, problems: [] });
    expect(health.models.length).toBeGreaterThan(0);
    expect(health.words).not.toBe("");
  });

  test("makes as many pictures as were asked for, in the size that was asked for, each with its own seed", async () => {
    const made = await subject.provider.run(asked({ count: 3, width: 200, height: 120 }), config, new Listener());
    expect(made.map(({ seed }) => seed)).toEqual([7, 8, 9]);
    for (const { mark } of made) expect(sourceTypes).toContain(mark);
    const pictures = await prepared(made);
    expect(pictures.map(({ width, height }) => [width, height])).toEqual(Array(3).fill([200, 120]));
    expect(new Set(pictures.map(({ sha256 }) => sha256)).size).toBe(3);
  });

  test("restyles a picture in its own size, and says that a photograph was in it", async () => {
    const made = await subject.provider.run(await restyled(), config, new Listener());
    expect(made[0]?.mark).toMatch(/^(compositeWithTrainedAlgorithmicMedia|algorithmicallyEnhanced)$/);
    const [picture] = await prepared(made);
    expect([picture?.width, picture?.height]).toEqual([96, 64]);
  });

  test("gives the same for the same seed, and another for another", async () => {
    if (!subject.isDeterministic) return;
    const hashes = [];
    for (const seed of [5, 5, 6]) hashes.push((await run(asked({ seed })))[0]?.sha256);
    expect(hashes[0]).toBe(hashes[1]);
    expect(hashes[2]).not.toBe(hashes[0]);
  });

  test("tells its progress from 0 to 1, never falling", async () => {
    const listener = new Listener();
    await run(asked({ count: 2, width: 512, height: 512, seed: 41 }), listener);
    expect(listener.told.length).toBeGreaterThan(3);
    expect(listener.told).toEqual([...listener.told].sort((a, b) => a - b));
    expect(listener.told.every((done) => done >= 0 && done <= 1)).toBe(true);
    expect(listener.told.at(-1)).toBe(1);
  });

  test("stops when its maker does not want it any more, and leaves nothing at work", async () => {
    const listener = new Listener();
    const { outcome } = await atWork(listener);
    listener.controller.abort();
    setTimeout(() => subject.release(), 200);
    expect(await outcome).toBeInstanceOf(Error);
    expect(subject.openJobs?.() ?? 0).toBe(0);
  });

  test("does not begin when nobody wants it from the start", async () => {
    const listener = new Listener();
    listener.controller.abort();
    await expect(subject.provider.run(asked(), config, listener)).rejects.toThrow();
    expect(subject.openJobs?.() ?? 0).toBe(0);
  });

  test("leaves its work to the next worker, who finds it again and makes exactly it", async () => {
    const { resume } = subject.provider;
    if (!resume) return;
    const first = new Listener();
    const { outcome } = await atWork(first);
    first.controller.abort(new HandedOver());
    expect(await outcome).toBeInstanceOf(HandedOver);
    expect(subject.openJobs?.()).toBe(1);

    const second = new Listener();
    const resuming = resume(first.remembered.at(-1) ?? "", asked({ seed: 99 }), config, second);
    subject.release();
    const [picture] = await prepared(await resuming);
    const [again] = await run(asked({ seed: 99 }));
    expect(picture?.sha256).toBe(again?.sha256);
  });

  test("says in one shape that its server is not there, and that another try may help", async () => {
    if (subject.nowhere === null) return;
    const nowhere = subject.provider.config.parse(subject.nowhere);
    const failure = await subject.provider.run(asked(), nowhere, new Listener()).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ProviderError);
    expect(failure).toMatchObject({ reason: "unreachable", options: { retryable: true } });
    expect(JSON.stringify(failure instanceof ProviderError && failure.options.publicMessage)).not.toMatch(
      /127\.0\.0\.1/,
    );
    const health = await subject.provider.check(nowhere, new Listener());
    expect(health).toMatchObject({ ok: false, models: [] });
    expect(health.problems[0]).toMatchObject({ code: "unreachable" });
  });

  test("refuses a style it does not have in one shape, without another try", async () => {
    const style = {
      slug: "nowhere",
      kind: "filter" as const,
      filter: "nowhere",
      promptTemplate: null,
      negativePrompt: null,
    };
    const workflow = { 1: { class_type: "NoSuchNode", inputs: { image: "{{image}}" } } };
    const request = await restyled({ style: { ...style, workflow } });
    await expect(subject.provider.run(request, config, new Listener())).rejects.toMatchObject({
      reason: "invalid_request",
      options: { retryable: false },
    });
  });
});
