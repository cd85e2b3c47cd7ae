import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { auditEntries, jobs } from "@/db/schema";
import { makeUser, resetDatabase, viewerOf } from "@/db/testing";
import { ComfyStandIn } from "@/e2e/fakes/comfyui/server";
import { limits } from "@/lib/limits";
import describeWorkflow from "@/lib/providers/comfyui/workflows/describe.json";
import { ownStyleInput } from "@/lib/styles/schema";
import { createOwnStyle, fillInStyles, promoteStyle } from "@/lib/styles/service";
import { nobody, type UserViewer, type Viewer } from "@/lib/viewer";
import { backendInput, type StyleFile, styleInput } from "./schema";
import { createBackend, removeBackend } from "./service/change";
import { exportStyles, importStyles, planImport } from "./service/exchange";
import { changeStyle, createStyle, enableStyle, listAdminStyles, removeStyle } from "./service/styles";

let admin: UserViewer;
let server: ComfyStandIn;
let backendId: number;
let modelId: number;

beforeEach(async () => {
  await resetDatabase();
  await fillInStyles();
  admin = viewerOf(await makeUser({ role: "admin" }));
  server = await ComfyStandIn.start();
  await addBackend("Workshop");
});
afterEach(() => server.die());
afterAll(closeDatabase);

async function addBackend(name: string): Promise<void> {
  const input = backendInput.parse({ kind: "comfyui", name, config: { address: server.address } });
  const { backend } = await createBackend(admin, input);
  backendId = backend.id;
  modelId = backend.models[0]?.id ?? 0;
  await database().delete(jobs);
}

const bySlug = async (slug: string) => (await listAdminStyles(admin)).find((style) => style.slug === slug);
const fileOf = async () => JSON.stringify(await exportStyles(admin));
const plan = async (text: string, chosen = 0) => planImport(admin, { text, modelId: chosen });
const doing = async (text: string, chosen = 0) => {
  const { entries } = await plan(text, chosen);
  return Object.fromEntries(entries.filter(({ does }) => does !== "same").map(({ slug, does }) => [slug, does]));
};

async function carryOut(text: string, chosen = 0) {
  const { digest } = await plan(text, chosen);
  return importStyles(admin, { text, modelId: chosen, digest });
}

/** The file with one of its styles otherwise. */
async function fileWith(slug: string, values: object): Promise<string> {
  const file = await exportStyles(admin);
  return JSON.stringify({
    ...file,
    styles: file.styles.map((style) => (style.slug === slug ? { ...style, ...values } : style)),
  });
}

test("what is exported comes back as it was, and does nothing where it is already", async () => {
  const workflow = JSON.stringify(describeWorkflow);
  const { id } = await createStyle(admin, styleInput.parse({ title: "Ink", modelId, workflow, params: { cfg: 3 } }));
  await changeStyle(admin, { id: (await bySlug("oil"))?.id ?? 0, strength: 0.3 });
  const file = await fileOf();
  expect(await doing(file)).toEqual({});

  await removeStyle(admin, id);
  await database().delete(jobs);
  await changeStyle(admin, { id: (await bySlug("oil"))?.id ?? 0, strength: 0.9 });
  await enableStyle(admin, { id: (await bySlug("anime"))?.id ?? 0, enabled: false });
  expect(await doing(file)).toEqual({ ink: "add", oil: "change", anime: "change" });
  const before = await listAdminStyles(admin);
  expect((await plan(file)).entries.find(({ slug }) => slug === "oil")?.changes).toEqual(["strengthDefault"]);
  expect(await listAdminStyles(admin)).toEqual(before);

  expect((await carryOut(file)).isDone).toBe(true);
  expect(await bySlug("oil")).toMatchObject({ strength: 0.3 });
  expect(await bySlug("anime")).toMatchObject({ enabled: true });
  expect(await bySlug("ink")).toMatchObject({ title: "Ink", workflow: JSON.stringify(describeWorkflow, null, 2) });
  expect(await fileOf().then((text) => JSON.parse(text).styles)).toHaveLength(JSON.parse(file).styles.length);
  const notes = await database().select().from(auditEntries).where(eq(auditEntries.action, "style.import"));
  expect(notes).toHaveLength(3);
  expect((await database().select().from(jobs)).filter(({ name }) => name === "style.preview")).toHaveLength(1);
});

test("a style that a member made and the house took goes along, filter and all", async () => {
  const ada = viewerOf(await makeUser());
  const base_style_id = (await bySlug("oil"))?.id ?? 0;
  const own = await createOwnStyle(
    ada,
    ownStyleInput.parse({ title: "Wet oil", base_style_id, is_shared: true, params: { brush: 9 } }),
  );
  await promoteStyle(admin, own.id);
  const file = await fileOf();
  await removeStyle(admin, own.id);
  await carryOut(file);
  expect(await bySlug(own.slug)).toMatchObject({ title: "Wet oil", kind: "filter", isShipped: false });
});

describe("a model that is not here", () => {
  test("leaves its styles out, in words, or puts them on the one that was chosen", async () => {
    const file = await fileWith("anime", { model: { backend: "X", kind: "comfyui", name: "gone.safetensors" } });
    const { entries } = await plan(file);
    expect(entries.find(({ slug }) => slug === "anime")).toMatchObject({
      does: "skip",
      why: { code: "no_model", words: expect.stringContaining("gone.safetensors") },
    });
    expect(await doing(file, modelId)).toEqual({ anime: "change" });
    await carryOut(file, modelId);
    expect((await bySlug("anime"))?.model.id).toBe(modelId);
  });

  test("is found by its name on another backend of its kind", async () => {
    const file = await fileOf();
    await removeBackend(admin, backendId);
    await addBackend("Second");
    for (const style of await listAdminStyles(admin)) if (style.kind === "prompt") await removeStyle(admin, style.id);
    expect(Object.values(await doing(file))).toEqual(Array(6).fill("add"));
    await carryOut(file);
    expect((await bySlug("anime"))?.backend.name).toBe("Second");
  });
});

test.each([
  ["a filter that is not here", "oil", { filter: "gone", slug: "gone" }, "no_filter"],
  ["parameters out of bounds", "anime", { params: { steps: 10_000 } }, "unfit"],
  ["a workflow in the editor's format", "anime", { workflow: { nodes: [], links: [] } }, "unfit"],
])("a style with %s is left out, the others are not", async (_what, slug, values, code) => {
  const { entries } = await plan(await fileWith(slug, values));
  expect(entries.filter(({ does }) => does === "skip").map(({ why }) => why?.code)).toEqual([code]);
});

test("what changed since it was looked over is shown anew, and nothing is done", async () => {
  const file = await fileWith("anime", { title: "Manga" });
  const { digest } = await plan(file);
  await changeStyle(admin, { id: (await bySlug("anime"))?.id ?? 0, title: "Manga" });
  const again = await importStyles(admin, { text: file, modelId: 0, digest });
  expect(again.isDone).toBe(false);
  expect(again.entries.find(({ slug }) => slug === "anime")?.does).toBe("same");
});

describe("refused in words", () => {
  const asFile = (values: Partial<Record<keyof StyleFile, unknown>>) =>
    JSON.stringify({ format: "atelier-styles", version: 1, exportedAt: "2026-01-01T00:00:00Z", styles: [], ...values });
  const style = { slug: "x", title: "X", kind: "prompt", model: null, strength: 0.5 };
  test.each([
    ["no JSON", "hello", /no file of styles/],
    ["another's JSON", '{"name": "a workflow"}', /no file of styles/],
    ["a list", "[]", /./],
    ["another version", asFile({ version: 2 }), /another version/],
    ["a style without a title", asFile({ styles: [{ ...style, title: " " }] }), /styles\.0\.title/],
    ["a strength beyond", asFile({ styles: [{ ...style, strength: 2 }] }), /styles\.0\.strength/],
    ["a slug that is a path", asFile({ styles: [{ ...style, slug: "../x" }] }), /styles\.0\.slug/],
    ["the same style twice", asFile({ styles: [style, style] }), /twice/],
    ["too many", asFile({ styles: Array(limits.styleFileMax + 1).fill(style) }), /At most 500/],
    ["too much", " ".repeat(limits.styleFileMaxBytes + 1), /900 kB/],
  ])("%s", async (_what, text, words) => {
    await expect(plan(text)).rejects.toMatchObject({
      code: "invalid",
      options: { fields: { file: [expect.stringMatching(words)] } },
    });
  });

  test("everyone but administrators", async () => {
    const member = viewerOf(await makeUser());
    const uses: ((viewer: Viewer) => Promise<unknown>)[] = [
      exportStyles,
      (viewer) => planImport(viewer, { text: "{}", modelId: 0 }),
      (viewer) => importStyles(viewer, { text: "{}", modelId: 0, digest: "" }),
    ];
    for (const use of uses) {
      for (const viewer of [nobody, member]) await expect(use(viewer)).rejects.toMatchObject({ code: "not_found" });
    }
  });
});
