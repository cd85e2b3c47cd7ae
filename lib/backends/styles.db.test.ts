import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { claimJob } from "@/db/queries/jobs";
import { deleteSetting, saveSetting } from "@/db/queries/settings";
import { auditEntries, jobs } from "@/db/schema";
import { makeUser, noSuchId, resetDatabase, viewerOf } from "@/db/testing";
import { ComfyStandIn } from "@/e2e/fakes/comfyui/server";
import { decodePixels } from "@/lib/imaging/pixels";
import describeWorkflow from "@/lib/providers/comfyui/workflows/describe.json";
import restyleWorkflow from "@/lib/providers/comfyui/workflows/restyle.json";
import { storage } from "@/lib/storage";
import { renderPreview } from "@/lib/styles/run";
import { ownStyleInput } from "@/lib/styles/schema";
import { createOwnStyle, fillInStyles, listStyles, promoteStyle } from "@/lib/styles/service";
import { closeThreads } from "@/lib/threads/pool";
import { nobody, type UserViewer, type Viewer } from "@/lib/viewer";
import { styleDraftHandler } from "@/lib/worker/handlers/style-draft";
import { type BackendDto, backendInput, styleInput } from "./schema";
import { createBackend, enableBackend, renameModel } from "./service/change";
import { testBackend } from "./service/look";
import { moveBackend, moveStyle, placeStyle } from "./service/order";
import { getBackend, listBackends } from "./service/read";
import { changeStyle, createStyle, enableStyle, getAdminStyle, listAdminStyles, removeStyle } from "./service/styles";
import { lookAtDraft, tryStyle } from "./service/try";
import { readWorkflow } from "./service/workflows";

let admin: UserViewer;
let server: ComfyStandIn;
let backend: BackendDto;
let modelId: number;

beforeEach(async () => {
  await resetDatabase();
  await fillInStyles();
  admin = viewerOf(await makeUser({ role: "admin" }));
  server = await ComfyStandIn.start();
  const config = { address: server.address };
  ({ backend } = await createBackend(admin, backendInput.parse({ kind: "comfyui", name: "Workshop", config })));
  modelId = backend.models[0]?.id ?? 0;
  await database().delete(jobs);
});
afterEach(() => server.die());
const idOf = async (slug: string) => (await listAdminStyles(admin)).find((style) => style.slug === slug)?.id ?? 0;

afterAll(async () => {
  await closeThreads();
  await closeDatabase();
});

const wanted = (values: object = {}) =>
  styleInput.parse({ title: "Étude à l’encre!", modelId, promptTemplate: "{{prompt}}, ink study", ...values });
const never = new AbortController().signal;

describe("a style", () => {
  test("is added with a name for addresses, offered, and previewed by a job of its backend", async () => {
    const style = await createStyle(admin, wanted({ params: { steps: 12 }, strength: 0.7 }));
    expect(style).toMatchObject({
      slug: "etude-a-l-encre",
      kind: "prompt",
      isOffered: true,
      strength: 0.7,
      workflow: "",
    });
    expect(style.params.map(({ name, value }) => [name, value])).toEqual([
      ["steps", 12],
      ["cfg", 7],
    ]);
    expect((await createStyle(admin, wanted())).slug).toBe("etude-a-l-encre-2");
    expect((await createStyle(admin, wanted({ title: "水墨" }))).slug).toBe("style");
    expect((await listStyles()).some(({ id }) => id === style.id)).toBe(true);

    const job = await claimJob(`backend:${backend.id}`);
    expect(job).toMatchObject({ name: "style.preview", payload: { styleId: style.id } });
    await renderPreview(style.id, never);
    const preview = await storage().read(`styles/${style.slug}.webp`);
    const { width, height } = await decodePixels(preview ?? Buffer.alloc(0), 1000);
    expect([width, height]).toEqual([384, 384]);
    const [{ prompt }] = [...server.history.values()].slice(-1);
    expect(JSON.stringify(prompt[2])).toContain("a lighthouse on a cliff above the sea");
  });

  test("of a backend that is off gets no preview, and no error", async () => {
    const style = await createStyle(admin, wanted({ title: "Off" }));
    await enableBackend(admin, { id: backend.id, enabled: false });
    await renderPreview(style.id, never);
    expect(await storage().read("styles/off.webp")).toBeNull();
    expect((await getAdminStyle(admin, style.id)).isOffered).toBe(false);
  });

  test("changes only where it is told to, and gets a new preview when its recipe does", async () => {
    const { id } = await createStyle(admin, wanted({ negativePrompt: "blur", params: { cfg: 3 } }));
    await database().delete(jobs);
    const renamed = await changeStyle(admin, { id, title: "Ink" });
    expect(renamed).toMatchObject({ title: "Ink", promptTemplate: "{{prompt}}, ink study", negativePrompt: "blur" });
    expect(await database().select().from(jobs)).toEqual([]);
    const changed = await changeStyle(admin, { id, strength: 0.2, negativePrompt: "" });
    expect(changed).toMatchObject({ strength: 0.2, negativePrompt: "" });
    expect(changed.previewUrl).toMatch(/\?v=2$/);
    expect(changed.params.find(({ name }) => name === "cfg")?.value).toBe(3);
    expect(await database().select().from(jobs)).toHaveLength(1);
  });

  test("is switched off, moved and removed; each is noted", async () => {
    const first = (await listAdminStyles(admin)).at(-1);
    const { id } = await createStyle(admin, wanted());
    await enableStyle(admin, { id, enabled: false });
    expect((await listStyles()).some((style) => style.id === id)).toBe(false);
    await moveStyle(admin, { id, direction: "down" });
    await moveStyle(admin, { id, direction: "up" });
    expect((await listAdminStyles(admin)).slice(-2).map((style) => style.id)).toEqual([id, first?.id]);
    await removeStyle(admin, id);
    await expect(getAdminStyle(admin, id)).rejects.toMatchObject({ code: "not_found" });
    const notes = await database()
      .select()
      .from(auditEntries)
      .where(eq(auditEntries.subject, `style:${id}`));
    expect(notes.map(({ action }) => action)).toEqual(["style.create", "style.disable", "style.move", "style.remove"]);
  });

  test("that somebody else changed meanwhile is not passed over, and nothing that was typed is lost", async () => {
    const { id, seen } = await createStyle(admin, wanted({ params: { cfg: 3 } }));
    const other = viewerOf(await makeUser({ role: "admin" }));
    const saved = await changeStyle(other, { id, seen, title: "Etching", promptTemplate: "etching" });
    const late = changeStyle(admin, { id, seen, title: "Drypoint", description: "Fine lines", strength: 0.2 });
    // Of what differs, only what the other one changed.
    const told = await late.catch((error: unknown) => error);
    expect(told).toMatchObject({ code: "conflict" });
    expect(told).toHaveProperty("options.fields", { "meanwhile.title": ["Etching"], seen: [saved.seen] });
    expect(await getAdminStyle(admin, id)).toMatchObject({ title: "Etching", promptTemplate: "etching" });
    const meant = await changeStyle(admin, { id, seen: saved.seen, title: "Drypoint", strength: 0.2 });
    expect(meant).toMatchObject({ title: "Drypoint", strength: 0.2, promptTemplate: "etching" });
    expect(meant.seen).not.toBe(saved.seen);
    await enableStyle(other, { id, enabled: false });
    expect((await getAdminStyle(admin, id)).seen).toBe(meant.seen);
  });

  test("is put before another, or last; whoever is gone changes nothing", async () => {
    const before = (await listAdminStyles(admin)).map((style) => style.id);
    const [first, second, third] = before;
    await placeStyle(admin, { id: third ?? 0, before: first ?? 0 });
    expect((await listAdminStyles(admin)).slice(0, 3).map((style) => style.id)).toEqual([third, first, second]);
    await placeStyle(admin, { id: third ?? 0, before: null });
    expect((await listAdminStyles(admin)).at(-1)?.id).toBe(third);
    await placeStyle(admin, { id: third ?? 0, before: noSuchId });
    expect((await listAdminStyles(admin)).at(-1)?.id).toBe(third);
    await expect(placeStyle(admin, { id: noSuchId, before: null })).rejects.toMatchObject({ code: "not_found" });
  });

  test("can be tried before it is kept, changed or new", async () => {
    const { id } = await createStyle(admin, wanted());
    await database().delete(jobs);
    const tries = [
      { draft: await tryStyle(admin, { id, strength: 0.1 }), pool: `backend:${backend.id}` },
      { draft: await tryStyle(admin, { modelId, promptTemplate: "{{prompt}}, neon" }), pool: `backend:${backend.id}` },
      { draft: await tryStyle(admin, { id: await idOf("oil"), strength: 0.2 }), pool: "pixels" },
    ];
    for (const { draft, pool } of tries) {
      expect(await lookAtDraft(admin, draft)).toEqual({ isOver: false, preview: null, words: null });
      const job = await claimJob(pool);
      if (job) await styleDraftHandler.run(job, new AbortController().signal);
      const { isOver, preview } = await lookAtDraft(admin, draft);
      expect([isOver, preview?.slice(0, 23)]).toEqual([true, "data:image/webp;base64,"]);
    }
    expect((await getAdminStyle(admin, id)).strength).toBe(0.6);
    await server.die();
    const draft = await tryStyle(admin, { id });
    const job = await claimJob(`backend:${backend.id}`);
    if (job)
      await styleDraftHandler.giveUp(
        job,
        await styleDraftHandler.run(job, new AbortController().signal).catch((error) => error),
      );
    expect(await lookAtDraft(admin, draft)).toMatchObject({
      isOver: true,
      words: expect.stringMatching(/Nothing listens/),
    });
    await expect(tryStyle(admin, { id, params: { steps: 1000 } })).rejects.toMatchObject({ code: "invalid" });
  });

  test("of a member that became one of the house can be changed and removed, a built-in one cannot", async () => {
    const ada = viewerOf(await makeUser());
    const base_style_id = await idOf("oil");
    const own = await createOwnStyle(ada, ownStyleInput.parse({ title: "Wet oil", base_style_id, is_shared: true }));
    await promoteStyle(admin, own.id);
    const dto = await getAdminStyle(admin, own.id);
    expect([dto.isShipped, dto.params.length > 0]).toEqual([false, true]);
    const changed = await changeStyle(admin, { id: own.id, title: "Dry oil", params: { brush: 9 } });
    expect(changed.params.find(({ name }) => name === "brush")?.value).toBe(9);
    expect(changed.previewUrl).toMatch(/\?v=2$/);
    await removeStyle(admin, own.id);
    await expect(getAdminStyle(admin, own.id)).rejects.toMatchObject({ code: "not_found" });
  });

  test("that is taken when none is named is not removed", async () => {
    const { id, slug } = await createStyle(admin, wanted());
    await saveSetting(database(), "default_style", slug);
    await expect(removeStyle(admin, id)).rejects.toMatchObject({ code: "conflict" });
    await deleteSetting(database(), "default_style");
    await removeStyle(admin, id);
  });

  test("of a built-in filter keeps what each release brings, but its strength and place", async () => {
    const oil = (await listAdminStyles(admin)).find(({ slug }) => slug === "oil");
    const id = oil?.id ?? 0;
    const changed = await changeStyle(admin, { id, title: "Mine", strength: 0.3 });
    expect(changed).toMatchObject({ title: "Oil painting", strength: 0.3 });
    await expect(removeStyle(admin, id)).rejects.toMatchObject({ code: "conflict" });
  });

  test.each([
    [{ modelId: noSuchId }, "modelId"],
    [{ params: { steps: 1000 } }, "params.steps"],
    [{ params: { blotches: 1 } }, "params.blotches"],
    [{ workflow: '{"nodes": [], "links": []}' }, "workflow"],
    [{ workflow: "{" }, "workflow"],
    [{ workflow: '{"1": {"class_type": "A", "inputs": {"x": "{{promt}}"}}}' }, "workflow"],
    [{ workflow: '{"1": {"class_type": "A", "inputs": {"x": "{{seed}}"}}}' }, "workflow"],
  ])("that does not fit is refused by field: %o", async (values, field) => {
    await expect(createStyle(admin, wanted(values))).rejects.toMatchObject({
      code: "invalid",
      options: { fields: { [field]: [expect.any(String)] } },
    });
  });

  test("on a model of our own filters is refused", async () => {
    const oil = (await listAdminStyles(admin)).find(({ slug }) => slug === "oil");
    await expect(createStyle(admin, wanted({ modelId: oil?.model.id }))).rejects.toMatchObject({ code: "invalid" });
  });
});

test("backends have an order, which can be changed", async () => {
  const ids = async () => (await listBackends(admin)).map(({ id }) => id);
  const [builtin] = await ids();
  expect(await ids()).toEqual([builtin, backend.id]);
  await moveBackend(admin, { id: backend.id, direction: "up" });
  await moveBackend(admin, { id: backend.id, direction: "up" });
  expect(await ids()).toEqual([backend.id, builtin]);
  const notes = await database().select().from(auditEntries).where(eq(auditEntries.action, "backend.move"));
  expect(notes).toHaveLength(1);
});

test("models are called as the administrator calls them", async () => {
  await renameModel(admin, { id: modelId, title: "The large one" });
  await renameModel(admin, { id: modelId, title: "The large one" });
  expect((await getBackend(admin, backend.id)).models.map(({ title }) => title)).toContain("The large one");
  await testBackend(admin, backend.id);
  expect((await getBackend(admin, backend.id)).models.map(({ title }) => title)).toContain("The large one");
  const notes = await database().select().from(auditEntries).where(eq(auditEntries.action, "model.rename"));
  expect(notes).toHaveLength(1);
});

describe("a workflow", () => {
  test("is read, filled with placeholders, and held against what is installed", async () => {
    const exported = JSON.stringify(restyleWorkflow)
      .replace('"{{prompt}}"', '"a cat"')
      .replace('"{{seed}}"', "123")
      .replace('"lanczos"', '"nearest"');
    const read = await readWorkflow(admin, { modelId, workflow: exported });
    expect(read.takesImage).toBe(true);
    expect(read.suggestions.map(({ input, from, to }) => [input, from, to]).sort()).toEqual([
      ["seed", 123, "{{seed}}"],
      ["text", "a cat", "{{prompt}}"],
    ]);
    expect(read.problems.map(({ code, values }) => [code, values.value])).toEqual([["value_missing", "nearest"]]);
    const style = await createStyle(admin, wanted({ workflow: read.workflow }));
    expect(JSON.parse(style.workflow)).toEqual(JSON.parse(read.workflow));
    expect(JSON.parse((await changeStyle(admin, { id: style.id, title: "x" })).workflow)).toEqual(
      JSON.parse(read.workflow),
    );
    expect((await changeStyle(admin, { id: style.id, workflow: "" })).workflow).toBe("");
  });

  test("is read without a backend that answers, and that is told", async () => {
    await server.die();
    const workflow = JSON.stringify(describeWorkflow);
    const { problems, takesImage } = await readWorkflow(admin, { modelId, workflow });
    expect([takesImage, problems.map(({ code }) => code)]).toEqual([false, ["unreachable"]]);
  });

  test("in the editor's format is refused with what to do", async () => {
    await expect(readWorkflow(admin, { modelId, workflow: '{"nodes": [], "links": []}' })).rejects.toMatchObject({
      code: "invalid",
      options: { fields: { workflow: [expect.stringContaining("Export (API)")] } },
    });
  });
});

test("all of it is administrators' alone", async () => {
  const { id } = await createStyle(admin, wanted());
  const member = viewerOf(await makeUser());
  const uses: ((viewer: Viewer) => Promise<unknown>)[] = [
    listAdminStyles,
    (viewer) => getAdminStyle(viewer, id),
    (viewer) => createStyle(viewer, wanted()),
    (viewer) => changeStyle(viewer, { id, title: "x" }),
    (viewer) => enableStyle(viewer, { id, enabled: false }),
    (viewer) => moveStyle(viewer, { id, direction: "up" }),
    (viewer) => placeStyle(viewer, { id, before: null }),
    (viewer) => moveBackend(viewer, { id: backend.id, direction: "up" }),
    (viewer) => renameModel(viewer, { id: modelId, title: "x" }),
    (viewer) => tryStyle(viewer, { id }),
    (viewer) => lookAtDraft(viewer, { draft: 1 }),
    (viewer) => removeStyle(viewer, id),
    (viewer) => readWorkflow(viewer, { modelId, workflow: "{}" }),
  ];
  for (const use of uses) {
    await expect(use(nobody)).rejects.toMatchObject({ code: "not_found" });
    await expect(use(member)).rejects.toMatchObject({ code: "not_found" });
  }
  await expect(changeStyle(admin, { id: noSuchId, title: "x" })).rejects.toMatchObject({ code: "not_found" });
});
