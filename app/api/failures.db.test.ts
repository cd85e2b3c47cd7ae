import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { database } from "@/db/client";
import { claimIdempotencyKey } from "@/db/queries/idempotency";
import { saveSetting } from "@/db/queries/settings";
import { makeUser, noSuchId, viewerOf } from "@/db/testing";
import { plainPng } from "@/e2e/pictures/make";
import { newAddress } from "@/lib/accounts/testing";
import { defaultScope, type Method, methods } from "@/lib/http/endpoint";
import { readForm } from "@/lib/http/read-body";
import { rateRules } from "@/lib/limiter/define";
import { limits } from "@/lib/limits";
import { ask } from "@/lib/server/testing/server";
import { fillInStyles } from "@/lib/styles/service";
import { scopes, viewerKey } from "@/lib/viewer";
import { newClient } from "../v1/testing";
import { signIn } from "./testing";
import { codeOf } from "./testing/hold";
import { makingSteps } from "./testing/refusal-making";
import { type Boss, steps } from "./testing/refusal-steps";
import { type Ask, formWith, Refusals, type Route, routes } from "./testing/refusals";
import { startApiServer } from "./testing/server";
import { type Asked, Tour, type What } from "./testing/tour";

// What every route must refuse, asked of every route: the rules are a table, and so are the routes.

let refusals: Refusals;
/** An administrator who may do everything, signed in. */
let boss: Boss;

beforeAll(async () => {
  await fillInStyles();
  const user = await makeUser({ role: "admin" });
  boss = { token: await signIn(user.id), viewer: viewerOf(user) };
  refusals = new Refusals(new Tour(await startApiServer()));
  await limitAll(1_000_000);
});
afterAll(() => refusals.tour.server.close());

async function limitAll(points: number): Promise<void> {
  const settings = new Set(Object.values(rateRules).map(({ setting }) => setting));
  for (const setting of settings) await saveSetting(database(), setting, points);
}

/** What names something that is not there, where no example does. */
const missing: Record<What, Asked> = {
  "POST /api/image/generate": { body: { prompt: "a boat", styleId: noSuchId } },
  "GET /api/comfyui-url": { query: { style_id: noSuchId } },
  "POST /v1/images/generations": { body: { prompt: "a boat", model: "nothing" } },
  "POST /v1/images/edits": { body: formWith(plainPng(8, 8), { model: "nothing" }) },
};

const own = routes.filter(({ spec }) => spec.ownToken);
const others = routes.filter(({ spec }) => !spec.ownToken);
const bodied = routes.filter(({ hasBody }) => hasBody);
const scopeOf = ({ spec, changes }: Route) => spec.scope ?? defaultScope(spec.access, changes);
const withToken = ({ spec }: Route) => (spec.ownToken ? {} : { token: boss.token });

describe("who asks", () => {
  test("a token that is none is 401, never taken for nobody", async () => {
    await refusals.all(others, "invalid_token", () => ({ token: "nonsense" }));
    await refusals.all(own, "invalid_refresh_token", () => ({ token: "nonsense" }));
  });

  test("nobody is 401 where one must be somebody", async () => {
    const closed = routes.filter(({ spec }) => spec.access !== "all");
    await refusals.all(closed, "unauthenticated", () => ({}));
  });

  test("a personal token without the scope is 403", async () => {
    for (const scope of scopes) {
      const needs = others.filter((route) => scopeOf(route) === scope);
      const lacks = scopes.filter((one) => one !== scope);
      const { key } = await newClient({ user: { role: "admin" }, scopes: lacks });
      // Who may make pictures may have their bytes.
      const { key: least } = await newClient({ scopes: ["write"] });
      await refusals.all(needs, "forbidden", ({ what }) => ({ token: what.startsWith("GET /media/") ? least : key }));
    }
  });

  test("who has not confirmed their address, is no member, or no administrator, is 403", async () => {
    const by = (access: string) => routes.filter(({ spec }) => spec.access === access);
    const newcomer = await signIn((await makeUser({ role: "user", emailVerifiedAt: null })).id);
    await refusals.all(by("verified"), "unverified", () => ({ token: newcomer }));
    await refusals.all(by("member"), "forbidden", () => ({ token: newcomer }));
    const member = await signIn((await makeUser()).id);
    await refusals.all(by("admin"), "forbidden", () => ({ token: member }));
  });

  test("another site is 403 for what changes something", async () => {
    const changing = routes.filter(({ changes }) => changes);
    await refusals.all(changing, "cross_site", () => ({ headers: { origin: "https://elsewhere.example" } }));
  });
});

describe("what is asked", () => {
  test("an address that cannot be is 404", async () => {
    const broken = routes.flatMap((route) =>
      route.parameters
        .filter((one) => one.in === "path")
        .flatMap(({ name, impossible }) => impossible.map((value) => ({ route, name, value }))),
    );
    await refusals.see(
      ...broken.map(
        ({ route, name, value }): Ask => [
          route.what,
          "not_found",
          { ...route.asked, params: { ...route.asked.params, [name]: value }, ...withToken(route) },
        ],
      ),
    );
  });

  test("what is not there is 404", async () => {
    const naming = routes.filter(({ codes }) => codes.includes("not_found") && !codes.includes("invalid_link"));
    await refusals.all(naming, "not_found", (route) => ({ ...missing[route.what], ...withToken(route) }));
  });

  test("a parameter that does not fit is 400", async () => {
    const broken = routes.flatMap((route) =>
      route.parameters
        .filter((one) => one.in === "query" && !route.what.startsWith("GET /media/"))
        .flatMap(({ name, impossible }) => impossible.map((value) => ({ route, name, value }))),
    );
    await refusals.see(
      ...broken.map(
        ({ route, name, value }): Ask => [
          route.what,
          "bad_request",
          { ...route.asked, query: { [name]: value }, ...withToken(route) },
        ],
      ),
    );
  });

  test("another method is 405, with those there are", async () => {
    const { port } = refusals.tour.server;
    for (const path of new Set(routes.map(({ spec }) => spec.path))) {
      const there = routes.filter(({ spec }) => spec.path === path).map(({ method }) => method);
      const isStream = path === "/api/events";
      const allowed = methods.filter(
        (one) => there.includes(one) || (one === "HEAD" && there.includes("GET") && !isStream),
      );
      const address = path.replace(/\{\w+\}/g, "1");
      const wrong = methods.filter((one) => !allowed.includes(one));
      const told = await Promise.all(
        wrong.map((method) => ask(port, address, { method, headers: { authorization: `Bearer ${boss.token}` } })),
      );
      const heard = told.map(({ status, headers, body }) => [
        ...[status, headers.allow],
        body.length === 0 ? "" : codeOf(JSON.parse(body.toString())),
      ]);
      const refused = (method: Method) => [405, allowed.join(", "), method === "HEAD" ? "" : "method_not_allowed"];
      expect([path, ...heard]).toEqual([path, ...wrong.map(refused)]);
    }
  });
});

describe("what is sent", () => {
  const isForm = ({ spec }: Route) => spec.form !== undefined;
  const multipart = { "content-type": "multipart/form-data; boundary=y" };

  test("what cannot be read is 400", async () => {
    await refusals.all(bodied, "bad_request", (route) => ({
      ...withToken(route),
      ...(isForm(route) ? { body: "--x", headers: multipart } : { body: "{" }),
    }));
  });

  test("another kind of content is 415", async () => {
    const headers = { "content-type": "text/plain" };
    await refusals.all(bodied, "unsupported_media_type", (route) => ({ ...withToken(route), body: "{}", headers }));
  });

  test("more than fits is 413, before it is read", async () => {
    await refusals.all(bodied, "too_large", (route) => ({
      ...withToken(route),
      body: "x".repeat((isForm(route) ? limits.uploadBodyMaxBytes : limits.bodyMaxBytes) + 1),
      headers: isForm(route) ? multipart : {},
    }));
  });

  test("what lacks all that is needed, or is no object at all, is 422", async () => {
    const empty = new FormData();
    empty.append("other", "x");
    await refusals.all(bodied, "invalid", (route) => ({ ...withToken(route), body: isForm(route) ? empty : [] }));
    const needing = bodied.filter((route) => !isForm(route) && route.needsFields);
    await refusals.all(needing, "invalid", (route) => ({ ...withToken(route), body: {} }));
  });
});

describe("how often", () => {
  beforeAll(() => limitAll(1));
  afterAll(() => limitAll(1_000_000));

  test("once more than a limit allows is 429, with when to come back", async () => {
    const counted = routes.filter(({ spec }) => spec.rate !== null);
    const addresses = new Map(counted.map(({ what }) => [what, newAddress()]));
    const asked = ({ what }: Route) => ({ address: addresses.get(what), headers: { origin: "http://127.0.0.1:3000" } });
    await Promise.all(counted.map((route) => refusals.tour.ask(route.what, { ...route.asked, ...asked(route) })));
    await refusals.all(counted, "rate_limited", asked);
  });
});

describe("what is asked again", () => {
  test("with a key that was used, is in use, or is none, is refused", async () => {
    const repeatable = routes.filter(({ spec }) => spec.idempotent);
    const viewer = viewerKey(boss.viewer);
    for (const [key, code] of [
      ["used", "idempotency_mismatch"],
      ["in-use", "conflict"],
    ] as const) {
      for (const { spec, asked } of repeatable) {
        const hash = code === "conflict" ? await hashOf(asked.body) : "another";
        await claimIdempotencyKey({ viewer, route: spec.path, key }, hash);
      }
      await refusals.all(repeatable, code, (route) => ({ ...withToken(route), headers: { "idempotency-key": key } }));
    }
    await refusals.all(repeatable, "invalid", (route) => ({
      ...withToken(route),
      headers: { "idempotency-key": "two words" },
    }));
  });

  /** As the endpoint takes it, of what the tour sends. */
  async function hashOf(body: unknown): Promise<string> {
    const isForm = body instanceof FormData;
    const request = new Request("http://any", { method: "POST", body: isForm ? body : JSON.stringify(body) });
    const { raw } = isForm ? await readForm(request) : { raw: Buffer.from(await request.arrayBuffer()) };
    return createHash("sha256").update(raw).digest("hex");
  }
});

describe("what routes refuse besides", () => {
  test.each([...steps, ...makingSteps])("%s", (_what, step) => step(refusals, boss));
});

test("every code that the document names for a route was told by it", () => {
  const named = routes.flatMap(({ what, codes }) => codes.map((code) => `${what} → ${code}`));
  expect([...refusals.seen].sort()).toEqual(named.sort());
});
