import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { closeDatabase } from "@/db/client";
import { makeUser, noSuchId, resetDatabase, viewerOf } from "@/db/testing";
import { ComfyStandIn } from "@/e2e/fakes/comfyui/server";
import { plainPng } from "@/e2e/pictures/make";
import { backendInput } from "@/lib/backends/schema";
import { createBackend, enableBackend } from "@/lib/backends/service/change";
import { uploadImage } from "@/lib/images/service/upload";
import { fillInStyles, listStyles } from "@/lib/styles/service";
import { ask, newAccount } from "../testing";
import * as styleChange from "./style-change/route";

let server: ComfyStandIn;
let imageId: number;
let token: string;
let backendId: number;

beforeEach(async () => {
  await resetDatabase();
  await fillInStyles();
  const admin = viewerOf(await makeUser({ role: "admin" }));
  server = await ComfyStandIn.start();
  const config = { address: server.address };
  const { backend } = await createBackend(admin, backendInput.parse({ kind: "comfyui", name: "Workshop", config }));
  backendId = backend.id;
  imageId = (await uploadImage(admin, { bytes: plainPng(64, 64), name: "a.png", isPublic: true })).id;
  token = (await newAccount()).accessToken;
});
afterEach(() => server.die());
afterAll(closeDatabase);

const change = (body: object, more: object = {}) => ask(styleChange, "POST", { token, body, ...more });
const styleOf = async (slug: string) => (await listStyles()).find((style) => style.slug === slug)?.id;

test("names the kind of the backend that makes it", async () => {
  const answered = await change({ image_id: imageId, style_id: await styleOf("anime") });
  expect(answered).toMatchObject({ status: 200, body: { message: expect.any(String), plugin: "comfyui" } });
  expect((await change({ image_id: imageId })).body).toMatchObject({ plugin: "builtin" });
});

test("other machines are counted more strictly than our own filters", async () => {
  const body = { image_id: imageId, style_id: await styleOf("anime") };
  for (let left = 4; left >= 0; left--) {
    const { status, headers } = await change(body);
    expect([status, headers.get("ratelimit-limit"), headers.get("ratelimit-remaining")]).toEqual([
      200,
      "5",
      String(left),
    ]);
  }
  const refused = await change(body);
  expect(refused).toMatchObject({ status: 429, body: { code: "rate_limited" } });
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  const own = await change({ image_id: imageId, style_id: await styleOf("oil") });
  expect([own.status, own.headers.get("ratelimit-limit")]).toEqual([200, "60"]);
});

test.each([
  [{ style_id: noSuchId }, 404, "not_found"],
  [{ image_id: noSuchId }, 404, "not_found"],
  [{ strength: 1.5 }, 422, "invalid"],
  [{ strength: -0.1 }, 422, "invalid"],
  [{ params: { blotches: 2 } }, 422, "invalid"],
  [{ params: { steps: 101 } }, 422, "invalid"],
  [{ style_id: "1" }, 422, "invalid"],
])("refuses %o with %i", async (values, status, code) => {
  const answered = await change({ image_id: imageId, style_id: await styleOf("anime"), ...values });
  expect(answered).toMatchObject({ status, body: { success: false, code } });
});

test("refuses a style whose backend is switched off, visitors, and pages of other sites", async () => {
  const body = { image_id: imageId, style_id: await styleOf("anime") };
  const headers = { origin: "http://127.0.0.1:3000" };
  expect(await change(body, { token: undefined, headers })).toMatchObject({
    status: 403,
    body: { code: "guests_off" },
  });
  const foreign = { origin: "https://evil.example" };
  expect(await change(body, { token: undefined, headers: foreign })).toMatchObject({
    status: 403,
    body: { code: "cross_site" },
  });
  await enableBackend(viewerOf(await makeUser({ role: "admin" })), { id: backendId, enabled: false });
  expect(await change(body)).toMatchObject({
    status: 404,
    body: { code: "not_found", error: "This style is not available." },
  });
});
