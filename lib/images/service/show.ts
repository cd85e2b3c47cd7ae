import { createHash } from "node:crypto";
import { findImage } from "@/db/queries/images";
import { findMedia, type MediaImage } from "@/db/queries/media";
import { findSetting } from "@/db/queries/settings";
import { AppError } from "@/lib/errors";
import { type CardWords, drawCard } from "@/lib/imaging/card";
import { blobKey, storage } from "@/lib/storage";
import { pictureKey } from "@/lib/storage/pictures";
import { nobody } from "@/lib/viewer";
import { type ImageDto, imageDto } from "../schema";

/** Whether visitors may look around at all. */
export async function isGalleryOpen(): Promise<boolean> {
  return (await findSetting("gallery_visible_to")) === "everyone";
}

/** A picture that everyone may see, signed in or not; null for all others. */
export async function findForEveryone(uuid: string): Promise<ImageDto | null> {
  const row = await findImage(nobody, { uuid });
  return row && imageDto(nobody, row);
}

export interface Card {
  jpeg: Buffer;
  etag: string;
  media: MediaImage;
}

/** Cards that were just drawn: a link that is shared is asked for by many at once. */
const drawn = new Map<string, Promise<Buffer>>();
const keptCards = 48;
/** Grows when cards come to look different. */
const cardVersion = 1;

/**
 * The share card of a picture that everyone may see.
 *
 * @param wordsOf what stands on it
 * @throws AppError `not_found` for every other picture
 */
export async function getCard(uuid: string, wordsOf: (image: ImageDto) => Promise<CardWords>): Promise<Card> {
  const [image, media] = await Promise.all([
    findForEveryone(uuid),
    findMedia(nobody, [uuid]).then((found) => found.get(uuid)),
  ]);
  if (!image || !media) throw new AppError("not_found");
  const words = await wordsOf(image);
  const shown = JSON.stringify([cardVersion, media.sha256, image.version, image.isSensitive, words]);
  const key = createHash("sha256").update(shown).digest("hex").slice(0, 32);
  return { jpeg: await drawnOnce(key, () => draw(media, words, image.isSensitive)), etag: `"${key}"`, media };
}

async function draw(media: MediaImage, words: CardWords, veiled: boolean): Promise<Buffer> {
  const hasVariant = media.variants.some(({ name }) => name === "1280");
  const key = hasVariant ? blobKey(media.sha256, "1280.webp") : pictureKey(media.sha256, media.full.mime);
  const picture = await storage().read(key);
  if (!picture) throw new AppError("not_found");
  return drawCard(picture, words, veiled);
}

function drawnOnce(key: string, draw: () => Promise<Buffer>): Promise<Buffer> {
  const known = drawn.get(key);
  if (known) return known;
  const card = draw();
  drawn.set(key, card);
  card.catch(() => drawn.delete(key));
  const oldest = drawn.keys().next().value;
  if (drawn.size > keptCards && oldest !== undefined) drawn.delete(oldest);
  return card;
}
