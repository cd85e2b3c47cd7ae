import { findImageBlob } from "@/db/queries/images";
import { AppError } from "@/lib/errors";
import { convertImage } from "@/lib/imaging/convert";
import type { Format } from "@/lib/imaging/header";
import { storage } from "@/lib/storage";
import { pictureKey } from "@/lib/storage/pictures";
import type { Viewer } from "@/lib/viewer";
import { getImageById } from "./read";

const formats: Record<string, Format> = { "image/jpeg": "jpeg", "image/png": "png", "image/webp": "webp" };

/** The format in which a picture is kept. @throws AppError `not_found` */
export async function imageFormat(viewer: Viewer, id: number): Promise<Format> {
  return (await requireBlob(viewer, id)).format;
}

/** All of a picture's bytes, in the format that is wanted or as it is kept. @throws AppError `not_found` */
export async function readImage(
  viewer: Viewer,
  id: number,
  wanted?: Format,
): Promise<{ bytes: Buffer; format: Format }> {
  const { key, format } = await requireBlob(viewer, id);
  const bytes = await storage().read(key);
  if (!bytes) throw new AppError("not_found");
  if (wanted === undefined || wanted === format) return { bytes, format };
  return { bytes: (await convertImage(bytes, wanted)).bytes, format: wanted };
}

async function requireBlob(viewer: Viewer, id: number): Promise<{ key: string; format: Format }> {
  const image = await getImageById(viewer, id);
  const blob = await findImageBlob(image.id);
  const format = blob && formats[blob.mime];
  if (!blob || !format) throw new AppError("not_found");
  return { key: pictureKey(blob.sha256, blob.mime), format };
}
