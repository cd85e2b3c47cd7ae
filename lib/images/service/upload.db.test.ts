import { afterAll, expect, test } from "vitest";
import { closeDatabase } from "@/db/client";
import { findImageBlob } from "@/db/queries/images";
import { makeUser, viewerOf } from "@/db/testing";
import { encoded, quarters } from "@/lib/imaging/fixtures";
import { markPacket, readMark, sourceTypes } from "@/lib/imaging/mark";
import { blobKey, storage } from "@/lib/storage";
import { pictureKey } from "@/lib/storage/pictures";
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

test("a photograph gets no mark, and nothing else that came with a file is kept", async () => {
  const packet = markPacket("trainedAlgorithmicMedia")
    .replace("trainedAlgorithmicMedia", "digitalCapture")
    .replace("Atelier", "Somebody's camera");
  expect(await marksOfStored(await encoded(quarters(700, 500).withXmp(packet), "jpeg"))).toEqual([null, null]);
});
