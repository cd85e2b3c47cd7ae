import { inTransaction } from "@/db/client";
import { everyone, insertEvent } from "@/db/queries/events";
import { findImage, insertImages, sumGuestBytes } from "@/db/queries/images";
import { findSetting } from "@/db/queries/settings";
import { clock, dayMs, fromNow, hourMs } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { newUuid } from "@/lib/ids";
import { prepareImage } from "@/lib/imaging/ingest";
import { limits } from "@/lib/limits";
import { acquirePicture, storePicture } from "@/lib/storage/pictures";
import type { Maker } from "@/lib/viewer";
import { type ImageDto, imageDto, readableName } from "../schema";

export interface Upload {
  bytes: Buffer;
  name: string;
  isPublic: boolean;
}

/**
 * Keeps an uploaded picture, re-made from its pixels. A guest's is temporary.
 *
 * @throws AppError `image_type`, `image_unreadable`, `image_too_large`, `quota`, `guests_off`
 */
export async function uploadImage(maker: Maker, upload: Upload): Promise<ImageDto> {
  await requireRoom(maker);
  if (upload.bytes.length > limits.uploadMaxBytes) {
    throw new AppError("image_too_large", {
      words: "At most 10 MB fit in one picture.",
      fields: { image: ["The file is over 10240 KB."] },
    });
  }
  const picture = await prepareImage(upload.bytes);
  await storePicture(picture);
  const isTemp = maker.kind === "guest";
  const expiresAt = isTemp ? fromNow((await findSetting("temporary_hours")) * hourMs) : null;
  const id = await inTransaction(async (tx) => {
    const blobId = await acquirePicture(tx, picture);
    const now = clock.now();
    const { width, height, thumbhash, dominantColor } = picture;
    const [inserted] = await insertImages(tx, [
      {
        uuid: newUuid(),
        kind: "uploaded",
        state: "ready",
        userId: maker.kind === "user" ? maker.id : null,
        guestId: maker.kind === "guest" ? maker.id : null,
        isPublic: upload.isPublic,
        isTemp,
        expiresAt,
        name: readableName(upload.name),
        blobId,
        width,
        height,
        thumbhash,
        dominantColor,
        createdAt: now,
        updatedAt: now,
      },
    ]);
    if (upload.isPublic && !isTemp) await insertEvent(tx, "gallery.changed", everyone, {});
    if (inserted === undefined) throw new Error("The database answered no id.");
    return inserted;
  });
  const row = await findImage(maker, { id });
  if (!row) throw new AppError("not_found");
  return imageDto(maker, row);
}

/** Whether this guest may make more today. @throws AppError `guests_off`, `quota` */
async function requireRoom(maker: Maker): Promise<void> {
  if (maker.kind !== "guest") return;
  if ((await findSetting("guest_use")) === "off") throw new AppError("guests_off");
  const bytes = await sumGuestBytes(maker.id, fromNow(-dayMs));
  if (bytes >= limits.guestBytesPerDay) throw new AppError("quota");
}
