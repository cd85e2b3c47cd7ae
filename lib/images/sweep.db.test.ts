import { mkdir, rename, utimes } from "node:fs/promises";
import path from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, database, inTransaction } from "@/db/client";
import { removeBlob } from "@/db/queries/blobs";
import { claimJob } from "@/db/queries/jobs";
import { saveSetting } from "@/db/queries/settings";
import { blobs, images } from "@/db/schema";
import { makeBlob, makeImage, makeUser, resetDatabase, viewerOf } from "@/db/testing";
import { checkHealth } from "@/lib/admin/service/health";
import { dayMs, fromNow, minuteMs } from "@/lib/clock";
import { env } from "@/lib/env";
import { blobRemove } from "@/lib/queue/jobs";
import { blobKey, storage } from "@/lib/storage";
import { erasePicture } from "@/lib/storage/pictures";
import { sweep } from "./run/sweep";
import { keepImage } from "./service/change";

const root = path.join(env().dataDir, "images");
const signal = new AbortController().signal;
let userId: number;

beforeEach(async () => {
  await resetDatabase();
  userId = (await makeUser()).id;
});
afterAll(closeDatabase);

/** A picture whose file and small variant are there. */
async function stored(values: Parameters<typeof makeImage>[0] = {}, refs = 1) {
  const blob = await makeBlob({ refs });
  const keys = [blobKey(blob.sha256, "full.jpg"), blobKey(blob.sha256, "320.webp")];
  for (const key of keys) await storage().put(key, Buffer.from(blob.sha256));
  const image = await makeImage({ userId, blobId: blob.id, ...values });
  return { image, blob, keys };
}

const age = (key: string, ms: number) => utimes(path.join(root, key), fromNow(-ms), fromNow(-ms));
const areThere = (keys: string[]) => Promise.all(keys.map((key) => storage().exists(key)));
const idsLeft = async () =>
  (await database().select({ id: images.id }).from(images)).map(({ id }) => id).sort((a, b) => a - b);
const missingOf = async (id: number) =>
  (await database().select({ at: images.missingAt }).from(images).where(eq(images.id, id)))[0]?.at;

/** What the worker does with the jobs a removal leaves. */
async function removeBlobs(): Promise<void> {
  for (let job = await claimJob("errands"); job; job = await claimJob("errands")) {
    const { sha256 } = blobRemove.payload.parse(job.payload);
    await inTransaction((tx) => removeBlob(tx, sha256, () => erasePicture(sha256)));
  }
}

describe("pictures whose time is over", () => {
  test("go with their files; how long the trash keeps is a setting", async () => {
    await saveSetting(database(), "trash_days", 3);
    const gone = await stored({ trashedAt: fromNow(-3 * dayMs - minuteMs) });
    const kept = await stored({ trashedAt: fromNow(-3 * dayMs + minuteMs) });
    const expired = await stored({ isTemp: true, expiresAt: fromNow(-minuteMs) });
    await sweep(signal);
    await removeBlobs();
    expect(await idsLeft()).toEqual([kept.image.id]);
    expect(await areThere([...gone.keys, ...expired.keys, ...kept.keys])).toEqual([
      false,
      false,
      false,
      false,
      true,
      true,
    ]);
    await saveSetting(database(), "trash_days", 30);
  });

  test("leave their bytes while another picture shows them", async () => {
    const { image, blob, keys } = await stored({ trashedAt: fromNow(-31 * dayMs) }, 2);
    const other = await makeImage({ userId, blobId: blob.id });
    await sweep(signal);
    await removeBlobs();
    expect(await idsLeft()).toEqual([other.id]);
    expect(image.blobId).toBe(other.blobId);
    expect(await areThere(keys)).toEqual([true, true]);
    await database()
      .update(images)
      .set({ trashedAt: fromNow(-31 * dayMs) });
    await sweep(signal);
    await removeBlobs();
    expect(await areThere(keys)).toEqual([false, false]);
    expect(await database().select().from(blobs)).toEqual([]);
  });

  test("are not taken from who keeps them at that moment", async () => {
    const owner = viewerOf(await makeUser());
    const { image } = await stored({ userId: owner.id, isTemp: true, expiresAt: fromNow(-minuteMs) });
    await Promise.allSettled([keepImage(owner, image.id), sweep(signal)]);
    const [left] = await database().select().from(images);
    // Either it was kept in time, or it was gone: never kept without its bytes being counted.
    const refs = (await database().select().from(blobs))[0]?.refs;
    expect([left?.isTemp, refs]).toEqual(left ? [false, 1] : [undefined, 0]);
  });
});

describe("files", () => {
  test("that nothing names go when they are older than a day, others never", async () => {
    const known = await stored();
    const strangers = ["ab".repeat(32), "cd".repeat(32)].map((sha256) => blobKey(sha256, "full.png"));
    for (const key of strangers) await storage().put(key, Buffer.from("x"));
    await storage().put("styles/oil.webp", Buffer.from("x"));
    await age(strangers[0], dayMs + minuteMs);
    await age(strangers[1], dayMs - minuteMs);
    await age("styles/oil.webp", 9 * dayMs);
    for (const key of known.keys) await age(key, 9 * dayMs);
    await sweep(signal);
    expect(await areThere([...strangers, "styles/oil.webp", ...known.keys])).toEqual([false, true, true, true, true]);
    await storage().remove(strangers[1]);
  });

  test("that nothing shows any more go, although the job for them was given up", async () => {
    const { image, keys } = await stored({}, 0);
    await database().delete(images).where(eq(images.id, image.id));
    await sweep(signal);
    expect(await areThere(keys)).toEqual([true, true]);
    await database()
      .update(blobs)
      .set({ createdAt: fromNow(-2 * dayMs) });
    await sweep(signal);
    expect(await areThere(keys)).toEqual([false, false]);
    expect(await database().select().from(blobs)).toEqual([]);
  });

  test("that are missing mark their pictures, which lose the mark when they are back, and never their row", async () => {
    const [lost, fine] = [await stored(), await stored()];
    const twin = await makeImage({ userId, blobId: lost.blob.id });
    const before = await missingOf(lost.image.id);
    await storage().remove(lost.keys[0]);
    await sweep(signal);
    expect([before, await missingOf(fine.image.id)]).toEqual([null, null]);
    const since = await missingOf(lost.image.id);
    expect(since).toBeInstanceOf(Date);
    expect(await missingOf(twin.id)).toBeInstanceOf(Date);
    await sweep(signal);
    expect(await missingOf(lost.image.id)).toEqual(since);
    await storage().put(lost.keys[0], Buffer.from("back"));
    await sweep(signal);
    expect(await missingOf(lost.image.id)).toBeNull();
    expect(await idsLeft()).toHaveLength(3);
  });
});

describe("a storage that is not there", () => {
  test.each(["the folder is gone", "an empty disk is in its place"])(
    "%s: nothing goes, nothing is marked, and health says so",
    async (how) => {
      const shown = await stored();
      const expired = await stored({ isTemp: true, expiresAt: fromNow(-minuteMs) });
      const away = `${root}-away`;
      await rename(root, away);
      if (how.startsWith("an empty")) await mkdir(root);
      try {
        await sweep(signal);
        expect(await idsLeft()).toEqual([shown.image.id, expired.image.id]);
        expect(await missingOf(shown.image.id)).toBeNull();
        expect(await checkHealth()).toMatchObject({ status: "down", database: "ok", storage: "down" });
      } finally {
        if (how.startsWith("an empty")) await rename(root, `${root}-empty-${Date.now()}`);
        await rename(away, root);
      }
      await sweep(signal);
      expect(await idsLeft()).toEqual([shown.image.id]);
      expect(await checkHealth()).toMatchObject({ storage: "ok" });
    },
  );
});
