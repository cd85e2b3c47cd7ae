import { eq } from "drizzle-orm";
import { afterEach, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { database } from "@/db/client";
import { saveSetting } from "@/db/queries/settings";
import { findUserByEmail } from "@/db/queries/users";
import { jobs, styles, users } from "@/db/schema";
import { makeImage, makeUser, noSuchId } from "@/db/testing";
import { newAddress } from "@/lib/accounts/testing";
import { batchAnswer, batchSchema } from "@/lib/generations/schema";
import { newUuid } from "@/lib/ids";
import { fillInStyles } from "@/lib/styles/service";
import * as batchRoute from "../generations/batches/[uuid]/route";
import { type Answered, ask, newAccount } from "../testing";
import * as stepsRoute from "./[id]/apply-steps/route";
import * as changeRoute from "./batch-style-change/route";

let token: string;
let userId: number;
let styleIds: number[];
let source: number;

beforeAll(async () => {
  await fillInStyles();
  const account = await newAccount();
  token = account.accessToken;
  userId = (await findUserByEmail(account.email))?.id ?? 0;
  styleIds = (await database().select({ id: styles.id }).from(styles).orderBy(styles.id)).map(({ id }) => id);
  source = (await makeImage({ userId })).id;
});
afterEach(async () => {
  await database().update(styles).set({ enabled: true });
});

const change = (body: unknown, call: object = {}) => ask(changeRoute, "POST", { token, body, ...call });
const look = (uuid: string, method: "GET" | "DELETE" = "GET", by: string | undefined = token) =>
  ask(batchRoute, method, { token: by, params: { uuid } });
const codeOf = ({ status, body }: Answered) => [status, z.object({ code: z.string() }).parse(body).code];
const dataOf = ({ body }: Answered) => z.object({ data: batchSchema }).parse(body).data;

test("202 with every job; the whole can be read and cancelled by its maker alone", async () => {
  const answered = await change({ image_ids: [source], style_ids: styleIds.slice(0, 3), strength: 0.5 });
  expect(answered.status).toBe(202);
  const { batch_id, jobs: asked } = batchAnswer.parse(answered.body);
  expect(asked.map(({ image_id, style_id }) => [image_id, style_id])).toEqual(
    styleIds.slice(0, 3).map((id) => [source, id]),
  );
  expect(dataOf(await look(batch_id))).toMatchObject({ queued: 3, progress: 0 });
  const stranger = (await newAccount()).accessToken;
  for (const method of ["GET", "DELETE"] as const) {
    expect(codeOf(await look(batch_id, method, stranger))).toEqual([404, "not_found"]);
    expect(codeOf(await ask(batchRoute, method, { params: { uuid: batch_id } }))).toEqual([404, "not_found"]);
    expect(codeOf(await look(newUuid(), method))).toEqual([404, "not_found"]);
    expect(codeOf(await look("no-uuid", method))).toEqual([404, "not_found"]);
  }
  const stopped = await look(batch_id, "DELETE");
  expect(stopped.status).toBe(200);
  expect(dataOf(stopped)).toMatchObject({ cancelled: 3, progress: 100 });
  expect((await look(batch_id, "DELETE")).status).toBe(200);
});

test("a visitor becomes a guest; the setting can forbid it", async () => {
  const shown = (await makeImage({ userId, isPublic: true })).id;
  const body = { image_ids: [shown], style_ids: styleIds.slice(0, 1) };
  const answered = await ask(changeRoute, "POST", { body });
  expect(answered.status).toBe(202);
  const { guest_token, batch_id } = z.object({ guest_token: z.string(), batch_id: z.string() }).parse(answered.body);
  expect((await look(batch_id, "GET", guest_token)).status).toBe(200);
  await saveSetting(database(), "guest_use", "off");
  expect(codeOf(await ask(changeRoute, "POST", { body }))).toEqual([403, "guests_off"]);
  await saveSetting(database(), "guest_use", "builtin");
});

test("another site is refused, and so is a token that is none", async () => {
  const body = { image_ids: [source], style_ids: styleIds.slice(0, 1) };
  const foreign = { token: undefined, cookie: "x=1", headers: { origin: "https://elsewhere.example" } };
  expect(codeOf(await change(body, foreign))).toEqual([403, "cross_site"]);
  expect(codeOf(await change(body, { token: "nonsense" }))).toEqual([401, "invalid_token"]);
  expect((await ask(changeRoute, "GET", { token })).status).toBe(405);
});

test("ids that are not there, not the caller's to see, not made yet: 404, and nothing is begun", async () => {
  const before = (await database().select().from(jobs)).length;
  const theirs = (await makeImage({ userId: (await makeUser()).id })).id;
  const pending = (await makeImage({ userId, state: "pending" })).id;
  const [style = 0] = styleIds;
  const hidden = await change({ image_ids: [source, theirs], style_ids: [style] });
  const missing = await change({ image_ids: [source, noSuchId], style_ids: [style] });
  expect(codeOf(hidden)).toEqual([404, "not_found"]);
  expect({ ...Object(hidden.body), request_id: "" }).toEqual({ ...Object(missing.body), request_id: "" });
  expect(codeOf(await change({ image_ids: [pending], style_ids: [style] }))).toEqual([404, "not_ready"]);
  expect(codeOf(await change({ image_ids: [source], style_ids: [style, noSuchId] }))).toEqual([404, "not_found"]);
  expect(await database().select().from(jobs)).toHaveLength(before);
});

test("what does not fit is 422 with its field; what is no JSON is 400", async () => {
  const many = (count: number) => Array.from({ length: count }, (_, n) => n + 1);
  const [style = 0, off = 0] = styleIds;
  await database().update(styles).set({ enabled: false }).where(eq(styles.id, off));
  const bad: [string, unknown][] = [
    ["image_ids", { image_ids: [], style_ids: [style] }],
    ["image_ids", { image_ids: many(101), style_ids: [style] }],
    ["image_ids", { style_ids: [style] }],
    ["image_ids.0", { image_ids: ["1"], style_ids: [style] }],
    ["style_ids", { image_ids: [source], style_ids: [] }],
    ["style_ids", { image_ids: [source], style_ids: many(21) }],
    ["style_ids", { image_ids: many(100), style_ids: many(3) }],
    ["style_ids", { image_ids: [source], style_ids: [style, off] }],
    ["style_ids.0", { image_ids: [source], style_ids: [1.5] }],
    ["strength", { image_ids: [source], style_ids: [style], strength: 1.1 }],
    ["params", { image_ids: [source], style_ids: [style], params: { nonsense: 1 } }],
  ];
  for (const [field, body] of bad) {
    const answered = await change(body, { address: newAddress() });
    expect([field, ...codeOf(answered)]).toEqual([field, 422, "invalid"]);
    expect(answered.body).toHaveProperty(["errors", field]);
  }
  expect(codeOf(await change("{"))).toEqual([400, "bad_request"]);
  expect((await change("a=1", { headers: { "content-type": "text/plain" } })).status).toBe(415);
});

test("the same key and body answers the same batch once; another body is 409", async () => {
  const headers = { "idempotency-key": newUuid() };
  const body = { image_ids: [source], style_ids: styleIds.slice(0, 2) };
  const first = await change(body, { headers });
  expect((await change(body, { headers })).body).toEqual(first.body);
  expect(codeOf(await change({ ...body, strength: 0.1 }, { headers }))).toEqual([409, "idempotency_mismatch"]);
  const { batch_id } = batchAnswer.parse(first.body);
  expect(dataOf(await look(batch_id, "DELETE")).cells).toHaveLength(2);
});

test("no more than 200 wait for one viewer, and 60 requests a minute are counted: 429", async () => {
  const { accessToken, email } = await newAccount();
  const owner = (await findUserByEmail(email))?.id ?? 0;
  // Those who are no members have fewer pictures in a day.
  await database().update(users).set({ role: "member" }).where(eq(users.id, owner));
  const image_ids: number[] = [];
  for (let n = 0; n < 10; n++) image_ids.push((await makeImage({ userId: owner })).id);
  const full = await change({ image_ids, style_ids: styleIds.slice(0, 20) }, { token: accessToken });
  expect(full.status).toBe(202);
  const one = { image_ids: image_ids.slice(0, 1), style_ids: styleIds.slice(0, 1) };
  const refused = await change(one, { token: accessToken });
  expect(codeOf(refused)).toEqual([429, "quota"]);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  const address = newAddress();
  const answered: Answered[] = [];
  for (let n = 0; n < 61; n++) answered.push(await ask(changeRoute, "POST", { body: {}, address }));
  expect(answered.slice(0, 60).map(({ status }) => status)).toEqual(Array(60).fill(422));
  expect(codeOf(answered[60] ?? full)).toEqual([429, "rate_limited"]);
});

test("steps: 202 as a batch; 422 where no styles led, 404 for what cannot be seen", async () => {
  const [style] = await database().select().from(styles).where(eq(styles.slug, "duotone"));
  const recipe = {
    backend: "builtin",
    model: "duotone",
    version: 1,
    prompt: null,
    negativePrompt: null,
    style: "duotone",
    strength: 0.7,
    params: {},
    seed: 4,
    width: 640,
    height: 480,
  };
  const styled = await makeImage({ userId, parentId: source, hadParent: true, kind: "styled", recipe });
  const apply = (id: number | string, body: unknown, by: string | undefined = token) =>
    ask(stepsRoute, "POST", { token: by, body, params: { id: String(id) } });
  const other = await makeImage({ userId });
  const answered = await apply(styled.id, { image_ids: [other.id] });
  expect(answered.status).toBe(202);
  const { jobs: asked } = batchAnswer.parse(answered.body);
  expect(asked).toMatchObject([{ image_id: other.id, style_id: style?.id }]);
  expect(codeOf(await apply(source, { image_ids: [other.id] }))).toEqual([422, "invalid"]);
  expect(codeOf(await apply(styled.id, { image_ids: [] }))).toEqual([422, "invalid"]);
  expect(codeOf(await apply(styled.id, { image_ids: [noSuchId] }))).toEqual([404, "not_found"]);
  expect(codeOf(await apply(noSuchId, { image_ids: [other.id] }))).toEqual([404, "not_found"]);
  expect(codeOf(await apply("x", { image_ids: [other.id] }))).toEqual([404, "not_found"]);
  const stranger = (await newAccount()).accessToken;
  expect(codeOf(await apply(styled.id, { image_ids: [other.id] }, stranger))).toEqual([404, "not_found"]);
  await database().update(styles).set({ enabled: false }).where(eq(styles.slug, "duotone"));
  expect(codeOf(await apply(styled.id, { image_ids: [other.id] }))).toEqual([422, "invalid"]);
});
