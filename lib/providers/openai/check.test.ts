import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { clock, dayMs, fromNow } from "@/lib/clock";
import { everywhere, Network } from "../network";
import { checkOpenAi } from "./check";
import { openAiConfig } from "./config";
import { config, server, start } from "./testing";

afterEach(() => server?.die());

const never = { signal: new AbortController().signal, network: everywhere };
const check = (values: object = {}) => checkOpenAi(config(values), never);
const day = (days: number) =>
  fromNow(days * dayMs)
    .toISOString()
    .slice(0, 10);

describe("models", () => {
  test("are those that make pictures: what stays before what ends, the newest first", async () => {
    await start();
    const health = await check();
    expect(health).toMatchObject({ ok: true, problems: [], version: null });
    expect(health.words).toMatch(/^127\.0\.0\.1:\d+ answers; 3 image models\.$/);
    expect(health.models).toEqual(["gpt-image-2.6-flare", "gpt-image-2.6-sunburst", "gpt-image-1.5"]);
    expect([...(health.endings ?? [])]).toEqual([["gpt-image-1.5", new Date("2099-12-01")]]);
  });

  test("that end soon are told, and those that ended are gone", async () => {
    const models = [
      { id: "gpt-image-1", shutdown_date: day(-1) },
      { id: "gpt-image-1.5", shutdown_date: day(20) },
      { id: "gpt-image-2", shutdown_date: Math.floor(fromNow(30 * dayMs).getTime() / 1000) },
      { id: "gpt-image-2.6-flare", shutdown_date: "not yet known" },
    ];
    await start({ models });
    const health = await check();
    expect(health.ok).toBe(true);
    expect(health.models).toEqual(["gpt-image-2.6-flare", "gpt-image-2", "gpt-image-1.5"]);
    expect(health.problems.map(({ code, values }) => [code, values.model, values.date])).toEqual([
      ["model_ending", "gpt-image-2", day(30)],
      ["model_ending", "gpt-image-1.5", day(20)],
    ]);
    expect(health.endings?.get("gpt-image-2")?.getTime()).toBeGreaterThan(clock.now().getTime());
  });

  test("are those that are named, whatever the server lists", async () => {
    await start({ isCompatible: true, models: [{ id: "llama-3" }] });
    expect((await check({ models: " my-model,  other  my-model" })).models).toEqual(["my-model", "other"]);
  });

  test("of unknown families are offered where the server has no others", async () => {
    await start({ isCompatible: true, models: [{ id: "house-painter" }, { id: "whisper-1" }] });
    expect((await check()).models).toEqual(["house-painter"]);
  });

  test("need to be there", async () => {
    await start({ models: [{ id: "text-embedding-3-small" }] });
    const health = await check();
    expect(health).toMatchObject({ ok: false, models: [], problems: [{ code: "no_image_model" }] });
    expect(health.words).toMatch(/name one in the field Models/);
  });
});

describe("what is wrong is said in words", () => {
  test.each([
    ["html", "failed", /a web page. Is this the address of a server with OpenAI's interface\?/],
    ["error500", "failed", /answers 500/],
    ["redirect", "failed", /leads elsewhere/],
    ["toHttps", "failed", /wants https: put https:\/\/ in front/],
    ["plainHttp", "failed", /wants https: put https:\/\/ in front/],
    ["garbage", "failed", /no JSON/],
    ["endless", "failed", /more than/],
    ["reset", "unreachable", /broke .* If it wants https, its address begins with https:\/\//],
    ["unauthorized", "auth", /does not accept the key/],
    ["rateLimit", "rate_limited", /Rate limit reached/],
  ] as const)("%s", async (kind, code, words) => {
    await start();
    server.fail(/./, kind);
    const health = await check();
    expect(health).toMatchObject({ ok: false, models: [] });
    expect(health.problems.map((problem) => problem.code)).toEqual([code]);
    expect(health.words).toMatch(words);
  });

  test("of addresses that lead nowhere, to another path, or where they must not", async () => {
    await start({ prefix: "/ai/v1" });
    const words = async (address: string) => (await check({ address })).words;
    expect(await words("http://127.0.0.1:1")).toBe("Nothing listens at 127.0.0.1:1.");
    expect(await words("http://nowhere.invalid")).toBe("There is no host called nowhere.invalid.");
    expect(await words(server.address.replace("/ai/v1", ""))).toMatch(/answers 404: Invalid URL/);
    expect(await words(server.address.replace("http:", "https:"))).toMatch(/does not speak https; try http/);
    expect(await words("http://169.254.169.254/v1")).toMatch(/machines' own services/);
    const closed = { ...never, network: new Network("public") };
    expect((await checkOpenAi(config(), closed)).words).toMatch(/private network.*setting private_networks/);
  });

  test("of a server that speaks another language than HTTP", async () => {
    const other = createServer().on("connection", (socket) => socket.end("220 mail.example.test ESMTP\r\n"));
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const bound: AddressInfo | string | null = other.address();
    const port = bound !== null && typeof bound !== "string" ? bound.port : 0;
    const health = await checkOpenAi(openAiConfig.parse({ address: `http://127.0.0.1:${port}` }), never);
    other.close();
    expect(health.words).toMatch(/is no web server. If it wants https/);
  });
});
