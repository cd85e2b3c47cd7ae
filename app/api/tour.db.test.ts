import { rename } from "node:fs/promises";
import path from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { database } from "@/db/client";
import { notify } from "@/db/queries/notifications";
import { backends, images, jobs } from "@/db/schema";
import { makeImage, noSuchId } from "@/db/testing";
import { plainPng } from "@/e2e/pictures/make";
import { exportSchema, sessionSchema, tokensSchema } from "@/lib/accounts/schema";
import { goodPassword, linkTo, newEmail, runErrands } from "@/lib/accounts/testing";
import { clock } from "@/lib/clock";
import { env } from "@/lib/env";
import { batchAnswer, generateAnswer, styleChangeAnswer } from "@/lib/generations/schema";
import { uploadedSchema } from "@/lib/images/schema";
import { convertImage } from "@/lib/imaging/convert";
import { openStream } from "@/lib/server/testing/stream";
import { styleSchema } from "@/lib/styles/schema";
import { fillInStyles, listStyles } from "@/lib/styles/service";
import { closeThreads } from "@/lib/threads/pool";
import { runLoop } from "@/lib/worker/loop";
import { type Client, newClient } from "../v1/testing";
import { formWith } from "./testing/refusals";
import { startApiServer } from "./testing/server";
import { successNames, type Told, Tour } from "./testing/tour";

// Every route of the document is asked for real, each success that it names is seen, and each is held to it.

const stopping = new AbortController();
let tour: Tour;
let ada: Client;
let bob: Client;
let boss: Client;
let oil: number;

beforeAll(async () => {
  await fillInStyles();
  await database().delete(jobs);
  oil = (await listStyles()).find(({ slug }) => slug === "oil")?.id ?? 0;
  [ada, bob, boss] = [await newClient(), await newClient(), await newClient({ user: { role: "admin" } })];
  tour = new Tour(await startApiServer());
  void runLoop("pixels", stopping.signal);
});
afterAll(async () => {
  stopping.abort();
  await tour.server.close();
  await closeThreads();
});

const upload = async (by: Client, bytes = plainPng(64, 48)): Promise<number> => {
  const told = await tour.see("POST /api/images/upload", { token: by.key, body: formWith(bytes) });
  return uploadedSchema.parse(told.body).image_id;
};
const picture = async (values: Partial<typeof images.$inferInsert> = {}): Promise<number> =>
  (await makeImage({ userId: ada.viewer.id, isPublic: true, ...values })).id;
const uuidOf = async (id: number): Promise<string> => {
  const [row] = await database().select({ uuid: images.uuid }).from(images).where(eq(images.id, id));
  return row?.uuid ?? "";
};

describe("accounts", () => {
  const register = async () => {
    const email = newEmail();
    const told = await tour.see("POST /api/auth/register", { body: { email, name: "Ada", password: goodPassword } });
    return { email, ...tokensOf(told) };
  };
  const tokensOf = ({ body }: Told) => z.object({ data: tokensSchema }).parse(body).data;
  const signIn = async (email: string) =>
    tokensOf(await tour.see("POST /api/auth/login", { body: { email, password: goodPassword } }));

  test("open, are confirmed, and are left", async () => {
    const { email, accessToken: token } = await register();
    await tour.see("PATCH /api/user/new-verification-token", { token, body: {} });
    await tour.see("PATCH /api/user/new-verificaion-token", { token });
    const { user, token: secret } = await linkTo(email, "Confirm your e-mail address");
    const link = { params: { user, token: secret } };
    await tour.see("GET /api/user/verify/{user}/{token}", { ...link, headers: { accept: "text/html" } });
    await tour.see("GET /api/user/verify/{user}/{token}", link);
    const other = await register();
    const body = await linkTo(other.email, "Confirm your e-mail address");
    await tour.see("PATCH /api/user/verify", { body: { user: body.user, token: body.token } });
    await tour.see("POST /api/user/password-reset-mail", { body: { email } });
    const reset = await linkTo(email, "Choose a new password");
    const newPassword = goodPassword;
    await tour.see("PATCH /api/user/reset-password", { body: { user, token: reset.token, newPassword } });
    const { refreshToken } = await signIn(email);
    const again = tokensOf(await tour.see("POST /api/auth/refresh-token", { token: refreshToken }));
    await tour.see("POST /api/auth/logout", { token: again.accessToken });
  });

  test("tell of themselves", async () => {
    const { email, accessToken: token } = await register();
    await tour.see("GET /api/user", { token });
    await tour.see("POST /api/users/preferences", { token, body: { locale: "de" } });
    await signIn(email);
    const sessions = z
      .array(sessionSchema)
      .parse((await tour.see("GET /api/user/sessions", { token })).body)
      .filter(({ current }) => !current);
    await tour.see("DELETE /api/user/sessions/{id}", { token, params: { id: sessions[0]?.id ?? 0 } });
    const made = await tour.see("POST /api/user/tokens", { token, body: { name: "laptop", scopes: ["read"] } });
    const { id } = z.object({ id: z.int() }).parse(made.body);
    await tour.see("GET /api/user/tokens", { token });
    await tour.see("DELETE /api/user/tokens/{id}", { token, params: { id } });
    await tour.see("POST /api/user/ticket", { token });
    await tour.see("POST /api/user/exports", { token });
    await runErrands();
    const [file] = z.array(exportSchema).parse((await tour.see("GET /api/user/exports", { token })).body);
    const told = await tour.see("GET /api/user/exports/{uuid}", { token, params: { uuid: file?.uuid ?? "" } });
    expect(told.bytes.toString("latin1", 0, 2)).toBe("PK");
  });
});

describe("pictures", () => {
  test("are what they are: their bytes, whole, in part, and what is known of them", async () => {
    const { key: token } = ada;
    for (const format of ["png", "jpeg", "webp"] as const) {
      const { bytes } = await convertImage(plainPng(64, 48), format);
      const id = await upload(ada, bytes);
      const told = await tour.see("GET /api/image/get/{id}", { token, params: { id } });
      expect(told.headers.get("content-type")).toBe(`image/${format}`);
      const params = { uuid: await uuidOf(id), variant: "full" };
      const whole = await tour.see("GET /media/{uuid}/{variant}", { token, params });
      const tag = whole.headers.get("etag") ?? "";
      const part = await tour.see("GET /media/{uuid}/{variant}", { token, params, headers: { range: "bytes=0-9" } });
      expect(part.bytes).toEqual(whole.bytes.subarray(0, 10));
      await tour.see("GET /media/{uuid}/{variant}", { token, params, headers: { "if-none-match": tag } });
      const beyond = { token, params, headers: { range: "bytes=1000000-" } };
      expect((await tour.ask("GET /media/{uuid}/{variant}", beyond)).status).toBe(416);
    }
    const id = await upload(ada);
    const asJson = { token, params: { id }, headers: { accept: "application/json" } };
    await tour.see("GET /api/image/get/{id}", asJson);
    await tour.see("GET /api/images/{id}/history", { token, params: { id } });
    await tour.see("GET /api/images/status", { token, query: { image_id: id } });
    const archive = await tour.see("POST /api/images/archive", { token, body: { ids: [id] } });
    expect(archive.bytes.toString("latin1", 0, 2)).toBe("PK");
  });

  test("stand in lists", async () => {
    const id = await picture({ kind: "generated", prompt: "a boat" });
    await tour.see("PATCH /api/image/favorite", { token: ada.key, body: { id } });
    for (const room of ["images", "image/public", "user/images", "user/favorites", "user/generated-images"] as const) {
      await tour.see(`GET /api/${room}`, { token: ada.key, query: { limit: 5 } });
    }
  });

  test("are changed, taken away and brought back", async () => {
    const { key: token } = ada;
    const [id, other] = [await picture({ isTemp: true }), await picture()];
    await tour.see("PATCH /api/image/private", { token, body: { id } });
    await tour.see("PATCH /api/images/{id}", { token, params: { id }, body: { title: "Harbour" } });
    await tour.see("POST /api/images/keep", { token, body: { image_id: id } });
    await tour.see("POST /api/images/bulk", { token, body: { ids: [id, noSuchId], action: "publish" } });
    await tour.see("DELETE /api/images/{id}", { token, params: { id } });
    await tour.see("POST /api/images/{id}/restore", { token, params: { id } });
    await tour.see("DELETE /api/image/{id}", { token, params: { id: other }, query: { permanent: "true" } });
  });

  test("are reported, and defended", async () => {
    const id = await picture();
    await tour.see("POST /api/images/{id}/report", { token: bob.key, params: { id }, body: { kind: "spam" } });
    await database().update(images).set({ hiddenAt: clock.now() }).where(eq(images.id, id));
    const body = { answer: "It is a still life." };
    await tour.see("POST /api/images/{id}/answer", { token: ada.key, params: { id }, body });
  });
});

describe("making pictures", () => {
  const small = { width: 64, height: 64 };

  test("from words", async () => {
    const { key: token } = ada;
    const body = { prompt: "a boat", ...small };
    await tour.see("POST /api/image/generate", { token, body });
    const made = await tour.see("POST /api/image/generate", { token, body: { ...body, wait: true } });
    const { generationId } = z.object({ data: generateAnswer }).parse(made.body).data;
    await tour.see("GET /api/generations", { token });
    await tour.see("GET /api/generations/{uuid}", { token, params: { uuid: generationId } });
    await tour.see("DELETE /api/generations/{uuid}", { token, params: { uuid: generationId } });
  });

  test("from pictures, one and many, and by the steps that led to another", async () => {
    const { key: token } = ada;
    const image_id = await upload(ada);
    const asked = await tour.see("POST /api/images/style-change", { token, body: { image_id, style_id: oil } });
    const { prompt_id, image_uuid } = styleChangeAnswer.parse(asked.body);
    const fetchStyled = () =>
      tour.ask("GET /api/images/fetch-styled/{promptId}", { token, params: { promptId: prompt_id } });
    await expect.poll(async () => (await fetchStyled()).status, { timeout: 20_000 }).toBe(200);
    tour.note("GET /api/images/fetch-styled/{promptId}", await fetchStyled());
    const many = { image_ids: [image_id], style_ids: [oil] };
    const batch = await tour.see("POST /api/images/batch-style-change", { token, body: many });
    const params = { uuid: batchAnswer.parse(batch.body).batch_id };
    await tour.see("GET /api/generations/batches/{uuid}", { token, params });
    await tour.see("DELETE /api/generations/batches/{uuid}", { token, params });
    const [styled] = await database().select({ id: images.id }).from(images).where(eq(images.uuid, image_uuid));
    const steps = { params: { id: styled?.id ?? 0 }, body: { image_ids: [image_id] } };
    await tour.see("POST /api/images/{id}/apply-steps", { token, ...steps });
  });

  test("as clients of OpenAI's API ask for them", async () => {
    const { key: token } = ada;
    const wish = { prompt: "a boat", size: "64x64" };
    await tour.see("POST /v1/images/generations", { token, body: wish });
    await tour.see("POST /v1/images/generations", { token, body: { ...wish, stream: true } });
    for (const stream of ["false", "true"]) {
      const body = formWith(plainPng(64, 48), { prompt: "", model: "style:oil", stream });
      await tour.see("POST /v1/images/edits", { token, body });
    }
    await tour.see("GET /v1/models", { token });
    await tour.see("GET /v1/models/{model}", { token, params: { model: "style:oil" } });
  });

  test("as events tell of it", async () => {
    const stream = await openStream(tour.server.port, { authorization: `Bearer ${ada.key}` });
    expect(await stream.until(1)).toMatchObject([{ event: "snapshot" }]);
    const { statusCode: status = 0, headers } = stream.res;
    const type = { "content-type": headers["content-type"] ?? "" };
    tour.note("GET /api/events", { status, headers: new Headers(type), body: null });
    stream.res.destroy();
  });
});

test("styles", async () => {
  const { key: token } = ada;
  await tour.see("GET /api/styles", { token });
  await tour.see("GET /api/styles/search", { token, query: { q: "oil" } });
  const made = await tour.see("POST /api/styles", { token, body: { title: "Harbour", base_style_id: oil } });
  const params = { id: styleSchema.parse(made.body).id };
  await tour.see("PATCH /api/styles/{id}", { token, params, body: { title: "Quay" } });
  await tour.see("DELETE /api/styles/{id}", { token, params });
});

test("the site", async () => {
  await tour.see("GET /api/health");
  await tour.see("GET /api/openapi.json");
  const now = clock.now();
  const comfyui = { kind: "comfyui", name: "Next door", config: {}, createdAt: now, updatedAt: now };
  await database().insert(backends).values(comfyui);
  await tour.see("GET /api/comfyui-url");
  const { key: token, viewer } = boss;
  await notify(database(), viewer.id, "report.upheld", { title: "Harbour" });
  await tour.see("GET /api/notifications", { token });
  await tour.see("POST /api/notifications/read", { token, body: { all: true } });
  await tour.see("GET /api/admin/mail", { token });
  await tour.see("GET /api/admin/stats", { token });
  await tour.see("POST /api/admin/navigation-state", { token, body: { state: "collapsed", active_tab: "queue" } });
});

test("health says what does not work", async () => {
  const files = path.join(env().dataDir, "images");
  await rename(files, `${files}-away`);
  try {
    const { status, body } = await tour.ask("GET /api/health");
    expect([status, body]).toEqual([503, expect.objectContaining({ status: "down", storage: "down", database: "ok" })]);
  } finally {
    await rename(`${files}-away`, files);
  }
});

test("under /api/v1 everything answers the same", async () => {
  const alias = new Tour(tour.server, "/api/v1");
  const { key: token } = ada;
  for (const room of ["styles", "images", "image/public", "user", "openapi.json", "generations"] as const) {
    const [one, other] = await Promise.all([
      tour.ask(`GET /api/${room}`, { token }),
      alias.ask(`GET /api/${room}`, { token }),
    ]);
    expect([room, other.status, other.body]).toEqual([room, one.status, one.body]);
  }
  const body = { ids: [await picture()], action: "favorite" };
  expect((await alias.see("POST /api/images/bulk", { token, body })).body).toEqual({ done: body.ids, missing: [] });
  const [id] = body.ids;
  expect((await alias.see("DELETE /api/images/{id}", { token, params: { id: id ?? 0 } })).status).toBe(200);
  const refused = await alias.ask("POST /api/images/keep", { body: { image_id: id } });
  expect([refused.status, refused.body]).toEqual([401, expect.objectContaining({ code: "unauthenticated" })]);
});

test("the tour has seen every success that the document names", () => {
  expect([...tour.seen].sort()).toEqual(successNames().sort());
});
