import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { blobs, favorites, images, jobs } from "@/db/schema";
import {
  guestViewerOf,
  makeBlob,
  makeGuest,
  makeImage,
  makeUser,
  noSuchId,
  resetDatabase,
  viewerOf,
} from "@/db/testing";
import { fromNow, minuteMs } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { nobody, type UserViewer, type Viewer } from "@/lib/viewer";
import { sweep } from "./run/sweep";
import { changeImages } from "./service/bulk";
import { editImage, keepImage, setFavorite, setPrivate } from "./service/change";
import { getImageHistory } from "./service/history";
import { getImageDetail, listFavorites, listGallery, listOwnImages } from "./service/read";
import { discardImage, removeImage, restoreImage } from "./service/remove";

let owner: UserViewer;
let other: UserViewer;
let admin: UserViewer;

beforeEach(async () => {
  await resetDatabase();
  owner = viewerOf(await makeUser());
  other = viewerOf(await makeUser());
  admin = viewerOf(await makeUser({ role: "admin" }));
});
afterAll(closeDatabase);

/** The stable code of a refusal, or "done". */
async function outcome(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "done";
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

async function likesOf(id: number): Promise<number | undefined> {
  return (await database().select({ likes: images.likesCount }).from(images).where(eq(images.id, id)))[0]?.likes;
}

describe("favorites", () => {
  test("a hundred toggles by ten users at once end in the right count", async () => {
    const { id } = await makeImage({ isPublic: true, userId: owner.id });
    const users = await Promise.all(Array.from({ length: 10 }, async () => viewerOf(await makeUser())));
    // Each toggles ten times but the first three, who toggle eleven times and so end with a favorite.
    const toggles = users.flatMap((user, index) =>
      Array.from({ length: index < 3 ? 11 : 10 }, () => setFavorite(user, id)),
    );
    await Promise.all(toggles);
    expect(await database().select().from(favorites)).toHaveLength(3);
    expect(await likesOf(id)).toBe(3);
  });

  test("setting is not toggling: the same wish twice is one favorite", async () => {
    const { id } = await makeImage({ isPublic: true, userId: owner.id });
    expect(await setFavorite(other, id, true)).toEqual({ id, favorite: true, likes: 1 });
    expect(await setFavorite(other, id, true)).toEqual({ id, favorite: true, likes: 1 });
    expect(await setFavorite(other, id, false)).toEqual({ id, favorite: false, likes: 0 });
    expect(await setFavorite(other, id, false)).toEqual({ id, favorite: false, likes: 0 });
  });

  test("what one cannot see cannot be liked, and leaves one's favorites when it goes private", async () => {
    const hidden = await makeImage({ userId: owner.id });
    expect(await outcome(setFavorite(other, hidden.id))).toBe("not_found");
    const shown = await makeImage({ isPublic: true, userId: owner.id });
    await setFavorite(other, shown.id);
    expect((await listFavorites(other, { limit: 10 })).images.map((image) => image.id)).toEqual([shown.id]);
    await setPrivate(owner, shown.id, true);
    expect((await listFavorites(other, { limit: 10 })).images).toEqual([]);
  });
});

describe("privacy", () => {
  test("only the owner changes it; the version grows, so that old addresses end", async () => {
    const { id, uuid, version } = await makeImage({ isPublic: true, userId: owner.id });
    expect(await outcome(setPrivate(other, id))).toBe("forbidden");
    expect(await outcome(setPrivate(admin, id))).toBe("forbidden");
    expect(await setPrivate(owner, id)).toEqual({ id, isPrivate: true });
    expect(await outcome(setPrivate(other, id))).toBe("not_found");
    expect(await outcome(getImageDetail(other, uuid))).toBe("not_found");
    expect((await getImageDetail(owner, uuid)).version).toBeGreaterThan(version);
    expect((await listGallery(nobody, { limit: 10, sort: "created", order: "desc" })).images).toEqual([]);
  });

  test("title and description are the owner's to change", async () => {
    const { id, uuid } = await makeImage({ isPublic: true, userId: owner.id });
    expect(await outcome(editImage(other, id, { title: "Mine" }))).toBe("forbidden");
    await editImage(owner, id, { title: "Cat", alt: "A cat asleep" });
    expect(await getImageDetail(nobody, uuid)).toMatchObject({ title: "Cat", alt: "A cat asleep" });
  });

  test("a private parent shows neither in a public child's lineage nor among its parents", async () => {
    const parent = await makeImage({ userId: owner.id });
    const child = await makeImage({ isPublic: true, userId: owner.id, parentId: parent.id, hadParent: true });
    const asStranger = await getImageHistory(nobody, child.id);
    expect(asStranger.steps.map((step) => step.image?.uuid ?? null)).toEqual([null, child.uuid]);
    for (const shown of [asStranger, await getImageDetail(nobody, child.uuid)]) {
      expect(JSON.stringify(shown)).not.toContain(parent.uuid);
    }
    const asOwner = await getImageHistory(owner, child.id);
    expect(asOwner.steps.map((step) => step.image?.uuid)).toEqual([parent.uuid, child.uuid]);
    expect((await getImageDetail(owner, child.uuid)).parent?.uuid).toBe(parent.uuid);
  });
});

describe("the one rule of deleting", () => {
  const plain = () => makeUser({ role: "user" }).then(viewerOf);

  test("kept pictures: owners who are members, and administrators", async () => {
    const registered = await plain();
    const own = await makeImage({ isPublic: true, userId: registered.id });
    expect(await outcome(removeImage(registered, own.id))).toBe("forbidden");
    const shown = await makeImage({ isPublic: true, userId: owner.id });
    expect(await outcome(removeImage(other, shown.id))).toBe("forbidden");
    expect(await outcome(removeImage(nobody, shown.id))).toBe("unauthenticated");
    expect(await outcome(removeImage(admin, shown.id))).toBe("done");
    const hidden = await makeImage({ userId: owner.id });
    expect(await outcome(removeImage(other, hidden.id))).toBe("not_found");
    expect(await outcome(removeImage(admin, hidden.id))).toBe("not_found");
    expect(await outcome(removeImage(owner, hidden.id))).toBe("done");
    expect(await outcome(removeImage(owner, hidden.id))).toBe("not_found");
    expect(await outcome(removeImage(owner, noSuchId))).toBe("not_found");
  });

  test("temporary pictures: their maker, for good, guests included", async () => {
    const guest = guestViewerOf(await makeGuest());
    const try1 = await makeImage({ guestId: guest.id, isTemp: true });
    const stranger: Viewer = guestViewerOf(await makeGuest());
    expect(await outcome(discardImage(guestViewerOf(await makeGuest()), try1.id))).toBe("not_found");
    expect(await outcome(removeImage(stranger, try1.id))).toBe("not_found");
    expect(await outcome(removeImage(guest, try1.id))).toBe("done");
    expect(await database().select().from(images)).toEqual([]);
    expect(await database().select({ name: jobs.name }).from(jobs)).toEqual([{ name: "blob.remove" }]);
  });

  test("to the trash and back, with its likes; for good takes row and reference", async () => {
    const { id, uuid, blobId } = await makeImage({ isPublic: true, userId: owner.id });
    await setFavorite(other, id);
    await removeImage(owner, id);
    expect(await outcome(getImageDetail(owner, uuid))).toBe("not_found");
    expect((await listOwnImages(owner, { limit: 10 })).images).toEqual([]);
    expect((await listOwnImages(owner, { limit: 10, state: "trashed" })).images.map((image) => image.id)).toEqual([id]);
    expect(await outcome(restoreImage(other, id))).toBe("not_found");
    await restoreImage(owner, id);
    expect((await getImageDetail(owner, uuid)).likes).toBe(1);
    await removeImage(owner, id, { permanent: true });
    expect(await database().select().from(favorites)).toEqual([]);
    expect(
      (
        await database()
          .select()
          .from(blobs)
          .where(eq(blobs.id, blobId ?? 0))
      )[0]?.refs,
    ).toBe(0);
  });

  test("children keep their lineage unless one asks otherwise, and only one's own go along", async () => {
    const parent = await makeImage({ isPublic: true, userId: owner.id });
    const mine = await makeImage({ userId: owner.id, parentId: parent.id, hadParent: true, isPublic: true });
    const theirs = await makeImage({ userId: other.id, parentId: parent.id, hadParent: true, isPublic: true });
    await removeImage(owner, parent.id, { permanent: true, cascade: true });
    const left = (await database().select({ id: images.id }).from(images)).map((row) => row.id);
    expect(left).toEqual([theirs.id]);
    const { steps } = await getImageHistory(nobody, theirs.id);
    expect(steps.map((step) => step.image?.image_id ?? null)).toEqual([null, theirs.id]);
    expect(left).not.toContain(mine.id);
  });

  test("shared bytes go with the last reference", async () => {
    const blob = await makeBlob({ refs: 2 });
    const [one, two] = [
      await makeImage({ userId: owner.id, blobId: blob.id }),
      await makeImage({ userId: owner.id, blobId: blob.id }),
    ];
    await removeImage(owner, one.id, { permanent: true });
    expect(await database().select().from(jobs)).toEqual([]);
    await removeImage(owner, two.id, { permanent: true });
    expect((await database().select().from(jobs)).map((job) => job.payload)).toEqual([{ sha256: blob.sha256 }]);
  });
});

describe("in bulk", () => {
  test("what is not the caller's counts as missing, the rest is done", async () => {
    const mine = [await makeImage({ userId: owner.id }), await makeImage({ userId: owner.id })].map(
      (image) => image.id,
    );
    const foreign = await makeImage({ userId: other.id, isPublic: true });
    const ids = [...mine, foreign.id, noSuchId];
    expect(await changeImages(owner, ids, "publish")).toEqual({ done: mine, missing: [foreign.id, noSuchId] });
    expect((await listGallery(nobody, { limit: 10, sort: "created", order: "desc" })).images).toHaveLength(3);
    expect(await changeImages(owner, ids, "favorite")).toEqual({ done: [...mine, foreign.id], missing: [noSuchId] });
    expect(await likesOf(foreign.id)).toBe(1);
    expect((await changeImages(owner, ids, "trash")).done).toEqual(mine);
    expect((await changeImages(owner, ids, "trash")).done).toEqual([]);
    expect((await changeImages(owner, ids, "restore")).done).toEqual(mine);
    expect((await changeImages(owner, ids, "make_private")).done).toEqual(mine);
  });
});

describe("what is over goes", () => {
  test("expired temporary pictures and long trashed ones, and nothing else", async () => {
    const expired = { isTemp: true, expiresAt: fromNow(-minuteMs), userId: owner.id };
    await makeImage(expired);
    await makeImage({ trashedAt: fromNow(-31 * 24 * 60 * minuteMs), userId: owner.id });
    const kept = await makeImage({ ...expired, isTemp: false });
    const fresh = await makeImage({ isTemp: true, expiresAt: fromNow(minuteMs), userId: owner.id });
    const trashed = await makeImage({ trashedAt: fromNow(-minuteMs), userId: owner.id });
    await sweep(new AbortController().signal);
    const left = (await database().select({ id: images.id }).from(images)).map((row) => row.id);
    expect(left.sort((a, b) => a - b)).toEqual([kept.id, fresh.id, trashed.id]);
  });

  test("keeping makes a temporary picture stay", async () => {
    const { id } = await makeImage({ isTemp: true, expiresAt: fromNow(-minuteMs), userId: owner.id });
    expect(await outcome(keepImage(nobody, id))).toBe("unauthenticated");
    expect(await outcome(keepImage(other, id))).toBe("not_found");
    await keepImage(owner, id);
    await sweep(new AbortController().signal);
    expect(await database().select({ isTemp: images.isTemp }).from(images)).toEqual([{ isTemp: false }]);
  });
});
