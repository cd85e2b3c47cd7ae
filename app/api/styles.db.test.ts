import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { backends, users } from "@/db/schema";
import { noSuchId, resetDatabase } from "@/db/testing";
import { plainPng } from "@/e2e/pictures/make";
import { styleSchema } from "@/lib/styles/schema";
import { fillInStyles } from "@/lib/styles/service";
import * as styleChange from "./images/style-change/route";
import * as upload from "./images/upload/route";
import * as ownStyle from "./styles/[id]/route";
import * as stylesRoute from "./styles/route";
import * as search from "./styles/search/route";
import { ask, newAccount } from "./testing";

let ada: string;
let bob: string;
let oilId: number;

beforeEach(async () => {
  await resetDatabase();
  await fillInStyles();
  ada = (await newAccount({ name: "Ada" })).accessToken;
  bob = (await newAccount({ name: "Bob" })).accessToken;
  await database().update(users).set({ role: "member", emailVerifiedAt: new Date() });
  oilId = (await list()).find(({ slug }) => slug === "oil")?.id ?? 0;
});
afterAll(closeDatabase);

const list = async (token?: string) => styleSchema.array().parse((await ask(stylesRoute, "GET", { token })).body);
const keep = (token: string | undefined, values: object = {}) =>
  ask(stylesRoute, "POST", { token, body: { title: "Harbour", base_style_id: oilId, ...values } });
const idOf = async (token: string, values: object = {}) => styleSchema.parse((await keep(token, values)).body).id;
const one = (method: "PATCH" | "DELETE", id: number | string, token?: string, body?: unknown) =>
  ask(ownStyle, method, { token, body, params: { id: String(id) } });

describe("POST /api/styles", () => {
  test("is 201 with the style, listed for its maker alone until it is shared", async () => {
    const kept = await keep(ada, { strength: 0.3 });
    expect([kept.status, kept.body]).toEqual([201, expect.objectContaining({ is_own: true, strength_default: 0.3 })]);
    const { id } = styleSchema.parse(kept.body);
    const seenBy = async (token?: string) => (await list(token)).some((style) => style.id === id);
    expect([await seenBy(ada), await seenBy(bob), await seenBy()]).toEqual([true, false, false]);
    expect((await ask(search, "GET", { query: "?q=harbour", token: bob })).body).toEqual([]);
    expect((await one("PATCH", id, ada, { is_shared: true })).status).toBe(200);
    expect([await seenBy(bob), await seenBy()]).toEqual([true, true]);
  });

  test.each([
    ["strength over 1", { strength: 1.1 }],
    ["strength under 0", { strength: -0.1 }],
    ["an empty title", { title: " \u200b" }],
    ["a title that turns the line", { title: "a\u202eb" }],
    ["parameters of another filter", { params: { dots: 2 } }],
    ["words for a filter", { prompt_template: "x" }],
    ["an id that is none", { base_style_id: "oil" }],
  ])("is 422 for %s", async (_what, values) => {
    expect((await keep(ada, values)).status).toBe(422);
  });

  test("is 401 for nobody, 403 for those who are no members, 404 for a base that is not theirs to pick", async () => {
    expect((await keep(undefined)).status).toBe(401);
    expect((await keep(bob, { base_style_id: await idOf(ada) })).status).toBe(404);
    await database().update(users).set({ role: "user" });
    expect((await keep(ada)).status).toBe(403);
  });
});

describe("PATCH and DELETE /api/styles/{id}", () => {
  test.each(["PATCH", "DELETE"] as const)(
    "%s: 401, 403 for a shared one, 404 for a private one as for none",
    async (method) => {
      const body = method === "PATCH" ? { title: "Mine" } : undefined;
      const hidden = await idOf(ada);
      const shared = await idOf(ada, { is_shared: true });
      expect((await one(method, shared, undefined, body)).status).toBe(401);
      expect((await one(method, shared, bob, body)).status).toBe(403);
      expect((await one(method, oilId, bob, body)).status).toBe(403);
      const [foreign, none] = [await one(method, hidden, bob, body), await one(method, noSuchId, bob, body)];
      const plain = (answer: typeof none) => ({ ...Object(answer.body), request_id: "" });
      expect([foreign.status, plain(foreign)]).toEqual([404, plain(none)]);
      expect((await one(method, "x", bob, body)).status).toBe(404);
      expect((await one(method, hidden, ada, body)).status).toBe(200);
    },
  );
});

test("another's private style restyles nothing: the same 404 as a missing one; so does one of a backend that is off", async () => {
  const form = new FormData();
  form.set("image", new File([new Uint8Array(plainPng(32, 32))], "a.png", { type: "image/png" }));
  const sent = await upload.POST(
    new Request("http://127.0.0.1:3000/api/images/upload", {
      method: "POST",
      body: form,
      headers: { authorization: `Bearer ${bob}`, "x-atelier-address": "192.0.2.9" },
    }),
    { params: Promise.resolve({}) },
  );
  const { image_id } = await sent.json();
  const hidden = await idOf(ada);
  const restyle = (style_id: number, token = bob) => ask(styleChange, "POST", { token, body: { image_id, style_id } });
  const [foreign, none] = [await restyle(hidden), await restyle(noSuchId)];
  expect([foreign.status, none.status]).toEqual([404, 404]);
  expect({ ...Object(foreign.body), request_id: "" }).toEqual({ ...Object(none.body), request_id: "" });
  await one("PATCH", hidden, ada, { is_shared: true });
  expect((await restyle(hidden)).status).toBe(200);
  await database().update(backends).set({ enabled: false });
  expect((await restyle(hidden)).status).toBe(404);
});
