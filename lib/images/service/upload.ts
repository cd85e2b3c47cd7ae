import { inTransaction, type Transaction } from "@/db/client";
import { everyone, insertEvent } from "@/db/queries/events";
import { findImage, insertImages, type NewImage } from "@/db/queries/images";
import { findSetting } from "@/db/queries/settings";
import { type Requester, settle } from "@/lib/auth/guests";
import { clock, fromNow, hourMs } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { newUuid } from "@/lib/ids";
import { type Prepared, prepareImage } from "@/lib/imaging/ingest";
import { readMark } from "@/lib/imaging/mark";
import { limits } from "@/lib/limits";
import { acquirePicture, storePicture } from "@/lib/storage/pictures";
import { type ImageDto, imageDto } from "../schema";
import { requireRoom, requireRoomFor } from "./room";

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
export async function uploadImage(requester: Requester, upload: Upload): Promise<ImageDto> {
  const room = await requireRoom(requester);
  if (upload.bytes.length > limits.uploadMaxBytes) {
    throw new AppError("image_too_large", {
      words: "At most 10 MB fit in one picture.",
      fields: { image: ["The file is over 10240 KB."] },
    });
  }
  const picture = await prepareUpload(upload.bytes);
  const isTemp = requester.kind !== "user";
  const expiresAt = isTemp ? fromNow((await findSetting("temporary_hours")) * hourMs) : null;
  const { maker, id } = await inTransaction(async (tx) => {
    const maker = await settle(tx, requester);
    await requireRoomFor(tx, maker, room, picture.bytes);
    const id = await insertUpload(tx, picture, {
      uuid: newUuid(),
      userId: maker.kind === "user" ? maker.id : null,
      guestId: maker.kind === "guest" ? maker.id : null,
      isPublic: upload.isPublic,
      isTemp,
      expiresAt,
      name: upload.name,
    });
    return { maker, id };
  });
  const row = await findImage(maker, { id });
  if (!row) throw new AppError("not_found");
  return imageDto(maker, row);
}

/**
 * Re-makes a file of someone's and stores it. What says of itself that a machine made it goes on saying so; all else
 * that came with the file is dropped.
 *
 * @throws AppError `image_type`, `image_unreadable`, `image_too_large`
 */
export async function prepareUpload(bytes: Buffer, signal?: AbortSignal): Promise<Prepared> {
  const mark = (await readMark(bytes)) ?? undefined;
  const picture = await prepareImage(bytes, { mark, signal });
  await storePicture(picture);
  return picture;
}

type NewUpload = Pick<NewImage, "uuid" | "userId" | "guestId" | "isPublic" | "isTemp" | "expiresAt" | "name">;

/** The row of a stored picture, ready to be seen by whom it may be; answers its id. */
export async function insertUpload(tx: Transaction, picture: Prepared, upload: NewUpload): Promise<number> {
  const blobId = await acquirePicture(tx, picture);
  const now = clock.now();
  const { width, height, thumbhash, dominantColor } = picture;
  const name = readableName(upload.name);
  const shown = { blobId, width, height, thumbhash, dominantColor, createdAt: now, updatedAt: now };
  const [id] = await insertImages(tx, [{ ...upload, ...shown, name, kind: "uploaded", state: "ready" }]);
  if (id === undefined) throw new Error("The database answered no id.");
  if (upload.isPublic && !upload.isTemp) await insertEvent(tx, "gallery.changed", everyone, {});
  return id;
}

/** The name of a file as people see it: no path, no control characters, never empty. */
function readableName(given: string): string {
  const last = given.split(/[/\\]/).at(-1) ?? "";
  const clean = last
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cf}]/gu, "")
    .trim();
  return clean.slice(0, limits.nameMaxChars) || "picture";
}
