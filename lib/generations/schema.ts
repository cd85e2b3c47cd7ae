import { z } from "zod";
import { imageSchema } from "@/lib/images/schema";
import { limits } from "@/lib/limits";

export const generationStatuses = ["queued", "running", "succeeded", "failed", "cancelled"] as const;
export type GenerationStatus = (typeof generationStatuses)[number];

const seed = z.int().min(0).max(limits.seedMax);
const side = z.int().min(limits.generateSideMinPx).max(limits.generateSideMaxPx);
const params = z.record(z.string().max(60), z.union([z.number(), z.string().max(100)]));

/** What the API document says of it. */
export const promptChars = { minLength: 1, maxLength: limits.promptMaxChars };

/**
 * What people write: control characters go (line breaks and tabs become spaces), the rest stays as it is,
 * right-to-left and emoji included. At least one visible character, at most 4,000 characters as people count them.
 */
export const promptSchema = z
  .string()
  .transform((text) =>
    text
      .normalize("NFC")
      .replace(/\s+/gu, " ")
      .replace(/\p{Cc}/gu, "")
      .trim(),
  )
  .refine((text) => /[^\p{Cf}\p{Z}]/u.test(text), "Please describe a picture.")
  .refine((text) => [...text].length <= limits.promptMaxChars, `At most ${limits.promptMaxChars} characters fit.`)
  .meta(promptChars);

/** Describe a picture, and it is made. */
export const describeInput = z.object({
  prompt: promptSchema,
  negativePrompt: z.string().trim().max(limits.negativePromptMaxChars).optional(),
  styleId: z.int().positive().nullable().optional(),
  strength: z.number().min(0).max(1).optional(),
  params: params.optional(),
  width: side.default(1024),
  height: side.default(1024),
  count: z.int().min(1).max(limits.generateCountMax).default(1),
  seed: seed.optional(),
});
export type DescribeInput = z.infer<typeof describeInput>;

/** The first document's request. `DALLE` stands for the configured image model, or the default one. */
export const generateInput = z
  .object({
    prompt: promptSchema,
    model: z.string().max(100).default("DALLE"),
    resolution: z.enum(["256x256", "512x512", "1024x1024"]).default("256x256"),
    width: side.optional(),
    height: side.optional(),
    negativePrompt: z.string().trim().max(limits.negativePromptMaxChars).optional(),
    seed: seed.optional(),
    count: z.int().min(1).max(limits.generateCountMax).default(1),
    styleId: z.int().positive().nullable().optional(),
    isPrivate: z.boolean().optional(),
    wait: z.boolean().default(false),
  })
  .refine((given) => (given.width === undefined) === (given.height === undefined), {
    path: ["width"],
    message: "Give width and height together.",
  });
export type GenerateInput = z.infer<typeof generateInput>;

export const generateAnswer = z.object({ generationId: z.uuid(), imageId: z.int(), imageIds: z.array(z.int()) });

/** Restyle a picture. */
export const restyleInput = z.object({
  imageId: z.int().positive(),
  styleId: z.int().positive().nullable(),
  strength: z.number().min(0).max(1).optional(),
  params: params.optional(),
  seed: seed.optional(),
});
export type RestyleInput = z.infer<typeof restyleInput>;

export const styleChangeInput = z.object({
  image_id: z.int().positive(),
  style_id: z.int().positive().nullable().optional(),
  strength: z.number().min(0).max(1).optional(),
  params: params.optional(),
  seed: seed.optional(),
});

export const styleChangeAnswer = z.object({
  message: z.string(),
  prompt_id: z.uuid(),
  image_uuid: z.uuid(),
  plugin: z.string(),
});

/** Each once, in the order given. */
const ids = (max: number) =>
  z
    .array(z.int().positive())
    .min(1)
    .max(max)
    .transform((given) => [...new Set(given)]);

/** Restyle many pictures, in many styles, or both. */
export const batchInput = z
  .object({
    image_ids: ids(limits.batchImagesMax),
    style_ids: ids(limits.batchStylesMax),
    strength: z.number().min(0).max(1).optional(),
    params: params.optional(),
    seed: seed.optional(),
  })
  .refine((given) => given.image_ids.length * given.style_ids.length <= limits.batchJobsMax, {
    path: ["style_ids"],
    message: `At most ${limits.batchJobsMax} pictures can be made at once.`,
  });
export type BatchInput = z.infer<typeof batchInput>;

/** Give pictures the same steps, one after the other, that led to another picture. */
export const applyStepsInput = z.object({ image_ids: ids(limits.batchImagesMax) });

export const batchAnswer = z.object({
  message: z.string(),
  batch_id: z.uuid(),
  jobs: z.array(z.object({ prompt_id: z.uuid(), image_id: z.int(), style_id: z.int(), image_uuid: z.uuid() })),
});
export type BatchAnswer = z.infer<typeof batchAnswer>;

/** A generation as its maker sees it. Moments are ISO 8601, UTC. */
export const generationSchema = z.object({
  uuid: z.uuid(),
  status: z.enum(generationStatuses),
  /** 0–100. */
  progress: z.int(),
  /** 1 is next; null unless queued. */
  queuePosition: z.int().nullable(),
  kind: z.enum(["describe", "restyle"]),
  prompt: z.string().nullable(),
  negativePrompt: z.string().nullable(),
  style: z.object({ id: z.int(), slug: z.string(), title: z.string() }).nullable(),
  /** The picture it starts from; null when there is none or it is gone. */
  source: imageSchema.nullable(),
  backend: z.string(),
  /** The backend that was to make it and could not be reached, when another stands in. */
  standsInFor: z.string().nullable(),
  model: z.string(),
  strength: z.number().nullable(),
  params: z.record(z.string(), z.union([z.number(), z.string()])),
  seed: z.int(),
  width: z.int(),
  height: z.int(),
  count: z.int(),
  batchUuid: z.uuid().nullable(),
  /** Public words; null unless failed. */
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** Uuids its pictures will have, from the start; addresses answer once `status` is `succeeded`. */
  imageUuids: z.array(z.uuid()),
  results: z.array(imageSchema),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
});
export type GenerationDto = z.infer<typeof generationSchema>;

/** What was asked for at once, as a sheet: a row for each source, a column for each style or step. */
export const batchSchema = z.object({
  uuid: z.uuid(),
  /** 0–100, of the whole. */
  progress: z.int(),
  queued: z.int(),
  running: z.int(),
  succeeded: z.int(),
  failed: z.int(),
  cancelled: z.int(),
  /** The pictures it starts from; null for one that is gone. */
  sources: z.array(imageSchema.nullable()),
  /** `step` is 1 for what starts from a source, 2 for what starts from the result of step 1, and so on. */
  columns: z.array(
    z.object({
      step: z.int(),
      style: z.object({ id: z.int(), slug: z.string(), title: z.string() }).nullable(),
      strength: z.number().nullable(),
    }),
  ),
  cells: z.array(
    z.object({
      /** Places in `sources` and `columns`. */
      source: z.int(),
      column: z.int(),
      uuid: z.uuid(),
      status: z.enum(generationStatuses),
      progress: z.int(),
      error: z.object({ code: z.string(), message: z.string() }).nullable(),
      /** The picture; null until it is made, and when it is gone. */
      image: imageSchema.nullable(),
    }),
  ),
});
export type BatchDto = z.infer<typeof batchSchema>;

/** One step on the way to a picture: a style with all that was set. */
export interface StepDto {
  style: { id: number; slug: string; title: string };
  strength: number | null;
}

/** What the event stream tells of a generation; `preview` is a data address of a small picture. */
export const generationEventSchema = z.object({
  generation_id: z.string(),
  prompt_id: z.string(),
  status: z.enum(generationStatuses),
  progress: z.number(),
  queue_position: z.number().nullable().optional(),
  preview: z.string().optional(),
});
export type GenerationEvent = z.infer<typeof generationEventSchema>;

export const jobStates = ["running", "waiting", "failed", "cancelled"] as const;

/** A page of the queue: `pool` as in `backend:3`, `maker` as in `u:12` or `g:7`. */
export const queueQuery = z.object({
  tab: z.enum(jobStates).catch("running"),
  pool: z
    .string()
    .regex(/^(pixels|errands|backend:\d{1,15})$/)
    .optional()
    .catch(undefined),
  maker: z
    .string()
    .regex(/^[ug]:\d{1,15}$/)
    .optional()
    .catch(undefined),
  after: z.coerce.number().int().positive().optional().catch(undefined),
});
export type QueueQuery = z.infer<typeof queueQuery>;

export const queueJobsInput = z.object({ ids: z.array(z.int().positive()).min(1).max(limits.bulkMax) });
export const pauseInput = z.object({
  pool: z.string().regex(/^(pictures|pixels|errands|backend:\d{1,15})$/),
  paused: z.boolean(),
});
export type PauseInput = z.infer<typeof pauseInput>;

/** Someone who has work in the queue; a guest has no name. */
export interface QueueMakerDto {
  key: string;
  name: string | null;
}

/** A job without a word of what was asked for. */
export interface QueueJobDto {
  id: number;
  /** `generation.run`, … */
  name: string;
  pool: string;
  state: (typeof jobStates)[number];
  maker: QueueMakerDto | null;
  generation: { uuid: string; model: string; width: number; height: number; count: number; progress: number } | null;
  attempts: number;
  createdAt: string;
  startedAt: string | null;
  endedAt: string | null;
  /** When it is tried again, where that is not at once. */
  dueAt: string | null;
  /** Its maker or an administrator wants it stopped, and its worker has not heard yet. */
  isStopping: boolean;
  /** Why it failed, as its maker reads it: a code of errors or of providers. */
  reason: string | null;
  /** Why it failed, for administrators. */
  detail: string | null;
  canCancel: boolean;
  canRetry: boolean;
}

export interface QueuePoolDto {
  pool: string;
  /** Of a backend that was added; null for our own pools and for those that are gone. */
  name: string | null;
  waiting: number;
  running: number;
  failed: number;
  isPaused: boolean;
}

export interface QueueDto {
  pools: QueuePoolDto[];
  /** Whether everything that makes pictures is paused. */
  isPaused: boolean;
  counts: { waiting: number; running: number; failed: number };
  /** Who has the most of what is shown. */
  makers: (QueueMakerDto & { jobs: number })[];
  jobs: QueueJobDto[];
  /** The place of the next page, when there is one. */
  nextAfter: number | null;
}
