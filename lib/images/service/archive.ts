import { type ArchiveImage, listArchiveImages } from "@/db/queries/archive";
import { clock } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { fileName, uniqueNames } from "@/lib/file-name";
import { log } from "@/lib/log";
import { storage } from "@/lib/storage";
import { pictureKey } from "@/lib/storage/pictures";
import type { Viewer } from "@/lib/viewer";
import { measureFile, type ZipEntry, zipOf } from "@/lib/zip";

const recipesName = "recipes.json";

/**
 * The pictures of these ids that the viewer may see as a zip archive, in the order of the ids, and `recipes.json`, which
 * tells how each was made; ids that are not to be seen are left out. Read as it is taken.
 *
 * @throws AppError `not_found` when none is left
 */
export async function archiveImages(viewer: Viewer, ids: number[]): Promise<AsyncGenerator<Uint8Array>> {
  const images = await listArchiveImages(viewer, ids);
  if (images.length === 0) throw new AppError("not_found");
  return logged(zipOf(entriesOf(images)));
}

async function* entriesOf(images: ArchiveImage[]): AsyncGenerator<ZipEntry> {
  const nameOf = uniqueNames([recipesName]);
  const recipes: object[] = [];
  for (const image of images) {
    const key = pictureKey(image.sha256, image.mime);
    const content = await measureFile(async () => (await storage().open(key))?.stream ?? null);
    if (!content) {
      log.error({ image: image.uuid }, "a picture's file is missing");
      continue;
    }
    const name = nameOf(fileName(image), key.slice(key.lastIndexOf(".") + 1));
    yield { name, modifiedAt: image.createdAt, ...content };
    recipes.push(recipeOf(name, image));
  }
  yield { name: recipesName, modifiedAt: clock.now(), bytes: Buffer.from(JSON.stringify(recipes, null, 2)) };
}

function recipeOf(file: string, image: ArchiveImage): object {
  const { id, uuid, title, prompt, recipe, makerName, makerHandle, createdAt } = image;
  const maker = makerHandle === null ? null : { name: makerName, handle: makerHandle };
  return { file, id, uuid, title, prompt, recipe, maker, createdAt: createdAt.toISOString() };
}

/** The answer has begun, so that nobody can be told what went wrong but by its breaking off. */
async function* logged(archive: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* archive;
  } catch (error) {
    log.error({ err: error }, "an archive broke off");
    throw error;
  }
}
