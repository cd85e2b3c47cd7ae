import { afterAll, beforeEach, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { claimJob } from "@/db/queries/jobs";
import { images, jobs } from "@/db/schema";
import { makeImage, resetDatabase } from "@/db/testing";
import { sweep } from "@/lib/images/run/sweep";
import { listGallery } from "@/lib/images/service/read";
import { samples } from "@/lib/scenes/samples";
import { fillInStyles } from "@/lib/styles/service";
import { closeThreads } from "@/lib/threads/pool";
import { nobody } from "@/lib/viewer";
import { makeSample } from "./run";
import { offerSamples, removeSamples } from "./service";

const gallery = () => listGallery(nobody, { limit: 50, sort: "created", order: "desc" });

beforeEach(resetDatabase);
afterAll(async () => {
  await closeThreads();
  await closeDatabase();
});

test("samples are offered once, hang in the gallery marked as samples, and go in one step", async () => {
  await fillInStyles();
  await database().delete(jobs);
  await offerSamples();
  await offerSamples();
  expect(await database().select().from(jobs)).toHaveLength(samples.length);

  const job = await claimJob("pixels");
  if (!job) throw new Error("no job");
  await makeSample(job, Number(job.payload.index), new AbortController().signal);
  const { images: hung } = await gallery();
  expect(hung).toHaveLength(1);
  expect(hung[0]).toMatchObject({ isSample: true, isPublic: true, maker: null, prompt: samples[0]?.prompt });

  const other = await makeImage({ isPublic: true });
  expect(await removeSamples()).toBe(1);
  expect((await gallery()).images.map((image) => image.id)).toEqual([other.id]);
  await sweep(new AbortController().signal);
  expect((await database().select({ id: images.id }).from(images)).map((row) => row.id)).toEqual([other.id]);
  expect(await removeSamples()).toBe(0);
});
