import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { findBackend } from "@/db/queries/backends";
import { auditEntries, backends, generations, jobs } from "@/db/schema";
import { makeUser, noSuchId, resetDatabase, viewerOf } from "@/db/testing";
import { ComfyStandIn, type StandInOptions } from "@/e2e/fakes/comfyui/server";
import { describeInput } from "@/lib/generations/schema";
import { requestDescribed } from "@/lib/generations/service/request";
import { openBackend } from "@/lib/providers/configured";
import { promptStyles } from "@/lib/styles/schema";
import { fillInStyles, listStyles } from "@/lib/styles/service";
import { nobody, type UserViewer, type Viewer } from "@/lib/viewer";
import { backendInput } from "./schema";
import {
  changeBackend,
  createBackend,
  enableBackend,
  enableModel,
  makeDefaultBackend,
  removeBackend,
} from "./service/change";
import { testBackend } from "./service/look";
import { getBackend, listBackends } from "./service/read";

let admin: UserViewer;
let server: ComfyStandIn | null = null;

beforeEach(async () => {
  await resetDatabase();
  await fillInStyles();
  admin = viewerOf(await makeUser({ role: "admin" }));
});
afterEach(async () => {
  await server?.die();
  server = null;
});
afterAll(closeDatabase);

async function start(options: StandInOptions = {}): Promise<string> {
  server = await ComfyStandIn.start(options);
  return server.address;
}

const input = (address: string, values: object = {}, config: object = {}) =>
  backendInput.parse({ kind: "comfyui", name: "Workshop", config: { address, ...config }, ...values });

const auditActions = async () => (await database().select().from(auditEntries)).map(({ action }) => action);

describe("a new ComfyUI", () => {
  test("is looked at, and brings its models and the styles that ship, each with a preview to be made", async () => {
    const { backend, health } = await createBackend(admin, input(await start()));
    expect(health).toMatchObject({ ok: true, version: "0.3.64", problems: [] });
    expect(backend).toMatchObject({ kind: "comfyui", name: "Workshop", enabled: true, isDefault: false, open: 0 });
    expect(backend.models.map(({ name, title, isOffered }) => [name, title, isOffered])).toEqual([
      ["dreamshaper_8.safetensors", "dreamshaper 8", true],
      ["sd_xl_base_1.0.safetensors", "sd xl base 1.0", true],
    ]);
    const offered = (await listStyles()).filter((style) => style.backend === "Workshop");
    expect(offered.map(({ slug }) => slug)).toEqual(promptStyles.map(({ slug }) => slug));
    expect(new Set(offered.map(({ model }) => model))).toEqual(new Set(["sd_xl_base_1.0.safetensors"]));
    const previews = await database()
      .select()
      .from(jobs)
      .where(eq(jobs.pool, `backend:${backend.id}`));
    expect(previews.map(({ name }) => name)).toEqual(Array(promptStyles.length).fill("style.preview"));
    expect(await auditActions()).toEqual(["backend.create"]);
  });

  test("that is not there yet is kept, says what is the matter, and becomes usable when it is looked at again", async () => {
    const address = await start();
    await server?.die();
    const { backend, health } = await createBackend(admin, input(address));
    expect(health).toMatchObject({ ok: false, models: [], problems: [{ code: "unreachable" }] });
    expect(health.words).toMatch(/^Nothing listens at 127\.0\.0\.1:\d+\.$/);
    expect(backend.models).toEqual([]);
    await server?.comeBack();
    expect((await testBackend(admin, backend.id)).ok).toBe(true);
    expect((await listStyles()).some(({ slug }) => slug === "anime")).toBe(true);
  });

  test("beside another gets styles of its own names", async () => {
    const address = await start();
    await createBackend(admin, input(address));
    await createBackend(admin, input(address, { name: "Second" }));
    const slugs = (await listStyles()).filter(({ backend }) => backend === "Second").map(({ slug }) => slug);
    expect(slugs).toEqual(promptStyles.map(({ slug }) => `${slug}-2`));
  });

  test.each([
    [{ config: { address: "ftp://x" } }, "address"],
    [{ config: { address: "http://me:pw@x" } }, "address"],
    [{ config: { address: "nonsense" } }, "address"],
    [{ config: { address: "http://x", silenceSeconds: "soon" } }, "silenceSeconds"],
    [{ config: { address: "http://x", secret: "line\nbreak" } }, "secret"],
  ])("with a configuration that does not fit is refused by field: %o", async (values, field) => {
    const refused = createBackend(admin, backendInput.parse({ kind: "comfyui", name: "x", ...values }));
    await expect(refused).rejects.toMatchObject({
      code: "invalid",
      options: { fields: { [`config.${field}`]: expect.anything() } },
    });
    expect(await listBackends(admin)).toHaveLength(1);
  });

  test("needs a name of its own", async () => {
    await createBackend(admin, input(await start()));
    await expect(createBackend(admin, input("http://127.0.0.1:1"))).rejects.toMatchObject({
      options: { fields: { name: ["Another backend has this name."] } },
    });
  });
});

describe("secrets", () => {
  const secret = "s3cret-t0ken";
  const bearer = { authentication: "bearer", secret };

  test("are stored sealed, used, and never told", async () => {
    const address = await start({ authorization: `Bearer ${secret}` });
    const { backend, health } = await createBackend(admin, input(address, {}, bearer));
    expect(health.ok).toBe(true);
    expect(backend.keptSecrets).toEqual(["secret"]);
    const row = await findBackend(backend.id);
    expect(row?.secrets?.length).toBeGreaterThan(30);
    const everything = JSON.stringify([
      ...(await database().select().from(backends)),
      ...(await database().select().from(auditEntries)),
      ...(await listBackends(admin)),
      health,
    ]);
    expect(everything).not.toContain(secret);
    if (row) expect(openBackend(row).config).toMatchObject({ secret });
  });

  test("stay when left empty, change when given, go when none is wanted", async () => {
    const { backend } = await createBackend(admin, input(await start(), {}, bearer));
    const change = (config: Record<string, string>) => changeBackend(admin, { id: backend.id, config });
    expect((await change({ secret: "", silenceSeconds: "60" })).keptSecrets).toEqual(["secret"]);
    const row = await findBackend(backend.id);
    if (row) expect(openBackend(row).config).toMatchObject({ secret, silenceSeconds: 60 });
    await change({ secret: "another" });
    const after = await findBackend(backend.id);
    if (after) expect(openBackend(after).config).toMatchObject({ secret: "another" });
    expect((await change({ authentication: "none" })).keptSecrets).toEqual([]);
    expect((await findBackend(backend.id))?.secrets).toBeNull();
    expect(await auditActions()).toEqual(["backend.create", ...Array(3).fill("backend.change")]);
  });

  test("given for one host are not sent to another", async () => {
    const { backend } = await createBackend(admin, input(await start(), {}, bearer));
    const elsewhere = { address: "https://elsewhere.example.test" };
    await expect(changeBackend(admin, { id: backend.id, config: elsewhere })).rejects.toMatchObject({
      code: "invalid",
      options: { fields: { "config.secret": expect.anything() } },
    });
    await changeBackend(admin, { id: backend.id, config: { ...elsewhere, secret } });
    expect((await getBackend(admin, backend.id)).config).toMatchObject(elsewhere);
  });

  test("of another installation are told as that", async () => {
    const { backend } = await createBackend(admin, input(await start(), {}, bearer));
    await database()
      .update(backends)
      .set({ secrets: "bm90aGluZyBvZiBvdXJzIGF0IGFsbCBoZXJl" })
      .where(eq(backends.id, backend.id));
    expect((await testBackend(admin, backend.id)).words).toMatch(/another ATELIER_SECRET: enter them anew/);
    expect((await getBackend(admin, backend.id)).keptSecrets).toEqual([]);
  });
});

describe("models", () => {
  test("come and go with what the server offers; what was switched off stays off", async () => {
    const checkpoints = ["a.safetensors", "b.safetensors"];
    const { backend } = await createBackend(admin, input(await start({ checkpoints })));
    const [a, b] = backend.models;
    await enableModel(admin, { id: b?.id ?? 0, enabled: false });
    checkpoints.splice(0, 1, "c.safetensors");
    await testBackend(admin, backend.id);
    const states = async () =>
      (await getBackend(admin, backend.id)).models.map(({ name, enabled, isOffered }) => [name, enabled, isOffered]);
    expect(await states()).toEqual([
      ["a.safetensors", true, false],
      ["b.safetensors", false, true],
      ["c.safetensors", true, true],
    ]);
    expect((await listStyles()).filter(({ backend: name }) => name === "Workshop")).toEqual([]);
    checkpoints.push("a.safetensors");
    await testBackend(admin, backend.id);
    expect((await states())[0]).toEqual(["a.safetensors", true, true]);
    expect((await listStyles()).filter(({ model }) => model === a?.name)).toHaveLength(promptStyles.length);
    expect(await auditActions()).toEqual(["backend.create", "model.disable"]);
  });
});

describe("switching and removing", () => {
  test("a backend that is off offers nothing", async () => {
    const { backend } = await createBackend(admin, input(await start()));
    await enableBackend(admin, { id: backend.id, enabled: false });
    await enableBackend(admin, { id: backend.id, enabled: false });
    expect((await listStyles()).some(({ slug }) => slug === "anime")).toBe(false);
    await enableBackend(admin, { id: backend.id, enabled: true });
    expect((await listStyles()).some(({ slug }) => slug === "anime")).toBe(true);
    expect(await auditActions()).toEqual(["backend.create", "backend.disable", "backend.enable"]);
  });

  test("the default makes pictures from words; there is exactly one", async () => {
    const { backend } = await createBackend(admin, input(await start()));
    await makeDefaultBackend(admin, backend.id);
    expect((await listBackends(admin)).map(({ isDefault }) => isDefault)).toEqual([false, true]);
    const { backend: kind } = await requestDescribed(admin, describeInput.parse({ prompt: "a tree" }));
    expect(kind).toBe("comfyui");
    const [row] = await database().select().from(generations);
    expect(row).toMatchObject({ backendId: backend.id, model: "dreamshaper_8.safetensors" });
  });

  test("what still waits, the default and the built-in one are not removed", async () => {
    const { backend } = await createBackend(admin, input(await start()));
    const [builtin] = await listBackends(admin);
    const codes = { code: "conflict" };
    await expect(removeBackend(admin, builtin?.id ?? 0)).rejects.toMatchObject(codes);
    await expect(changeBackend(admin, { id: builtin?.id ?? 0, name: "mine" })).rejects.toMatchObject(codes);
    await requestDescribed(admin, describeInput.parse({ prompt: "a tree" }), { model: "dreamshaper_8.safetensors" });
    await expect(removeBackend(admin, backend.id)).rejects.toMatchObject(codes);
    await database().update(generations).set({ status: "failed" });
    await makeDefaultBackend(admin, backend.id);
    await expect(removeBackend(admin, backend.id)).rejects.toMatchObject(codes);
    await makeDefaultBackend(admin, builtin?.id ?? 0);
    await removeBackend(admin, backend.id);
    await expect(getBackend(admin, backend.id)).rejects.toMatchObject({ code: "not_found" });
    expect((await listStyles()).some((style) => style.backend === "Workshop")).toBe(false);
  });
});

test("all of it is administrators' alone", async () => {
  const { backend } = await createBackend(admin, input(await start()));
  const id = backend.id;
  const member = viewerOf(await makeUser());
  const limited: UserViewer = { ...admin, scopes: ["read", "write"] };
  const uses: ((viewer: Viewer) => Promise<unknown>)[] = [
    listBackends,
    (viewer) => getBackend(viewer, id),
    (viewer) => createBackend(viewer, input("http://127.0.0.1:1", { name: "x" })),
    (viewer) => changeBackend(viewer, { id, name: "x" }),
    (viewer) => enableBackend(viewer, { id, enabled: false }),
    (viewer) => makeDefaultBackend(viewer, id),
    (viewer) => removeBackend(viewer, id),
    (viewer) => enableModel(viewer, { id: backend.models[0]?.id ?? 0, enabled: false }),
    (viewer) => testBackend(viewer, id),
  ];
  for (const use of uses) {
    await expect(use(nobody)).rejects.toMatchObject({ code: "not_found" });
    await expect(use(member)).rejects.toMatchObject({ code: "not_found" });
    await expect(use(limited)).rejects.toMatchObject({ code: "not_found" });
  }
  expect(await getBackend(admin, id)).toEqual(backend);
  for (const missing of [noSuchId, -1]) {
    await expect(getBackend(admin, missing)).rejects.toMatchObject({ code: "not_found" });
    await expect(testBackend(admin, missing)).rejects.toMatchObject({ code: "not_found" });
    await expect(removeBackend(admin, missing)).rejects.toMatchObject({ code: "not_found" });
  }
});
