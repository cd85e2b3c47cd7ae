import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { claimJob } from "@/db/queries/jobs";
import { auditEntries, jobs } from "@/db/schema";
import { makeUser, noSuchId, resetDatabase, viewerOf } from "@/db/testing";
import { ComfyStandIn } from "@/e2e/fakes/comfyui/server";
import { decodePixels } from "@/lib/imaging/pixels";
import describeWorkflow from "@/lib/providers/comfyui/workflows/describe.json";
import restyleWorkflow from "@/lib/providers/comfyui/workflows/restyle.json";
import { storage } from "@/lib/storage";
import { renderPreview } from "@/lib/styles/run";
import { fillInStyles, listStyles } from "@/lib/styles/service";
import { closeThreads } from "@/lib/threads/pool";
import { nobody, type UserViewer, type Viewer } from "@/lib/viewer";
import { type BackendDto, backendInput, styleInput } from "./schema";
import { createBackend, enableBackend } from "./service/change";
import {
  changeStyle,
  createStyle,
  enableStyle,
  getAdminStyle,
  listAdminStyles,
  moveStyle,
  removeStyle,
} from "./service/styles";
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

  test("of a built-in filter keeps what each release brings, but its strength and place", async () => {
    const oil = (await listAdminStyles(admin)).find(({ slug }) => slug === "oil");
    const id = oil?.id ?? 0;
    const changed = await changeStyle(admin, { id, title: "Mine", strength: 0.3 });
    expect(changed).toMatchObject({ title: "Oil painting", strength: 0.3 });
    await expect(removeStyle(admin, id)).rejects.toMatchObject({ code: "conflict" });
  });

  test.each([
    [{ modelId: noSuchId }, "modelId"],
    [{ params: { steps: 1000 } }, "params"],
    [{ params: { blotches: 1 } }, "params"],
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
    (viewer) => removeStyle(viewer, id),
    (viewer) => readWorkflow(viewer, { modelId, workflow: "{}" }),
  ];
  for (const use of uses) {
    await expect(use(nobody)).rejects.toMatchObject({ code: "not_found" });
    await expect(use(member)).rejects.toMatchObject({ code: "not_found" });
  }
  await expect(changeStyle(admin, { id: noSuchId, title: "x" })).rejects.toMatchObject({ code: "not_found" });
});
