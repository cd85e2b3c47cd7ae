import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, database, databasePool } from "@/db/client";
import { insertSession } from "@/db/queries/sessions";
import { favorites } from "@/db/schema";
import { makeImage, makeUser, noSuchId, resetDatabase, viewerOf } from "@/db/testing";
import { signSession } from "@/lib/auth/sessions";
import { findViewer } from "@/lib/auth/viewer";
import { clock, fromNow, hourMs } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { writeCursor } from "@/lib/http/cursor";
import { nobody, type UserViewer, type Viewer } from "@/lib/viewer";
import type { ImagePageDto } from "./schema";
import { removeImages } from "./service/bulk";
import { setPrivate } from "./service/change";
import { findMaker, listByHandle, listFavorites, listGallery, listOwnImages, listTrash } from "./service/read";
import { emptyTrash, removeImage } from "./service/remove";
import { listImages, searchImages } from "./service/search";

let ada: UserViewer;
let token: string;
const count = 12;

beforeAll(async () => {
  await resetDatabase();
  const user = await makeUser({ handle: "ada", name: "Ada" });
  ada = viewerOf(user);
  const now = clock.now();
  const session = {
    userId: user.id,
    kind: "api",
    createdAt: now,
    lastSeenAt: now,
    expiresAt: fromNow(hourMs),
  } as const;
  token = await signSession("access", user.id, await insertSession(database(), session));
  for (let n = 0; n < count; n++) {
    const createdAt = new Date(Date.UTC(2024, 0, 1, 0, n >> 1));
    const { id } = await makeImage({
      userId: user.id,
      isPublic: true,
      prompt: "a pier",
      kind: n % 2 ? "generated" : "styled",
      isTemp: n % 6 === 5,
      likesCount: n % 3,
      createdAt,
      updatedAt: createdAt,
    });
    await database().insert(favorites).values({ userId: user.id, imageId: id, createdAt });
  }
});
afterAll(closeDatabase);

type List = (viewer: Viewer, request: { limit: number; cursor?: string; page?: number }) => Promise<ImagePageDto>;

const lists: Record<string, List> = {
  gallery: (viewer, request) => listGallery(viewer, { ...request, sort: "created", order: "desc" }),
  "most liked": (viewer, request) => listGallery(viewer, { ...request, sort: "like", order: "desc" }),
  library: listOwnImages,
  "library of a kind and state": (viewer, request) =>
    listOwnImages(viewer, { ...request, kind: "generated", state: "temporary" }),
  favorites: listFavorites,
  trash: listTrash,
  maker: (viewer, request) => listByHandle(viewer, "ada", request),
  search: (viewer, request) => searchImages(viewer, { ...request, scope: "gallery", q: "pier" }),
  "search by likes": (viewer, request) =>
    searchImages(viewer, { ...request, scope: "gallery", q: "pier", sort: "like" }),
  "own search": (viewer, request) => searchImages(viewer, { ...request, scope: "own", q: "pier" }),
};
const listed = Object.entries(lists);

/** Statements outside of transactions: each takes a connection of the pool. */
async function countStatements(work: () => Promise<unknown>): Promise<number> {
  let statements = 0;
  const heard = () => statements++;
  databasePool().on("acquire", heard);
  try {
    await work();
  } finally {
    databasePool().off("acquire", heard);
  }
  return statements;
}

describe("statements", () => {
  const headers = () => new Headers({ authorization: `Bearer ${token}` });

  test.each(listed)("of a signed-in request for %s are three at most, session included", async (_name, list) => {
    for (const limit of [2, 50]) {
      const statements = await countStatements(async () => list(await findViewer(headers()), { limit }));
      expect(statements).toBeGreaterThan(1);
      expect(statements).toBeLessThanOrEqual(3);
    }
  });

  test("of the list of everything too, its setting included", async () => {
    const statements = await countStatements(async () => listImages(await findViewer(headers()), { limit: 50 }));
    expect(statements).toBeLessThanOrEqual(3);
  });
});

describe("pages", () => {
  test.each(listed.filter(([name]) => name !== "trash"))("of %s, joined, are the whole", async (_name, list) => {
    const whole = (await list(ada, { limit: 100 })).images.map((image) => image.id);
    const joined: number[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await list(ada, { limit: 2, cursor });
      joined.push(...page.images.map((image) => image.id));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(whole.length).toBeGreaterThan(0);
    expect(joined).toEqual(whole);
  });

  test.each(listed.filter(([name]) => !name.includes("search")))(
    "of %s by number are the same",
    async (_name, list) => {
      const whole = (await list(ada, { limit: 100 })).images.map((image) => image.id);
      const second = (await list(ada, { limit: 2, page: 1 })).images.map((image) => image.id);
      expect(second).toEqual(whole.slice(2, 4));
      expect((await list(ada, { limit: 2, page: 1000 })).images).toEqual([]);
    },
  );

  test.each(listed)(
    "of %s are not found by a cursor of another list, a forged or a broken one",
    async (_name, list) => {
      const place = { value: "2024-01-01T00:00:00.000Z", id: 1 };
      const raw = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
      const wrong = [
        writeCursor("other.list", place),
        raw(["created.desc", "2024-01-01T00:00:00.000Z", -1]),
        raw(["created.desc", "now", 1]),
        raw(["created.desc", { $gt: 0 }, 1]),
        raw(["created.desc", "2024-01-01T00:00:00.000Z", 1e300]),
        raw(null),
        "x".repeat(200),
        "' or 1=1",
        "",
      ];
      for (const cursor of wrong) {
        const refused = await list(ada, { limit: 2, cursor }).catch((error: unknown) => error);
        expect([cursor, refused instanceof AppError && refused.code]).toEqual([cursor, "bad_request"]);
      }
    },
  );

  test("likes as a moment, or a moment as likes, are places of no list", async () => {
    const asked = [
      listGallery(nobody, {
        limit: 1,
        sort: "like",
        order: "desc",
        cursor: writeCursor("like.desc", { value: "2024-01-01T00:00:00.000Z", id: 1 }),
      }),
      listGallery(nobody, {
        limit: 1,
        sort: "created",
        order: "desc",
        cursor: writeCursor("created.desc", { value: 5, id: 1 }),
      }),
    ];
    for (const one of asked) await expect(one).rejects.toMatchObject({ code: "bad_request" });
  });
});

describe("visitors who ask for the same at once", () => {
  const ask = () => listGallery(nobody, { sort: "created", order: "desc", limit: 50 });

  test("share a statement, and see nothing that was made private before they asked", async () => {
    const { id } = await makeImage({ userId: ada.id, isPublic: true });
    const first = ask();
    await first;
    const early = ask();
    await setPrivate(ada, id, true);
    const statements = await countStatements(async () => {
      const pages = await Promise.all(Array.from({ length: 20 }, ask));
      for (const page of pages) expect(page.images.some((image) => image.id === id)).toBe(false);
    });
    expect(statements).toBeLessThanOrEqual(2);
    expect((await first).images[0]?.id).toBe(id);
    await early;
  });

  test("share a failure, and the next is asked anew", async () => {
    const wrong = { sort: "created", order: "desc", limit: 5, cursor: "broken" } as const;
    const outcomes = await Promise.allSettled([listGallery(nobody, wrong), listGallery(nobody, wrong)]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(["rejected", "rejected"]);
    expect((await ask()).images.length).toBeGreaterThan(0);
  });
});

describe("makers", () => {
  test("are who they are, with how many pictures everyone sees", async () => {
    const maker = await findMaker(nobody, "ada");
    expect(maker).toEqual({ name: "Ada", handle: "ada", pictures: count - 2, joinedAt: expect.any(String) });
    expect((await listByHandle(nobody, "ada", { limit: 50 })).images).toHaveLength(count - 2);
  });

  test("that are unknown, switched off or leaving are missing", async () => {
    await makeUser({ handle: "switched-off", disabledAt: clock.now() });
    await makeUser({ handle: "leaving", deleteAfter: fromNow(hourMs) });
    for (const handle of ["switched-off", "leaving", "nobody-knows", "", "%"]) {
      await expect(findMaker(ada, handle)).rejects.toMatchObject({ code: "not_found" });
      await expect(listByHandle(ada, handle, { limit: 5 })).rejects.toMatchObject({ code: "not_found" });
    }
  });
});

describe("the trash", () => {
  test("is in the order of throwing away, and emptied for good, one's own alone", async () => {
    const bob = viewerOf(await makeUser());
    const [first, second, third] = [await shared(bob.id), await shared(bob.id), await shared(bob.id)];
    const foreign = await shared(ada.id);
    for (const id of [second, first, third]) await removeImage(bob, id);
    await removeImage(ada, foreign);
    const lying = async (viewer: Viewer) => (await listTrash(viewer, { limit: 9 })).images.map((image) => image.id);
    expect((await lying(bob)).sort()).toEqual([first, second, third].sort());
    expect(await removeImages(bob, [second, foreign, noSuchId])).toEqual({
      done: [second],
      missing: [foreign, noSuchId],
    });
    expect(await emptyTrash(bob)).toBe(2);
    expect(await lying(bob)).toEqual([]);
    expect(await emptyTrash(bob)).toBe(0);
    expect(await lying(ada)).toEqual([foreign]);
  });

  async function shared(userId: number): Promise<number> {
    return (await makeImage({ userId, isPublic: true })).id;
  }
});
