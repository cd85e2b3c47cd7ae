import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { images, imageTerms } from "@/db/schema";
import { guestViewerOf, makeGuest, makeImage, makeUser, resetDatabase, viewerOf } from "@/db/testing";
import { AppError } from "@/lib/errors";
import { nobody, type UserViewer, type Viewer } from "@/lib/viewer";
import { type GalleryFilter, readGalleryFilter } from "./schema";
import { editImage, setPrivate } from "./service/change";
import { removeImage, restoreImage } from "./service/remove";
import { listImages, searchImages } from "./service/search";

let ada: UserViewer;
let bob: UserViewer;

beforeAll(async () => {
  await resetDatabase();
  ada = viewerOf(await makeUser({ name: "Ada Lovelace", handle: "ada" }));
  bob = viewerOf(await makeUser({ name: "Bob", handle: "bob-builder" }));
});
afterAll(closeDatabase);

type Values = NonNullable<Parameters<typeof makeImage>[0]>;
const shared = (prompt: string, values: Values = {}) =>
  makeImage({ kind: "generated", prompt, isPublic: true, userId: ada.id, ...values });

async function find(viewer: Viewer, filter: GalleryFilter, scope: "gallery" | "own" = "gallery"): Promise<number[]> {
  return (await searchImages(viewer, { scope, limit: 50, ...filter })).images.map((image) => image.id);
}

describe("words", () => {
  test.each([
    [
      "Foxes in the Snow",
      ["fox SNOW", "foxes", "snow fox", "the fox", "FOX, in: (snow)"],
      ["dog", "fox dog", "sno", "*"],
    ],
    ["Café at the Élysée", ["cafe", "CAFÉ elysee"], ["caf"]],
    ["夕焼けの東京タワー", ["東京", "東京タワー", "夕焼け 東京", "京"], ["京都", "大阪"]],
    ["قَمَر فوق البحر", ["قمر", "البحر قمر"], ["شمس"]],
    ["Осенний лес", ["лес", "ОСЕННИЙ"], ["зима"]],
    ["R2 D2 at 5 o'clock", ["r2", "5", "o", "d2 r2"], ["r3"]],
    ["ภูเขาและทะเล", ["ทะเล"], ["เมือง"]],
    ["푸른 바다", ["바다"], ["산"]],
  ])("of %s are found", async (prompt, hits, misses) => {
    const { id } = await shared(prompt);
    for (const q of hits) expect([q, await find(nobody, { q })]).toEqual([q, [id]]);
    for (const q of misses) expect([q, (await find(nobody, { q })).includes(id)]).toEqual([q, false]);
    await database().delete(images).where(eq(images.id, id));
    expect(await database().select().from(imageTerms).where(eq(imageTerms.imageId, id))).toEqual([]);
  });

  test("of titles are found as soon as they are given, and no longer than they are there", async () => {
    const { id } = await shared("a quiet harbour");
    await editImage(ada, id, { title: "Moonrise" });
    expect(await find(nobody, { q: "moonrise harbour" })).toEqual([id]);
    await editImage(ada, id, { title: null });
    expect(await find(nobody, { q: "moonrise" })).toEqual([]);
    expect(await find(nobody, { q: "harbour" })).toEqual([id]);
  });

  test("that are names find what their bearers share", async () => {
    const hers = await shared("a lighthouse");
    const his = await shared("a lighthouse", { userId: bob.id });
    expect(await find(nobody, { q: "ada lighthouse" })).toEqual([hers.id]);
    expect(await find(nobody, { q: "Ada Lovelace lighthouse" })).toEqual([hers.id]);
    expect(await find(nobody, { q: "bob lighthouse" })).toEqual([his.id]);
  });

  test.each([
    "+-<>()~*\"'@",
    "' or 1=1 --",
    "%",
    "_____",
    "\\",
    "🎨🎨",
    "\u0000\ud800",
    "a".repeat(1000),
    "x ".repeat(500),
    `"${"(".repeat(500)}`,
    "東".repeat(1000),
  ])("that are none find nothing and break nothing: %j", async (q) => {
    await shared("a plain picture");
    expect(await find(nobody, { q })).toEqual([]);
    expect(await find(ada, { q }, "own")).toEqual([]);
    expect((await listImages(ada, { q, limit: 10 })).images).toEqual([]);
  });
});

describe("filters", () => {
  test("hold together, each and all", async () => {
    const red: Values = { dominantColor: "#d01818", width: 300, height: 200, kind: "styled" };
    const { id } = await shared("a kite", { ...red, recipe: recipe("comfyui") });
    await shared("a kite", { ...red, dominantColor: "#1830d0", recipe: recipe("comfyui") });
    await shared("a kite", { ...red, width: 3000, height: 2000, recipe: recipe("comfyui") });
    await shared("a kite", { ...red, recipe: recipe("builtin") });
    await shared("a kite", { ...red, kind: "generated", recipe: recipe("comfyui") });
    expect(await find(nobody, { q: "kite", kind: "styled", backend: "comfyui", size: "small", color: "red" })).toEqual([
      id,
    ]);
    expect(await find(nobody, { q: "kite", color: "blue" })).toHaveLength(1);
    expect(await find(nobody, { q: "kite", color: "red" })).toHaveLength(4);
    expect(await find(nobody, { kind: "styled", backend: "comfyui", size: "small", color: "red" })).toEqual([id]);
    expect(await find(nobody, { q: "kite", color: "pink" })).toEqual([]);
  });

  test("by day, the last one included, in each order", async () => {
    const at = (day: string, likesCount: number) =>
      shared("a calendar", { createdAt: new Date(`${day}T23:59:59.999Z`), likesCount });
    const [first, second, third] = [await at("2020-01-01", 1), await at("2020-01-02", 7), await at("2020-01-03", 3)];
    expect(await find(nobody, { from: "2020-01-01", to: "2020-01-02" })).toEqual([second.id, first.id]);
    expect(await find(nobody, { q: "calendar", from: "2020-01-02" })).toEqual([third.id, second.id]);
    const liked = await searchImages(nobody, { scope: "gallery", limit: 9, sort: "like", to: "2020-01-03" });
    expect(liked.images.map((image) => image.id)).toEqual([second.id, third.id, first.id]);
  });

  test("of an address are read as far as they are understood", () => {
    expect(
      readGalleryFilter({ q: "fox", kind: "nonsense", color: "red", size: "", from: "2020-13-01", style: ["a"], x: 1 }),
    ).toEqual({ q: "fox", color: "red" });
  });
});

describe("what others do not show", () => {
  test("is found by nobody but its maker, and not counted", async () => {
    const hidden = await shared("zeppelin secret", { isPublic: false });
    const guest = guestViewerOf(await makeGuest());
    for (const viewer of [nobody, guest, bob]) {
      expect(await searchImages(viewer, { scope: "gallery", limit: 5, q: "zeppelin" })).toEqual(nothing);
      expect(await searchImages(viewer, { scope: "own", limit: 5, q: "zeppelin" })).toEqual(nothing);
      expect(await listImages(viewer, { limit: 5, q: "zeppelin" })).toEqual(nothing);
    }
    expect(await find(ada, { q: "zeppelin" })).toEqual([]);
    expect(await find(ada, { q: "zeppelin" }, "own")).toEqual([hidden.id]);
    expect((await listImages(ada, { limit: 5, q: "zeppelin" })).images.map((image) => image.image_id)).toEqual([
      hidden.id,
    ]);
  });

  test("leaves the search when it is made private or thrown away, and comes back with it", async () => {
    const { id } = await shared("a submarine");
    await setPrivate(ada, id, true);
    expect(await find(nobody, { q: "submarine" })).toEqual([]);
    await setPrivate(ada, id, false);
    expect(await find(nobody, { q: "submarine" })).toEqual([id]);
    await removeImage(ada, id);
    expect(await find(nobody, { q: "submarine" })).toEqual([]);
    expect(await find(ada, { q: "submarine" }, "own")).toEqual([]);
    await restoreImage(ada, id);
    expect(await find(nobody, { q: "submarine" })).toEqual([id]);
  });
});

const nothing = { images: [], nextCursor: null };

describe("pages", () => {
  test.each(["created", "like"] as const)(
    "of a search by %s, joined, are the whole, in both directions",
    async (sort) => {
      for (let n = 0; n < 12; n++) {
        await shared("a pagoda", { likesCount: n % 3, createdAt: new Date(Date.UTC(2021, 0, 1 + (n % 4))) });
      }
      for (const order of ["asc", "desc"] as const) {
        const ask = (limit: number, cursor?: string) =>
          searchImages(nobody, { scope: "gallery", q: "pagoda", sort, order, limit, cursor });
        const whole = (await ask(100)).images.map((image) => image.id);
        const joined: number[] = [];
        for (let cursor: string | undefined; ; ) {
          const page = await ask(5, cursor);
          joined.push(...page.images.map((image) => image.id));
          if (page.nextCursor === null) break;
          cursor = page.nextCursor;
        }
        expect(joined).toEqual(whole);
      }
    },
  );

  test("a cursor of another search order is refused", async () => {
    const { nextCursor } = await searchImages(nobody, { scope: "gallery", q: "pagoda", limit: 1 });
    const asked = searchImages(nobody, {
      scope: "gallery",
      q: "pagoda",
      limit: 1,
      sort: "like",
      cursor: nextCursor ?? "",
    });
    await expect(asked).rejects.toThrow(AppError);
  });
});

function recipe(backend: string): Values["recipe"] {
  const size = { width: 300, height: 200 };
  return {
    backend,
    model: "m",
    version: 1,
    prompt: null,
    negativePrompt: null,
    style: null,
    strength: null,
    params: {},
    seed: 1,
    ...size,
  };
}
