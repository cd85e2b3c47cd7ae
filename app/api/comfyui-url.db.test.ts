import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { closeDatabase } from "@/db/client";
import { makeUser, resetDatabase, viewerOf } from "@/db/testing";
import { ComfyStandIn } from "@/e2e/fakes/comfyui/server";
import { plainPng } from "@/e2e/pictures/make";
import { type BackendDto, backendInput } from "@/lib/backends/schema";
import { createBackend, enableBackend } from "@/lib/backends/service/change";
import { env } from "@/lib/env";
import { requestRestyled } from "@/lib/generations/service/request";
import { newUuid } from "@/lib/ids";
import { uploadImage } from "@/lib/images/service/upload";
import { fillInStyles, listStyles } from "@/lib/styles/service";
import type { UserViewer } from "@/lib/viewer";
import * as comfyUrl from "./comfyui-url/route";
import { ask, newAccount } from "./testing";

let server: ComfyStandIn;
let backend: BackendDto;
let admin: UserViewer;

beforeEach(async () => {
  await resetDatabase();
  await fillInStyles();
  admin = viewerOf(await makeUser({ role: "admin" }));
  server = await ComfyStandIn.start();
  const config = { address: server.address };
  ({ backend } = await createBackend(admin, backendInput.parse({ kind: "comfyui", name: "Workshop", config })));
});
afterEach(() => server.die());
afterAll(closeDatabase);

const get = (query = "", token?: string) => ask(comfyUrl, "GET", { query, token });
const styleOf = async (slug: string) => (await listStyles()).find((style) => style.slug === slug)?.id;
const found = { comfyui_url: env().PUBLIC_URL };
const missing = { success: false, code: "not_found" };

test("is our own address, never the backend's", async () => {
  const answered = await get();
  expect([answered.status, answered.body]).toEqual([200, found]);
  expect(answered.text).not.toContain(new URL(server.address).host);
  expect((await get(`?style_id=${await styleOf("anime")}`)).body).toEqual(found);
});

test("is 404 for a style of our own filters, a missing one, and while no ComfyUI is enabled", async () => {
  const anime = await styleOf("anime");
  for (const query of [`?style_id=${await styleOf("oil")}`, "?style_id=999999", `?image_uuid=${newUuid()}`]) {
    const answered = await get(query);
    expect([answered.status, answered.body]).toEqual([404, expect.objectContaining(missing)]);
  }
  await enableBackend(admin, { id: backend.id, enabled: false });
  for (const query of ["", `?style_id=${anime}`]) expect((await get(query)).status).toBe(404);
});

test("is there for a picture that is still being made, for its maker alone", async () => {
  const { accessToken } = await newAccount();
  const source = await uploadImage(admin, { bytes: plainPng(64, 64), name: "a.png", isPublic: true });
  const { imageUuids } = await requestRestyled(admin, { imageId: source.id, styleId: (await styleOf("anime")) ?? 0 });
  expect((await get(`?image_uuid=${imageUuids[0]}`, accessToken)).status).toBe(404);
  expect((await get(`?image_uuid=${imageUuids[0]}`)).status).toBe(404);
  const { findComfyUrl } = await import("@/lib/backends/service/comfy-url");
  expect(await findComfyUrl(admin, { image_uuid: imageUuids[0] })).toEqual(found);
  expect((await get(`?image_uuid=${source.uuid}`)).status).toBe(404);
});

test.each(["?style_id=x", "?style_id=-1", "?image_uuid=1"])("is 400 for %s", async (query) => {
  expect(await get(query)).toMatchObject({ status: 400, body: { code: "bad_request" } });
});

test("is 401 with a bad token, and 405 for other methods", async () => {
  expect((await get("", "nonsense")).status).toBe(401);
  const posted = await ask(comfyUrl, "POST", { body: {} });
  expect([posted.status, posted.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
});
