import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clock } from "@/lib/clock";
import { nobody, type Viewer } from "@/lib/viewer";
import { closeDatabase, database } from "../client";
import { favorites, images } from "../schema";
import { guestViewerOf, makeGuest, makeImage, makeUser, resetDatabase, viewerOf } from "../testing";
import { type ListRequest, listOwnImages, listPublicImages, listVisibleImages } from "./image-lists";
import { selectImages } from "./image-rows";
import { findImage } from "./images";
import { ownedBy, visibleTo } from "./visible";

const states = {
  public: { isPublic: true },
  private: { isPublic: false },
  temporary: { isPublic: true, isTemp: true },
  "private temporary": { isPublic: false, isTemp: true },
  pending: { isPublic: true, state: "pending" as const },
  failed: { isPublic: true, state: "failed" as const },
  trashed: { isPublic: true, trashedAt: clock.now() },
  hidden: { isPublic: true, hiddenAt: clock.now() },
};
type StateName = keyof typeof states;

/** What the maker sees of its own, and what all others see of it: the whole of the rule. */
const makerSees: StateName[] = ["public", "private", "temporary", "private temporary"];
const othersSee: StateName[] = ["public"];

const viewers: Record<string, Viewer> = { nobody };
const owned: { owner: string; state: StateName; id: number; uuid: string }[] = [];

beforeAll(async () => {
  await resetDatabase();
  const user = await makeUser();
  const guest = await makeGuest();
  viewers.user = viewerOf(user);
  viewers.guest = guestViewerOf(guest);
  viewers.otherUser = viewerOf(await makeUser());
  viewers.otherGuest = guestViewerOf(await makeGuest());
  viewers.admin = viewerOf(await makeUser({ role: "admin" }));
  for (const [state, values] of Object.entries(states)) {
    for (const [owner, ids] of Object.entries({ user: { userId: user.id }, guest: { guestId: guest.id } })) {
      const { id, uuid } = await makeImage({ ...values, ...ids });
      owned.push({ owner, state: stateName(state), id, uuid });
    }
  }
});
afterAll(closeDatabase);

function stateName(name: string): StateName {
  const found = Object.keys(states).find((state): state is StateName => state === name);
  if (!found) throw new Error(`No state ${name}`);
  return found;
}

function shouldSee(viewer: string, image: { owner: string; state: StateName }): boolean {
  return (viewer === image.owner ? makerSees : othersSee).includes(image.state);
}

const everything: ListRequest = { sort: "updated", order: "desc", limit: 100, after: null };

describe.each(["nobody", "user", "guest", "otherUser", "otherGuest", "admin"])("%s", (name) => {
  test("finds exactly what the rule says, by id and by uuid", async () => {
    for (const image of owned) {
      const byId = await findImage(viewers[name], { id: image.id });
      const byUuid = await findImage(viewers[name], { uuid: image.uuid });
      expect([image.owner, image.state, byId !== null, byUuid !== null]).toEqual([
        image.owner,
        image.state,
        shouldSee(name, image),
        shouldSee(name, image),
      ]);
    }
  });

  test("lists exactly what the one clause says, though the list is split into branches", async () => {
    const viewer = viewers[name];
    const clause = await selectImages(viewer, visibleTo(viewer));
    const list = await listVisibleImages(viewer, everything);
    expect(list.map((row) => row.id).sort(numeric)).toEqual(clause.map((row) => row.id).sort(numeric));
    expect(list.map((row) => row.id).sort(numeric)).toEqual(
      owned
        .filter((image) => shouldSee(name, image))
        .map((image) => image.id)
        .sort(numeric),
    );
  });

  test("the gallery holds what is public and kept, one's own list what one made", async () => {
    const viewer = viewers[name];
    const gallery = await listPublicImages(viewer, { ...everything, sort: "created" });
    expect(gallery.map((row) => row.id).sort(numeric)).toEqual(
      owned
        .filter((image) => image.state === "public")
        .map((image) => image.id)
        .sort(numeric),
    );
    const own = await listOwnImages(viewer, everything);
    expect(own.map((row) => row.id).sort(numeric)).toEqual(
      owned
        .filter((image) => image.owner === name && makerSees.includes(image.state))
        .map((image) => image.id)
        .sort(numeric),
    );
  });
});

test("the generated column agrees with the clause for nobody", async () => {
  const listed = await database().select({ id: images.id }).from(images).where(eq(images.listed, 1));
  const clause = await database().select({ id: images.id }).from(images).where(visibleTo(nobody));
  expect(listed.map((row) => row.id).sort(numeric)).toEqual(clause.map((row) => row.id).sort(numeric));
});

test("a private parent does not show through a public child", async () => {
  const parent = owned.find((image) => image.owner === "user" && image.state === "private");
  if (!parent || viewers.user.kind !== "user") throw new Error("no parent");
  const child = await makeImage({ isPublic: true, userId: viewers.user.id, parentId: parent.id, hadParent: true });
  expect((await findImage(viewers.user, { id: child.id }))?.parentId).toBe(parent.id);
  expect((await findImage(viewers.otherUser, { id: child.id }))?.parentId).toBeNull();
  await database().delete(images).where(eq(images.id, child.id));
});

test("pages of every list, joined, are the whole list, without gaps or doubles", async () => {
  const user = await makeUser();
  const viewer = viewerOf(user);
  const moment = clock.now();
  for (let index = 0; index < 23; index++) {
    // Many share a sort value, so that the id must decide.
    await makeImage({
      isPublic: index % 3 > 0,
      userId: user.id,
      likesCount: index % 4,
      createdAt: moment,
      updatedAt: moment,
    });
  }
  await database()
    .insert(favorites)
    .values({ userId: user.id, imageId: owned[0]?.id ?? 0, createdAt: moment });
  for (const list of [listVisibleImages, listPublicImages, listOwnImages]) {
    for (const sort of ["created", "updated", "like"] as const) {
      for (const order of ["asc", "desc"] as const) {
        const whole = await list(viewer, { sort, order, limit: 200, after: null });
        const joined: number[] = [];
        for (let after: ListRequest["after"] = null; ; ) {
          const page: typeof whole = await list(viewer, { sort, order, limit: 5, after });
          joined.push(...page.map((row) => row.id));
          const last = page.at(-1);
          if (page.length < 5 || !last) break;
          const value = { created: last.createdAt, updated: last.updatedAt, like: last.likesCount }[sort];
          after = { value: value instanceof Date ? value.toISOString() : value, id: last.id };
        }
        expect(joined).toEqual(whole.map((row) => row.id));
        expect(new Set(joined).size).toBe(joined.length);
      }
    }
  }
  const mine = await database()
    .select({ id: images.id })
    .from(images)
    .where(and(ownedBy(viewer), visibleTo(viewer)));
  expect(mine).toHaveLength(23);
});

function numeric(a: number, b: number): number {
  return a - b;
}
