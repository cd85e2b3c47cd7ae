import { afterEach, describe, expect, test } from "vitest";
import { openai } from "../openai";
import { describeRequest, Listener, until } from "../testing";
import { failureOf, waitOf } from "./answers";
import { openAiConfig } from "./config";
import { config, failure, key, make, model, server, start } from "./testing";

afterEach(() => server?.die());

const never = { signal: new AbortController().signal, network: new Listener().network };

describe("failures", () => {
  test.each([
    ["moderation", "refused", false, /safety system/],
    ["policy", "refused", false, /safety system/],
    ["refusingStream", "refused", false, /safety system/],
    ["rateLimit", "rate_limited", true, /Rate limit reached/],
    ["quota", "quota", false, /exceeded your current quota/],
    ["billing", "quota", false, /Billing hard limit/],
    ["notAllowed", "auth", false, /must be verified/],
    ["serverError", "failed", true, /server had an error/],
    ["overloaded", "failed", true, /currently overloaded/],
    ["stringError", "invalid_request", false, /prompt too spicy/],
    ["detailError", "invalid_request", false, /body\.n: Input should be less than 2/],
    ["noPictures", "failed", false, /no picture/],
    ["noPicture", "failed", false, /without a picture/],
    ["notBase64", "failed", false, /no picture that can be kept/],
    ["htmlPicture", "failed", false, /no picture that can be kept/],
    ["bomb", "failed", false, /14000×14000/],
    ["small", "failed", false, /128×96 was wanted, and one of 40×40 came/],
    ["brokenStream", "unreachable", true, /broke/],
    ["unfinishedStream", "unreachable", true, /ended its stream before/],
    ["html", "failed", false, /a web page. Is this the address of a server with OpenAI's interface\?/],
    ["garbage", "failed", false, /no JSON/],
    ["empty", "failed", false, /no JSON/],
    ["error500", "failed", true, /answers 500/],
    ["unauthorized", "auth", false, /does not accept the key \(401\)/],
    ["redirect", "failed", false, /leads elsewhere to https:\/\/login\.example\.test/],
    ["reset", "unreachable", true, /broke/],
    ["truncated", "unreachable", true, /broke/],
  ] as const)("%s is %s", async (kind, reason, retryable, detail) => {
    await start();
    server.fail(/generations/, kind);
    const error = await failure(make());
    expect([error.reason, error.options.retryable]).toEqual([reason, retryable]);
    expect(error.message).toMatch(detail);
    expect(error.options.publicMessage).not.toMatch(/127|http|gpt|OpenAI|key/i);
    expect((error.options.retryAfterMs ?? 0) > 0).toBe(retryable);
  });

  test("say how long to wait, where the server does", async () => {
    await start();
    server.fail(/generations/, "rateLimit");
    expect((await failure(make())).options.retryAfterMs).toBe(12_000);
  });

  test.each(["hang", "drip", "endless"] as const)("%s ends in time, or at its bytes", async (kind) => {
    await start();
    server.fail(/generations/, kind);
    const soon = { ...config(), answerSeconds: 1 };
    const error = await failure(openai.run(describeRequest({ model }), soon, new Listener()));
    expect(error.message).toMatch(/did not answer \/v1\/images\/generations within 1 s|more than \d+ bytes/);
  });

  test("of a wrong key never tell a part of it", async () => {
    await start();
    const secret = "sk-wrong-abcdefghijklmnop";
    const error = await failure(make({}, new Listener(), { secret }));
    expect(error).toMatchObject({ reason: "auth", options: { retryable: false } });
    const health = await openai.check(config({ secret }), never);
    expect(JSON.stringify([error.message, error.options, health])).not.toMatch(/sk-|mnop/);
    expect(health.words).toMatch(/does not accept the key \(401\)/);
  });

  test("of a model that ended name it to the administrator alone", async () => {
    await start();
    const error = await failure(make({ model: "gpt-image-1" }));
    expect(error).toMatchObject({ reason: "model_missing", options: { retryable: false } });
    expect(error.message).toMatch(/model 'gpt-image-1' does not exist/);
  });

  test("of a server that dies in mid-answer can be tried again", async () => {
    await start();
    server.hold();
    const making = failure(make());
    await until(() => server.open === 1);
    await server.die();
    expect(await making).toMatchObject({ reason: "unreachable", options: { retryable: true } });
  });

  test("that quote the key are told without it", () => {
    const told = { message: "bad", code: "model_not_found", type: "", param: null };
    expect(failureOf(404, told, {}, "x").reason).toBe("model_missing");
    expect(failureOf(418, told, {}, "x").reason).toBe("model_missing");
    expect(failureOf(402, { ...told, code: "" }, {}, "x").reason).toBe("quota");
  });
});

test.each([
  [{ "retry-after": "7" }, 7000],
  [{ "retry-after": "0" }, 1000],
  [{ "retry-after": "86400" }, 600_000],
  [{ "retry-after": "Thu, 01 Jan 1970 00:00:30 GMT" }, 30_000],
  [{ "retry-after-ms": "1500", "retry-after": "9" }, 1500],
  [{ "retry-after": "soon" }, 20_000],
  [{}, 20_000],
])("%o is a wait of %d ms", (headers, ms) => {
  expect(waitOf(headers, 0)).toBe(ms);
});

describe("addresses", () => {
  const base = (address: string) => openAiConfig.parse({ address }).address;

  test.each([
    ["https://api.openai.com", "https://api.openai.com/v1"],
    ["https://api.openai.com/v1/", "https://api.openai.com/v1"],
    ["https://api.openai.com/v1/images/generations", "https://api.openai.com/v1"],
    ["http://localhost:8080", "http://localhost:8080/v1"],
    ["http://localhost:8080/ai/", "http://localhost:8080/ai/v1"],
    ["http://localhost:8080/v1/models", "http://localhost:8080/v1"],
    ["https://generativelanguage.example/v1beta/openai/", "https://generativelanguage.example/v1beta/openai"],
    ["https://openrouter.example/api/v1", "https://openrouter.example/api/v1"],
  ])("%s is understood", (given, understood) => {
    expect(base(given)).toBe(understood);
  });

  test.each([
    ["http://api.openai.com/v1", /https/],
    ["ftp://api.openai.com", /An address such as/],
    ["api.openai.com", /An address such as/],
    ["https://me:pw@api.openai.com", /fields of their own/],
  ])("%s is refused in words", (address, words) => {
    const { error } = openAiConfig.safeParse({ address });
    expect(error?.issues[0]?.message).toMatch(words);
  });

  test("without one are OpenAI's own", () => {
    expect(openAiConfig.parse({ secret: key })).toMatchObject({
      address: "https://api.openai.com/v1",
      quality: "high",
    });
  });
});
