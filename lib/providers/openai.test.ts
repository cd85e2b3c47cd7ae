import { afterEach, describe, expect, test } from "vitest";
import { prepareImage } from "@/lib/imaging/ingest";
import type { MakeRequest } from "./define";
import { failure, key, make, model, server, sizeOf, start } from "./openai/testing";
import { Listener, photograph, until } from "./testing";

afterEach(() => server.die());

const style: NonNullable<MakeRequest["style"]> = {
  ...{ slug: "woodcut", kind: "prompt", filter: null, negativePrompt: "blurry, lowres", workflow: null },
  promptTemplate: "{{prompt}}, woodcut, two colours",
};
const fromPhotograph = async () => ({
  ...{ prompt: null, style, width: 300, height: 200 },
  source: { bytes: await photograph(300, 200), mark: null },
});

describe("what is asked for", () => {
  test("from words: the prompt, the least size that holds the picture, and who asks as a tag", async () => {
    await start();
    const made = await make({ prompt: "a red sun", width: 256, height: 256, negativePrompt: "people", maker: "f00d" });
    expect(await sizeOf(made)).toEqual([256, 256]);
    expect(made[0]).toMatchObject({ model, mark: "trainedAlgorithmicMedia" });
    expect(server.received[0]).toMatchObject({
      method: "POST",
      path: "/v1/images/generations",
      headers: { authorization: `Bearer ${key}` },
    });
    expect(server.asked[0]?.fields).toEqual({
      ...{ model, n: 1, size: "1024x1024", quality: "auto", moderation: "auto", safety_identifier: "f00d" },
      ...{ stream: true, partial_images: 2, prompt: "a red sun\n\nLeave out: people." },
    });
  });

  test("from a picture: the style's words, the picture itself, and how far it may go", async () => {
    await start();
    const given = await fromPhotograph();
    const made = await make({ ...given, strength: 0.3 });
    expect(await sizeOf(made)).toEqual([300, 200]);
    expect(made[0]?.mark).toBe("compositeWithTrainedAlgorithmicMedia");
    const [asked] = server.asked;
    expect(server.received[0]?.path).toBe("/v1/images/edits");
    expect(asked?.images[0]?.equals(given.source.bytes)).toBe(true);
    expect(asked?.prompt).toMatch(/^Redraw this picture in this style: woodcut, two colours\.\s+The same scene/);
    expect(asked?.prompt).toMatch(/change only how it is drawn/);
    expect(asked?.fields.size).toBe("1264x848");
    await make({ ...given, strength: 0.9 });
    expect(server.asked[1]?.prompt).toMatch(/follow the style freely/);
  });

  test("from a picture with words of one's own: these words", async () => {
    await start();
    await make({ ...(await fromPhotograph()), style: null, prompt: "make the sky green" });
    expect(server.asked[0]?.prompt).toBe("make the sky green");
  });

  test.each([
    ["auto", "high", "auto"],
    ["auto", "medium", "medium"],
    ["high", "high", "high"],
    ["high", "low", "low"],
    ["low", "medium", "low"],
  ])("quality %s, where at most %s is allowed, as %s", async (quality, best, asked) => {
    await start();
    await make({ params: { quality } }, new Listener(), { quality: best });
    expect(server.asked[0]?.quality).toBe(asked);
  });

  test("for a look at a style: little quality, and no partial pictures", async () => {
    await start();
    const listener = new Listener();
    await make({ isDraft: true, params: { quality: "high" } }, listener);
    expect(server.asked[0]).toMatchObject({ quality: "low", partials: null });
    expect(listener.previews).toEqual([]);
  });

  test("of a server that does not take a field: the same without it", async () => {
    await start({ models: [{ id: "flux-2-pro" }] });
    expect(await sizeOf(await make({ model: "flux-2-pro" }))).toEqual([128, 96]);
    expect(server.received).toHaveLength(3);
    expect(server.asked).toHaveLength(1);
    expect(server.asked[0]?.fields).not.toHaveProperty("response_format");
    expect(server.asked[0]?.fields).not.toHaveProperty("size");
  });
});

describe("partial pictures", () => {
  test("are shown as they come, and move the progress", async () => {
    await start({ stepMs: 30 });
    const listener = new Listener();
    await make({ width: 1024, height: 1024 }, listener, { partialImages: 3 });
    await until(() => listener.previews.length === 3);
    expect(listener.previews[0]).toMatchObject({ width: 128, height: 128 });
    expect(listener.told).toEqual([...listener.told].sort((a, b) => a - b));
    expect(listener.told.length).toBeGreaterThan(4);
  });

  test("come for edits as well", async () => {
    await start();
    const listener = new Listener();
    await make(await fromPhotograph(), listener);
    await until(() => listener.previews.length === 2);
  });

  test("are not asked for where they are not wanted", async () => {
    await start();
    const listener = new Listener();
    await make({}, listener, { partialImages: 0 });
    expect(server.asked[0]?.partials).toBeNull();
    expect(listener.told.at(-1)).toBe(1);
  });

  test("need not come: a server that ignores the wish answers as ever", async () => {
    await start({ streams: false });
    const listener = new Listener();
    expect(await sizeOf(await make({}, listener))).toEqual([128, 96]);
    expect(listener.previews).toEqual([]);
    expect(listener.told.at(-1)).toBe(1);
  });
});

describe("a server that speaks like OpenAI", () => {
  const like = { model: "sd-cpp-local", width: 256, height: 192 };

  test("is asked for base64, in sizes that its models know, without a key where there is none", async () => {
    await start({ isCompatible: true });
    const made = await make(like, new Listener(), { secret: "", sidePx: 512 });
    expect(await sizeOf(made)).toEqual([256, 192]);
    expect(server.asked[0]?.fields).toMatchObject({ response_format: "b64_json", size: "576x448" });
    expect(server.asked[0]?.fields).not.toHaveProperty("safety_identifier");
    expect(server.received[0]?.headers.authorization).toBeUndefined();
  });

  test("may answer with addresses on itself, which are asked for with the key", async () => {
    await start({ isCompatible: true });
    const path = server.keep(await photograph(256, 192));
    server.fail(/generations/, { url: path }, 1);
    expect(await sizeOf(await make(like))).toEqual([256, 192]);
    expect(server.received.at(-1)).toMatchObject({ path, headers: { authorization: `Bearer ${key}` } });
    server.fail(/generations/, { url: new URL("/nothing.png", server.address).href }, 1);
    expect(await failure(make(like))).toMatchObject({
      reason: "failed",
      message: expect.stringMatching(/answered with an address, and 127\.0\.0\.1:\d+ answers 404 there/),
    });
  });

  test.each([
    ["http://169.254.169.254/latest/meta-data/", /machines' own services/],
    ["http://127.0.0.1:1/picture.png", /private network/],
    ["http://[::ffff:10.0.0.1]/picture.png", /private network/],
    ["http://localhost:1/picture.png", /private network/],
    ["file:///etc/passwd", /an address that is none/],
    ["http://", /an address that is none/],
  ])("leads nowhere with an address such as %s", async (url, words) => {
    await start({ isCompatible: true });
    server.fail(/generations/, { url });
    const error = await failure(make(like));
    expect(error.options.retryable).toBe(false);
    expect(error.message).toMatch(words);
    expect(error.options.publicMessage).not.toMatch(/127|169|http/);
  });

  test("may answer with the picture as an address that holds it", async () => {
    await start({ isCompatible: true });
    const bytes = await photograph(256, 192);
    server.fail(/generations/, { url: `data:image/png;base64,${bytes.toString("base64")}` });
    expect(await sizeOf(await make(like))).toEqual([256, 192]);
  });

  test("that makes another shape gets the wanted one cut out of it, never blown up", async () => {
    await start({ isCompatible: true });
    const wide = (await photograph(300, 100)).toString("base64");
    server.fail(/generations/, { url: `data:,${wide}` });
    const [made] = await make({ ...like, width: 128, height: 128 });
    expect(made && (await sizeOf([made]))).toEqual([100, 100]);
  });
});

test("of several pictures, one that has to wait does not cost those that were made", async () => {
  await start();
  server.fail(/generations/, "overloaded", 1, 1);
  const made = await make({ count: 3 });
  expect(made).toHaveLength(3);
  expect(server.asked).toHaveLength(3);
  server.fail(/generations/, "moderation", 1, 1);
  expect(await failure(make({ count: 2 }))).toMatchObject({ reason: "refused" });
});

test("whoever stops waiting for a picture does not wait for its answer", async () => {
  await start();
  server.hold();
  const listener = new Listener();
  const making = make({ count: 2 }, listener);
  const outcome = making.catch((error: unknown) => error);
  await until(() => server.open === 1);
  listener.controller.abort(new Error("stopped"));
  expect(await outcome).toMatchObject({ message: "stopped" });
  await until(() => server.open === 0);
  expect(server.received).toHaveLength(1);
});

test("what comes is decoded before it is shown or kept", async () => {
  await start();
  const [made] = await make({ width: 1024, height: 1024 });
  const bytes = made && "bytes" in made.picture ? made.picture.bytes : Buffer.alloc(0);
  expect(await prepareImage(bytes)).toMatchObject({ width: 1024, height: 1024, mime: "image/png" });
});
