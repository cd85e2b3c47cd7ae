import OpenAI from "openai";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startApiServer } from "@/app/api/testing/server";
import { closeDatabase, database } from "@/db/client";
import { jobs, models } from "@/db/schema";
import { resetDatabase } from "@/db/testing";
import { fromNow } from "@/lib/clock";
import { ask, type TestServer } from "@/lib/server/testing/server";
import { fillInStyles } from "@/lib/styles/service";
import { type Client, clientOf, giveUpNext, newClient, refusal } from "./testing";

let server: TestServer;
let ada: Client;
let openai: OpenAI;

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
afterAll(async () => {
  await server.close();
  await closeDatabase();
});

const size = "128x96" as "auto";

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
      const error = await refusal(clientOf(server, key).images.generate({ prompt: "a boat" }));
      expect(error).toBeInstanceOf(OpenAI.AuthenticationError);
      expect(error.code).toBe("invalid_api_key");
    }
    const nobody = await ask(server.port, "/v1/models");
    expect([nobody.status, nobody.json()]).toEqual([
      401,
      { error: expect.objectContaining({ code: "invalid_api_key" }) },
    ]);
    const reader = await newClient({ scopes: ["read"] });
    const refused = await refusal(clientOf(server, reader.key).images.generate({ prompt: "a boat" }));
    expect(refused).toBeInstanceOf(OpenAI.PermissionDeniedError);
    expect(refused.message).toContain("generate");
    const unverified = await newClient({ user: { emailVerifiedAt: null, role: "user" } });
    const early = await refusal(clientOf(server, unverified.key).images.generate({ prompt: "a boat" }));
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
