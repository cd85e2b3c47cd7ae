import OpenAI, { toFile } from "openai";
import { afterEach, expect, test } from "vitest";
import { plainPng } from "@/e2e/pictures/make";
import { key, model, server, start } from "./testing";

// Whether the stand-in is one: OpenAI's own client understands it.

afterEach(() => server.die());

const client = (apiKey = key) => new OpenAI({ apiKey, baseURL: server.address, maxRetries: 0 });

test("OpenAI's own client lists models, makes, edits, and watches a picture come", async () => {
  await start();
  const names = (await client().models.list()).data.map(({ id }) => id);
  expect(names).toContain(model);
  const made = await client().images.generate({ model, prompt: "a sun", size: "1024x1024", n: 2 });
  expect(made.data).toHaveLength(2);
  expect(made.usage?.output_tokens).toBeGreaterThan(0);
  const image = await toFile(plainPng(64, 64), "in.png", { type: "image/png" });
  const events = [];
  for await (const event of await client().images.edit({
    ...{ model, image, prompt: "as a woodcut", stream: true, partial_images: 2 },
  })) {
    events.push(event.type);
  }
  expect(events).toEqual(["image_edit.partial_image", "image_edit.partial_image", "image_edit.completed"]);
});

test("OpenAI's own client tells its errors apart", async () => {
  await start();
  const ask = (prompt: string, values: object = {}) =>
    client().images.generate({ model, prompt, ...values }) as Promise<unknown>;
  await expect(client("sk-wrong").models.list()).rejects.toBeInstanceOf(OpenAI.AuthenticationError);
  await expect(ask("moderated")).rejects.toMatchObject({ status: 400, code: "moderation_blocked" });
  await expect(ask("x", { model: "dall-e-3" })).rejects.toMatchObject({ status: 404, code: "model_not_found" });
  await expect(ask("x", { size: "256x256" })).rejects.toMatchObject({ status: 400, param: "size" });
  await expect(ask("x", { seed: 5 })).rejects.toMatchObject({ status: 400, code: "unknown_parameter", param: "seed" });
  server.fail(/generations/, "rateLimit");
  await expect(ask("x")).rejects.toBeInstanceOf(OpenAI.RateLimitError);
});
