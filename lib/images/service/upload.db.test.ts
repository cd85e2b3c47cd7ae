import { afterAll, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { findImageBlob } from "@/db/queries/images";
import { sumPictures } from "@/db/queries/quotas";
import { makeImage, makeUser, viewerOf } from "@/db/testing";
import { encoded, photo, quarters } from "@/lib/imaging/fixtures";
import { markPacket, readMark, sourceTypes } from "@/lib/imaging/mark";
import { megabyte } from "@/lib/quota";
import { blobKey, storage } from "@/lib/storage";
import { pictureKey } from "@/lib/storage/pictures";
import type { UserViewer } from "@/lib/viewer";
import { removeImage } from "./remove";
import { uploadImage } from "./upload";

afterAll(closeDatabase);

/** What the stored picture and its smallest variant say of how they were made. */
async function marksOfStored(bytes: Buffer): Promise<(string | null)[]> {
  const maker = viewerOf(await makeUser());
  const { id } = await uploadImage(maker, { bytes, name: "made.png", isPublic: true });
  const blob = await findImageBlob(id);
  if (!blob) throw new Error("not stored");
  const keys = [pictureKey(blob.sha256, blob.mime), blobKey(blob.sha256, "320.webp")];
  return Promise.all(
    keys.map(async (key) => {
      const stored = await storage().read(key);
      return stored && readMark(stored);
    }),
  );
}

test("an upload that says a machine made it goes on saying so", async () => {
  for (const mark of sourceTypes) {
    const file = await encoded(quarters(700, 500).withXmp(markPacket(mark)), "png");
    expect(await marksOfStored(file)).toEqual([mark, mark]);
  }
});

test("of many uploads at once as many are kept as have room, and what is deleted for good gives room again", async () => {
  const file = await encoded(photo(200, 150), "png");
  const upload = (maker: UserViewer) => uploadImage(maker, { bytes: file, name: "sea.png", isPublic: false });
  const someone = await makeUser();
  await upload(viewerOf(someone));
  const { bytes } = await sumPictures(database(), someone.id);
  expect(bytes).toBeGreaterThan(1000);

  const user = await makeUser({ quotaStorageMb: 1 });
  await makeImage({ userId: user.id, bytes: megabyte - 2 * bytes });
  const all = await Promise.allSettled(Array.from({ length: 6 }, () => upload(viewerOf(user))));
  const kept = all.flatMap((one) => (one.status === "fulfilled" ? [one.value.id] : []));
  expect(kept).toHaveLength(2);
  for (const one of all) {
    if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "quota", status: 429 });
  }
  expect(await sumPictures(database(), user.id)).toEqual({ pictures: 3, bytes: megabyte });
  await removeImage(viewerOf(user), kept[0] ?? 0);
  await expect(upload(viewerOf(user))).rejects.toMatchObject({ code: "quota" });
  await removeImage(viewerOf(user), kept[0] ?? 0, { permanent: true });
  await upload(viewerOf(user));
});

test("a photograph gets no mark, and nothing else that came with a file is kept", async () => {
  const packet = markPacket("trainedAlgorithmicMedia")
    .replace("trainedAlgorithmicMedia", "digitalCapture")
    .replace("Atelier", "Somebody's camera");
  expect(await marksOfStored(await encoded(quarters(700, 500).withXmp(packet), "jpeg"))).toEqual([null, null]);
});
