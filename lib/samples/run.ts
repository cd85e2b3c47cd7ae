import { database, inTransaction } from "@/db/client";
import { everyone, insertEvent } from "@/db/queries/events";
import { findSample, insertImages } from "@/db/queries/images";
import { type ClaimedJob, finishJob } from "@/db/queries/jobs";
import { findEnabledStyle } from "@/db/queries/styles";
import { clock, fromNow, minuteMs } from "@/lib/clock";
import { newUuid } from "@/lib/ids";
import { preparePixels } from "@/lib/imaging/ingest";
import { painterVersion } from "@/lib/scenes";
import { samples } from "@/lib/scenes/samples";
import { acquirePicture, storePicture } from "@/lib/storage/pictures";
import { runPixels } from "@/lib/threads/pool";
import { nobody } from "@/lib/viewer";

/** Paints one sample and hangs it in the gallery, once. */
export async function makeSample(job: ClaimedJob, index: number, signal: AbortSignal): Promise<void> {
  const sample = samples[index];
  const name = `sample-${index + 1}`;
  if (!sample || (await findSample(name))) return finishJob(database(), job, "done");
  const style = sample.filterSlug === null ? null : await findEnabledStyle(nobody, { slug: sample.filterSlug });
  const filter = style ? { slug: style.slug, params: style.params, strength: style.strengthDefault } : undefined;
  const { prompt, seed } = sample;
  const pixels = await runPixels(
    { kind: "paint", prompt, seed, width: sample.width, height: sample.height, filter },
    { signal, progress: () => undefined },
  );
  const picture = await preparePixels(pixels, { mark: "algorithmicMedia" });
  await storePicture(picture);
  await inTransaction(async (tx) => {
    await finishJob(tx, job, "done");
    const { width, height, thumbhash, dominantColor } = picture;
    // A minute apart, so that they hang in their given order however they were finished.
    const createdAt = fromNow(-index * minuteMs);
    await insertImages(tx, [
      {
        uuid: newUuid(),
        kind: "generated",
        state: "ready",
        isPublic: true,
        isSample: true,
        name,
        prompt,
        blobId: await acquirePicture(tx, picture),
        width,
        height,
        thumbhash,
        dominantColor,
        styleId: style?.id ?? null,
        model: "painter",
        strength: style?.strengthDefault ?? null,
        recipe: {
          backend: "builtin",
          model: "painter",
          version: painterVersion,
          prompt,
          negativePrompt: null,
          style: style?.slug ?? null,
          strength: style?.strengthDefault ?? null,
          params: style?.params ?? {},
          seed,
          width,
          height,
        },
        createdAt,
        updatedAt: clock.now(),
      },
    ]);
    await insertEvent(tx, "gallery.changed", everyone, {});
  });
}
