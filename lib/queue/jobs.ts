import { z } from "zod";
import { limits } from "@/lib/limits";
import { defineJob } from "./define";

/** Who makes the pictures of a backend: our own threads, or loops that wait for that backend alone. */
export function backendPool(backend: { id: number; kind: string }): string {
  return backend.kind === "builtin" ? "pixels" : `backend:${backend.id}`;
}

/** Makes the pictures of one generation, in its backend's pool. */
export const generationRun = defineJob({
  name: "generation.run",
  payload: z.object({ generationId: z.int() }),
  pool: "pixels",
  priority: 0,
  attemptsMax: limits.jobAttemptsMax,
});

/** Paints one of the sample pictures of the first start. */
export const sampleMake = defineJob({
  name: "sample.make",
  payload: z.object({ index: z.int() }),
  pool: "pixels",
  priority: 2,
  attemptsMax: limits.jobAttemptsMax,
});

/** Renders the preview picture of a style. */
export const stylePreview = defineJob({
  name: "style.preview",
  payload: z.object({ styleId: z.int() }),
  pool: "pixels",
  priority: 3,
  attemptsMax: limits.jobAttemptsMax,
});

/** What a style that is not kept yet would do to the sample picture; the answer is written into the job. */
export const styleDraft = defineJob({
  name: "style.draft",
  payload: z.object({
    look: z.object({
      kind: z.enum(["filter", "prompt"]),
      filter: z.string().nullable(),
      promptTemplate: z.string().nullable(),
      negativePrompt: z.string().nullable(),
      workflow: z.record(z.string(), z.unknown()).nullable(),
      params: z.record(z.string(), z.union([z.number(), z.string()])),
      strengthDefault: z.number(),
      model: z.string(),
      backendId: z.int(),
    }),
    /** A data address, once it is made. */
    preview: z.string().optional(),
    /** What went wrong, for administrators. */
    words: z.string().optional(),
  }),
  pool: "pixels",
  priority: 0,
  attemptsMax: 1,
});

/** Makes the terms of pictures that have none of today's, so that they are found by what they are. */
export const termsIndex = defineJob({
  name: "terms.index",
  payload: z.object({}),
  pool: "errands",
  priority: 1,
  attemptsMax: 10,
});

/** Removes the files of a blob that nothing shows any more. */
export const blobRemove = defineJob({
  name: "blob.remove",
  payload: z.object({ sha256: z.string() }),
  pool: "errands",
  priority: 5,
  attemptsMax: 10,
});

/** Writes to users of what they were told and have not read. */
export const newsMail = defineJob({
  name: "news.mail",
  payload: z.object({}),
  pool: "errands",
  priority: 5,
  attemptsMax: 3,
});

/** Removes what is over: expired temporary pictures, old events and keys, unreferenced files. */
export const sweepRun = defineJob({
  name: "sweep.run",
  payload: z.object({}),
  pool: "errands",
  priority: 5,
  attemptsMax: 3,
});

/** Counts everything that the administrator's overview shows. */
export const statsCount = defineJob({
  name: "stats.count",
  payload: z.object({}),
  pool: "errands",
  priority: 9,
  attemptsMax: 3,
});

/** Looks at backends that nobody looked at for a day, and keeps which models they offer. */
export const modelsRefresh = defineJob({
  name: "models.refresh",
  payload: z.object({}),
  pool: "errands",
  priority: 9,
  attemptsMax: 3,
});

/** Takes in what lies in the inbox folder. */
export const inboxScan = defineJob({
  name: "inbox.scan",
  payload: z.object({}),
  pool: "errands",
  priority: 9,
  attemptsMax: 3,
});

/** Sends one mail. A mail server may be away for hours; links in mails hold for half an hour. */
export const mailSend = defineJob({
  name: "mail.send",
  payload: z.object({ mailId: z.int() }),
  pool: "errands",
  priority: 0,
  attemptsMax: 30,
});

/** Answers someone who forgot a password, or tells an owner that their address was used; the address is sealed. */
export const accountAnswer = defineJob({
  name: "account.answer",
  payload: z.object({ sealed: z.string() }),
  pool: "errands",
  priority: 0,
  attemptsMax: 10,
});

/** Puts everything of a user into one file. */
export const accountExport = defineJob({
  name: "account.export",
  payload: z.object({ exportId: z.int() }),
  pool: "errands",
  priority: 2,
  attemptsMax: limits.jobAttemptsMax,
});

/** Removes a user whose grace is over. */
export const accountRemove = defineJob({
  name: "account.remove",
  payload: z.object({ userId: z.int() }),
  pool: "errands",
  priority: 5,
  attemptsMax: 10,
});

/** Asks the running instance for what it must not show. */
export const leaksCheck = defineJob({
  name: "leaks.check",
  payload: z.object({ checkId: z.int() }),
  pool: "errands",
  priority: 2,
  attemptsMax: 2,
});

/** Makes a backup. */
export const backupMake = defineJob({
  name: "backup.make",
  payload: z.object({}),
  pool: "errands",
  priority: 2,
  attemptsMax: 2,
});
