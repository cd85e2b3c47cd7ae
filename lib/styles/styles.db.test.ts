import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { selectImages } from "@/db/queries/image-rows";
import { claimJob } from "@/db/queries/jobs";
import { auditEntries, backends, images, jobs, settings, styles, users } from "@/db/schema";
import { guestViewerOf, makeGuest, makeImage, makeUser, noSuchId, resetDatabase, viewerOf } from "@/db/testing";
import { indexTerms } from "@/lib/images/run/terms";
import { searchImages } from "@/lib/images/service/search";
import { limits } from "@/lib/limits";
import { storage } from "@/lib/storage";
import { closeThreads } from "@/lib/threads/pool";
import { nobody, type UserViewer, type Viewer } from "@/lib/viewer";
import { renderPreview } from "./run";
import { ownStyleInput, stylePreviewKey } from "./schema";
import {
  changeOwnStyle,
  createOwnStyle,
  favoriteStyle,
  fillInStyles,
  listPromotable,
  listStyles,
  promoteStyle,
  removeOwnStyle,
  searchStyles,
  unshareStyle,
} from "./service";

let ada: UserViewer;
let bob: UserViewer;
let admin: UserViewer;
let oilId: number;

beforeEach(async () => {
  await resetDatabase();
  await fillInStyles();
  await database().delete(jobs);
  ada = viewerOf(await makeUser({ name: "Ada" }));
  bob = viewerOf(await makeUser({ name: "Bob" }));
  admin = viewerOf(await makeUser({ role: "admin" }));
  oilId = (await listStyles()).find(({ slug }) => slug === "oil")?.id ?? 0;
});
afterAll(async () => {
  await closeThreads();
  await closeDatabase();
});

const keep = (viewer: Viewer, values: object = {}) =>
  createOwnStyle(viewer, ownStyleInput.parse({ title: "Harbour oil", base_style_id: oilId, ...values }));
const sees = async (viewer: Viewer, id: number) => (await listStyles(viewer)).some((style) => style.id === id);

describe("a style of one's own", () => {
  test("is whole, previewed by a job with its own parameters, and found by its maker", async () => {
    const own = await keep(ada, { strength: 0.4, params: { brush: 9 } });
    expect(own).toMatchObject({
      title: "Harbour oil",
      filter: "oil",
      is_own: true,
      strength_default: 0.4,
      maker: "Ada",
    });
    expect(own.params.brush?.default).toBe(9);
    expect(own.slug).not.toContain("harbour");
    const [row] = await database().select().from(styles).where(eq(styles.id, own.id));
    expect(Object.keys(row?.params ?? {}).sort()).toEqual(Object.keys(own.params).sort());
    expect((await searchStyles(ada, "harbour")).map(({ id }) => id)).toEqual([own.id]);
    expect(await claimJob("pixels")).toMatchObject({ name: "style.preview", payload: { styleId: own.id } });
    await renderPreview(own.id, new AbortController().signal);
    await renderPreview(oilId, new AbortController().signal);
    const [mine, house] = await Promise.all([own.slug, "oil"].map((slug) => storage().read(stylePreviewKey(slug))));
    expect(mine && house && mine.equals(house)).toBe(false);
    await removeOwnStyle(ada, own.id);
    expect(await storage().read(stylePreviewKey(own.slug))).toBeNull();
    expect(await sees(ada, own.id)).toBe(false);
  });

  test("is there for others as its maker says, and for nobody while they are gone", async () => {
    const { id } = await keep(ada);
    const guest = guestViewerOf(await makeGuest());
    const everyone = [nobody, guest, bob, admin];
    for (const viewer of everyone) expect(await sees(viewer, id)).toBe(false);
    expect(await searchStyles(admin, "harbour")).toEqual([]);
    await changeOwnStyle(ada, id, { is_shared: true });
    for (const viewer of everyone) expect(await sees(viewer, id)).toBe(true);
    expect((await listStyles(bob)).find((style) => style.id === id)).toMatchObject({ is_own: false, maker: "Ada" });

    await database().insert(settings).values({ key: "gallery_visible_to", value: "members", updatedAt: new Date() });
    expect([await sees(nobody, id), await sees(guest, id), await sees(bob, id)]).toEqual([false, false, true]);
    await database().delete(settings);
    await database().update(users).set({ disabledAt: new Date() }).where(eq(users.id, ada.id));
    expect(await sees(bob, id)).toBe(false);
  });

  test("names no private style on a picture that others see", async () => {
    const { id } = await keep(ada);
    const image = await makeImage({ userId: ada.id, isPublic: true, styleId: id });
    const titleFor = async (viewer: Viewer) => (await selectImages(viewer, eq(images.id, image.id)))[0]?.styleTitle;
    expect([await titleFor(ada), await titleFor(bob), await titleFor(admin)]).toEqual(["Harbour oil", null, null]);
  });

  test("names pictures in searches only while it is shared, however many there are", async () => {
    const { id } = await keep(ada, { title: "Zeppelin", is_shared: true });
    const image = await makeImage({ userId: ada.id, isPublic: true, styleId: id });
    const finds = async (q: string) => {
      const { images: found } = await searchImages(bob, { scope: "gallery", q, limit: 250 });
      return found.some((one) => one.id === image.id);
    };
    expect(await finds("zeppelin")).toBe(true);
    await changeOwnStyle(ada, id, { title: "Airship" });
    expect([await finds("zeppelin"), await finds("airship")]).toEqual([false, true]);
    await changeOwnStyle(ada, id, { is_shared: false });
    expect(await finds("airship")).toBe(false);

    await changeOwnStyle(ada, id, { is_shared: true });
    for (let n = 0; n < 200; n++) await makeImage({ userId: ada.id, isPublic: true, styleId: id });
    await changeOwnStyle(ada, id, { title: "Balloon" });
    expect(await finds("balloon")).toBe(false);
    expect(await claimJob("errands")).toMatchObject({ name: "terms.index" });
    await indexTerms(new AbortController().signal);
    expect([await finds("airship"), await finds("balloon")]).toEqual([false, true]);
  });

  test("changes only where it is told to; a new recipe gets a new preview", async () => {
    const { id } = await keep(ada, { description: "Wet" });
    await database().delete(jobs);
    expect(await changeOwnStyle(ada, id, { title: "Sea" })).toMatchObject({ title: "Sea", description: "Wet" });
    expect(await database().select().from(jobs)).toEqual([]);
    expect((await changeOwnStyle(ada, id, { strength: 0.2 })).preview_image).toMatch(/\?v=2$/);
    expect(await database().select().from(jobs)).toHaveLength(1);
  });

  test.each([
    ["a parameter of another filter", { params: { dots: 3 } }, "invalid"],
    ["a parameter out of bounds", { params: { brush: 9999 } }, "invalid"],
    ["words for a filter", { prompt_template: "{{prompt}}, in oil" }, "invalid"],
    ["a missing base", { base_style_id: noSuchId }, "not_found"],
  ])("is refused with %s", async (_what, values, code) => {
    await expect(keep(ada, values)).rejects.toMatchObject({ code });
  });

  test("of another is missing while private and forbidden while shared; a base as well", async () => {
    const { id } = await keep(ada);
    const acts = [() => changeOwnStyle(bob, id, { title: "Mine" }), () => removeOwnStyle(bob, id)];
    for (const act of acts) await expect(act()).rejects.toMatchObject({ code: "not_found" });
    await expect(keep(bob, { base_style_id: id })).rejects.toMatchObject({ code: "not_found" });
    await expect(favoriteStyle(bob, id, true)).rejects.toMatchObject({ code: "not_found" });
    await changeOwnStyle(ada, id, { is_shared: true });
    for (const act of acts) await expect(act()).rejects.toMatchObject({ code: "forbidden" });
    expect((await keep(bob, { base_style_id: id })).filter).toBe("oil");
  });

  test("is for members, and not without end, even at once", async () => {
    await expect(keep(nobody)).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(keep(viewerOf(await makeUser({ role: "user" })))).rejects.toMatchObject({ code: "forbidden" });
    const first = await keep(ada);
    const [row] = await database().select().from(styles).where(eq(styles.id, first.id));
    const { id: _id, ...copy } = row!;
    const many = Array.from({ length: limits.ownStylesMax - 2 }, (_, n) => ({ ...copy, slug: `own-${n}` }));
    await database().insert(styles).values(many);
    const both = await Promise.allSettled([keep(ada), keep(ada)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(keep(ada)).rejects.toMatchObject({ code: "conflict" });
  });

  test("of a backend that is off cannot be picked, but changed", async () => {
    const { id } = await keep(ada);
    await database().update(backends).set({ enabled: false });
    expect(await sees(ada, id)).toBe(false);
    expect((await changeOwnStyle(ada, id, { title: "Later" })).title).toBe("Later");
  });
});

describe("promotion", () => {
  test("makes a shared style one of the house, noted, and its maker's no more", async () => {
    const { id } = await keep(ada, { is_shared: true });
    expect((await listPromotable(admin)).map((style) => style.id)).toEqual([id]);
    await promoteStyle(admin, id);
    expect((await listStyles(bob)).find((style) => style.id === id)?.maker).toBeNull();
    await expect(changeOwnStyle(ada, id, { title: "Mine" })).rejects.toMatchObject({ code: "forbidden" });
    const [note] = await database().select().from(auditEntries);
    expect(note).toMatchObject({ action: "style.promote", actorId: admin.id, subject: `style:${id}` });
    await expect(promoteStyle(admin, id)).rejects.toMatchObject({ code: "not_found" });
  });

  test("has a counterpart: a shared style is taken from the others, and stays its maker's", async () => {
    const { id } = await keep(ada, { is_shared: true });
    const image = await makeImage({ userId: ada.id, isPublic: true, styleId: id });
    await expect(unshareStyle(bob, id)).rejects.toMatchObject({ code: "not_found" });
    await unshareStyle(admin, id);
    expect([await sees(bob, id), await sees(admin, id), await sees(ada, id)]).toEqual([false, false, true]);
    const { images: found } = await searchImages(bob, { scope: "gallery", q: "harbour", limit: 20 });
    expect(found.map((one) => one.id)).not.toContain(image.id);
    await expect(unshareStyle(admin, id)).rejects.toMatchObject({ code: "not_found" });
    const notes = await database().select().from(auditEntries);
    expect(notes).toMatchObject([{ action: "style.unshare", subject: `style:${id}` }]);
  });

  test("is the administrator's alone, and never of a private style", async () => {
    const { id } = await keep(ada);
    await expect(promoteStyle(admin, id)).rejects.toMatchObject({ code: "not_found" });
    await expect(promoteStyle(ada, id)).rejects.toMatchObject({ code: "not_found" });
    await expect(listPromotable(bob)).rejects.toMatchObject({ code: "not_found" });
    expect(await listPromotable(admin)).toEqual([]);
  });
});

test("stars are kept per user, and set twice are one", async () => {
  await favoriteStyle(ada, oilId, true);
  await favoriteStyle(ada, oilId, true);
  const starred = async (viewer: Viewer) => (await listStyles(viewer)).filter((style) => style.is_favorite).length;
  expect([await starred(ada), await starred(bob), await starred(nobody)]).toEqual([1, 0, 0]);
  await favoriteStyle(ada, oilId, false);
  expect(await starred(ada)).toBe(0);
  await expect(favoriteStyle(nobody, oilId, true)).rejects.toMatchObject({ code: "unauthenticated" });
});
