import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { findBackend, hasBackend, listUnseenBackends } from "@/db/queries/backends";
import { auditEntries, backends, images, imageTerms, jobs, models, styles } from "@/db/schema";
import { makeImage, makeUser, noSuchId, resetDatabase, viewerOf } from "@/db/testing";
import { ComfyStandIn } from "@/e2e/fakes/comfyui/server";
import { clock, dayMs, fromNow, minuteMs } from "@/lib/clock";
import { indexTerms } from "@/lib/images/run/terms";
import { getImage } from "@/lib/images/service/read";
import { limits } from "@/lib/limits";
import { openBackend } from "@/lib/providers/configured";
import { storage } from "@/lib/storage";
import { ownStyleInput, promptStyles } from "@/lib/styles/schema";
import { changeOwnStyle, createOwnStyle, fillInStyles, listStyles } from "@/lib/styles/service";
import { nobody, type UserViewer } from "@/lib/viewer";
import { sweepRemoved } from "./run";
import { type BackendDto, backendInput, styleInput } from "./schema";
import { createBackend, enableBackend, enableModel, removeBackend } from "./service/change";
import { changeCost } from "./service/cost";
import { exportStyles } from "./service/exchange";
import { getBackend, listBackends } from "./service/read";
import { listRemovedBackends, listRemovedStyles, restoreBackend, restoreStyle } from "./service/removed";
import { createStyle, enableStyle, getAdminStyle, listAdminStyles, removeStyle } from "./service/styles";

let admin: UserViewer;
let member: UserViewer;
let server: ComfyStandIn;
let backend: BackendDto;

const secret = "s3cret-t0ken";
const input = (values: object = {}) =>
  backendInput.parse({
    kind: "comfyui",
    name: "Workshop",
    config: { address: server.address, authentication: "bearer", secret },
    ...values,
  });
const ink = () => createStyle(admin, styleInput.parse({ title: "Ink", modelId: backend.models[0]?.id }));
const idOf = async (slug: string) => (await listAdminStyles(admin)).find((style) => style.slug === slug)?.id ?? 0;
const slugsAt = async (name: string) =>
  (await listStyles()).filter((one) => one.backend === name).map((one) => one.slug);
const signal = new AbortController().signal;

beforeEach(async () => {
  await resetDatabase();
  for await (const { key } of storage().list("styles/")) await storage().remove(key);
  await fillInStyles();
  admin = viewerOf(await makeUser({ role: "admin" }));
  member = viewerOf(await makeUser());
  server = await ComfyStandIn.start({ authorization: `Bearer ${secret}` });
  ({ backend } = await createBackend(admin, input()));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await server.die();
});
afterAll(closeDatabase);

/** What the clock says so long after something was removed now. */
function later(ms: number): void {
  const then = fromNow(ms);
  vi.spyOn(clock, "now").mockReturnValue(then);
}

describe("a removed backend", () => {
  test("is offered and named nowhere, and its names are free", async () => {
    const own = await createOwnStyle(
      member,
      ownStyleInput.parse({ title: "Mine", base_style_id: await idOf("anime"), is_shared: true }),
    );
    const { id } = backend;
    await removeBackend(admin, id);
    expect(await slugsAt("Workshop")).toEqual([]);
    expect((await listBackends(admin)).map(({ name }) => name)).toEqual(["builtin"]);
    expect((await listAdminStyles(admin)).filter(({ kind }) => kind === "prompt")).toEqual([]);
    expect((await exportStyles(admin)).styles.filter(({ kind }) => kind === "prompt")).toEqual([]);
    expect((await listStyles(member)).some((style) => style.id === own.id)).toBe(false);
    expect(await listUnseenBackends(fromNow(dayMs))).toEqual([]);
    const refused = { code: "not_found" };
    await expect(getBackend(admin, id)).rejects.toMatchObject(refused);
    await expect(removeBackend(admin, id)).rejects.toMatchObject(refused);
    await expect(enableBackend(admin, { id, enabled: true })).rejects.toMatchObject(refused);
    await expect(enableModel(admin, { id: backend.models[0]?.id ?? 0, enabled: false })).rejects.toMatchObject(refused);
    await expect(changeOwnStyle(member, own.id, { title: "Still mine" })).rejects.toMatchObject(refused);
    // A key in the environment must not make anew what an administrator sent away.
    expect(await hasBackend(database(), "comfyui")).toBe(true);

    await createBackend(admin, input());
    expect(await slugsAt("Workshop")).toEqual(promptStyles.map(({ slug }) => slug));
  });

  test("comes back as it was: models, prices, secrets, styles, and what its pictures were made in", async () => {
    const { id, models: offered } = backend;
    const styleId = await idOf("anime");
    const image = await makeImage({ userId: member.id, styleId, isPublic: true });
    const price = String(offered[0]?.id);
    await changeCost(admin, { id, ceiling: 5_000_000, prices: { [price]: 40_000 } });
    await enableModel(admin, { id: offered[1]?.id ?? 0, enabled: false });
    await enableStyle(admin, { id: await idOf("comic"), enabled: false });
    const before = await getBackend(admin, id);
    const stylesBefore = await listAdminStyles(admin);
    const styleOf = async () => (await getImage(nobody, image.uuid)).style?.slug ?? null;
    expect(await styleOf()).toBe("anime");

    await removeBackend(admin, id);
    expect(await styleOf()).toBeNull();
    expect(await listRemovedBackends(admin)).toMatchObject([{ id, name: "Workshop" }]);
    expect(await listRemovedStyles(admin)).toEqual([]);
    await restoreBackend(admin, id);
    expect(await getBackend(admin, id)).toEqual(before);
    expect(await listAdminStyles(admin)).toEqual(stylesBefore);
    expect(await styleOf()).toBe("anime");
    const row = await findBackend(id);
    expect(row && openBackend(row).config).toMatchObject({ secret });
    expect(await listRemovedBackends(admin)).toEqual([]);
    const notes = await database()
      .select()
      .from(auditEntries)
      .where(eq(auditEntries.subject, `backend:${id}`));
    expect(notes.map(({ action }) => action).slice(-2)).toEqual(["backend.remove", "backend.restore"]);
    await expect(restoreBackend(admin, id)).rejects.toMatchObject({ code: "not_found" });
  });

  test("and another of the same name, both brought back at once, get a name each", async () => {
    await removeBackend(admin, backend.id);
    const { backend: second } = await createBackend(admin, input());
    await removeBackend(admin, second.id);
    await Promise.all([restoreBackend(admin, backend.id), restoreBackend(admin, second.id)]);
    const names = (await listBackends(admin)).map(({ name }) => name);
    expect(names.sort()).toEqual(["Workshop", "Workshop 2", "builtin"]);
  });

  test("that was switched off comes back switched off", async () => {
    await enableBackend(admin, { id: backend.id, enabled: false });
    await removeBackend(admin, backend.id);
    await restoreBackend(admin, backend.id);
    expect(await getBackend(admin, backend.id)).toMatchObject({ enabled: false, name: "Workshop" });
  });

  test("gets other names where its own are taken by now", async () => {
    await removeBackend(admin, backend.id);
    await createBackend(admin, input({ name: "workshop" }));
    await restoreBackend(admin, backend.id);
    expect((await getBackend(admin, backend.id)).name).toBe("Workshop 2");
    expect(await slugsAt("Workshop 2")).toEqual(promptStyles.map(({ slug }) => `${slug}-2`));
  });

  test("leaves away a style that was removed before", async () => {
    const early = await idOf("anime");
    await removeStyle(admin, early);
    await removeBackend(admin, backend.id);
    expect(await listRemovedStyles(admin)).toEqual([]);
    await expect(restoreStyle(admin, early)).rejects.toMatchObject({ code: "not_found" });
    await restoreBackend(admin, backend.id);
    expect(await slugsAt("Workshop")).toEqual(promptStyles.map(({ slug }) => slug).filter((slug) => slug !== "anime"));
    expect(await listRemovedStyles(admin)).toMatchObject([{ id: early }]);
    await restoreStyle(admin, early);
    expect(await slugsAt("Workshop")).toContain("anime");
  });

  test("goes for good when its time is over, with the previews of its styles", async () => {
    const { id } = backend;
    await storage().put("styles/anime.webp", Buffer.from("preview"));
    const image = await makeImage({ userId: member.id, styleId: await idOf("anime") });
    const kept = await idOf("oil");
    await removeBackend(admin, id);
    const [{ goesAt }] = await listRemovedBackends(admin);
    expect(new Date(goesAt).getTime()).toBeGreaterThan(fromNow(limits.removedKeptMs - minuteMs).getTime());
    later(limits.removedKeptMs - minuteMs);
    await sweepRemoved(signal);
    expect(await listRemovedBackends(admin)).toMatchObject([{ id }]);
    later(2 * minuteMs);
    await sweepRemoved(signal);
    expect(await listRemovedBackends(admin)).toEqual([]);
    await expect(restoreBackend(admin, id)).rejects.toMatchObject({ code: "not_found" });
    expect(await database().select().from(backends).where(eq(backends.kind, "comfyui"))).toEqual([]);
    expect(await database().select().from(models).where(eq(models.backendId, id))).toEqual([]);
    expect(await database().select().from(styles).where(eq(styles.kind, "prompt"))).toEqual([]);
    for await (const { key } of storage().list("styles/")) expect(key).not.toMatch(/removed|anime/);
    const [row] = await database().select().from(images).where(eq(images.id, image.id));
    expect(row).toMatchObject({ state: "ready", styleId: null });
    expect(await idOf("oil")).toBe(kept);
  });
});

describe("a removed style", () => {
  test("comes back as it was, and pictures are found by it again", async () => {
    const style = await ink();
    await enableStyle(admin, { id: style.id, enabled: false });
    const before = await getAdminStyle(admin, style.id);
    const image = await makeImage({ userId: member.id, styleId: style.id, isPublic: true });
    const terms = async () => {
      await indexTerms(signal);
      const rows = await database().select().from(imageTerms).where(eq(imageTerms.imageId, image.id));
      return rows.map(({ term }) => term);
    };
    expect(await terms()).toContain("style:ink");
    await removeStyle(admin, style.id);
    expect((await terms()).filter((term) => /style:|ink/.test(term))).toEqual([]);
    expect((await listBackends(admin))[1]?.models[0]?.styles.house).toBe(0);
    expect(await listRemovedStyles(admin)).toMatchObject([{ id: style.id, name: "Ink" }]);
    await restoreStyle(admin, style.id);
    expect(await getAdminStyle(admin, style.id)).toEqual(before);
    expect(await terms()).toContain("style:ink");
    const notes = await database()
      .select()
      .from(auditEntries)
      .where(eq(auditEntries.subject, `style:${style.id}`));
    expect(notes.map(({ action }) => action).slice(-2)).toEqual(["style.remove", "style.restore"]);
  });

  test("keeps its preview for itself, whoever has its name meanwhile", async () => {
    const first = await ink();
    await storage().put("styles/ink.webp", Buffer.from("first"));
    await removeStyle(admin, first.id);
    expect(await storage().read("styles/ink.webp")).toBeNull();
    const second = await ink();
    expect(second.slug).toBe("ink");
    await storage().put("styles/ink.webp", Buffer.from("second"));
    await restoreStyle(admin, first.id);
    expect((await getAdminStyle(admin, first.id)).slug).toBe("ink-2");
    expect(String(await storage().read("styles/ink-2.webp"))).toBe("first");
    expect(String(await storage().read("styles/ink.webp"))).toBe("second");
  });

  test("that had no preview yet gets one when it is back", async () => {
    const { id } = await ink();
    await removeStyle(admin, id);
    await database().delete(jobs);
    await restoreStyle(admin, id);
    const asked = (await database().select().from(jobs)).filter(({ name }) => name === "style.preview");
    expect(asked).toMatchObject([{ payload: { styleId: id }, pool: `backend:${backend.id}` }]);
  });

  test("goes for good when its time is over, and no other does", async () => {
    const { id } = await ink();
    await storage().put("styles/ink.webp", Buffer.from("preview"));
    await removeStyle(admin, id);
    later(limits.removedKeptMs - minuteMs);
    await sweepRemoved(signal);
    expect(await listRemovedStyles(admin)).toMatchObject([{ id }]);
    const others = await listAdminStyles(admin);
    later(2 * minuteMs);
    await sweepRemoved(signal);
    expect(await listRemovedStyles(admin)).toEqual([]);
    expect(await database().select().from(styles).where(eq(styles.id, id))).toEqual([]);
    expect(await storage().exists(`styles/removed_${id}.webp`)).toBe(false);
    expect(await listAdminStyles(admin)).toEqual(others);
  });
});

test("bringing back is administrators' alone", async () => {
  const style = await ink();
  await removeStyle(admin, style.id);
  const { backend: other } = await createBackend(admin, input({ name: "Other" }));
  await removeBackend(admin, other.id);
  for (const viewer of [nobody, member, { ...admin, scopes: ["read", "write"] } satisfies UserViewer]) {
    const uses = [
      listRemovedBackends(viewer),
      listRemovedStyles(viewer),
      restoreBackend(viewer, other.id),
      restoreStyle(viewer, style.id),
    ];
    for (const use of await Promise.allSettled(uses)) {
      expect(use).toMatchObject({ status: "rejected", reason: { code: "not_found" } });
    }
  }
  expect(await listRemovedBackends(admin)).toHaveLength(1);
  expect(await listRemovedStyles(admin)).toHaveLength(1);
  for (const missing of [noSuchId, backend.id]) {
    await expect(restoreBackend(admin, missing)).rejects.toMatchObject({ code: "not_found" });
  }
  for (const missing of [noSuchId, await idOf("anime")]) {
    await expect(restoreStyle(admin, missing)).rejects.toMatchObject({ code: "not_found" });
  }
});
