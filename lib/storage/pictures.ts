import type { Transaction } from "@/db/client";
import { acquireBlob } from "@/db/queries/blobs";
import type { Prepared } from "@/lib/imaging/ingest";
import { blobKey, storage } from ".";

/** Writes a picture's files where they are not there yet. Before its row: bytes come before visibility. */
export async function storePicture(picture: Prepared): Promise<void> {
  const files = [
    { key: blobKey(picture.sha256, `full.${picture.extension}`), bytes: picture.full },
    ...picture.variants.map((variant) => ({
      key: blobKey(picture.sha256, `${variant.name}.webp`),
      bytes: variant.bytes,
    })),
  ];
  for (const { key, bytes } of files) {
    if (!(await storage().exists(key))) await storage().put(key, bytes);
  }
}

/** Counts a reference to a stored picture; a removal that ran in between is made good within the lock. */
export async function acquirePicture(tx: Transaction, picture: Prepared): Promise<number> {
  const { sha256, mime, width, height, thumbhash, dominantColor } = picture;
  const variants = picture.variants.map(({ bytes, ...variant }) => ({ ...variant, bytes: bytes.length }));
  const blob = { sha256, mime, bytes: picture.bytes, width, height, thumbhash, dominantColor, variants };
  return acquireBlob(tx, blob, () => storePicture(picture));
}

/** Where a stored picture's own file is. */
export function pictureKey(sha256: string, mime: string): string {
  const extension = { "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp" }[mime];
  if (!extension) throw new RangeError(`Pictures are not stored as ${mime}.`);
  return blobKey(sha256, `full.${extension}`);
}

/** Removes every file a picture can have. */
export async function erasePicture(sha256: string): Promise<void> {
  for (const key of pictureKeys(sha256)) await storage().remove(key);
}

function pictureKeys(sha256: string): string[] {
  return ["full.jpg", "full.png", "full.webp", "320.webp", "640.webp", "1280.webp"].map((file) =>
    blobKey(sha256, file),
  );
}
