"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { requireAdministrator } from "@/lib/admin/policy";
import { type ActionResult, requireMaker, runAction } from "@/lib/http/action";
import { countRequest } from "@/lib/http/rate";
import { limits } from "@/lib/limits";
import type { Maker, Viewer } from "@/lib/viewer";
import { applyStepsInput, batchInput, describeInput, pauseInput, queueJobsInput, restyleInput } from "./schema";
import { cancelJobs, dismissJobs, pausePool, retryJobs } from "./service/administer";
import { hasExternalStyle, requestBatch } from "./service/batch";
import { cancelBatch, cancelGeneration, dismissGeneration, retryGeneration } from "./service/change";
import { isExternalStyle, requestDescribed, requestRestyled } from "./service/request";
import { hasExternalStep, requestSteps } from "./service/steps";

export type Asked = {
  uuids: string[];
  /** What they belong to, when there are several. */
  batch?: string;
};

const uuidInput = z.object({ uuid: z.uuid() });

/** Describe a picture, and it is made. Fields: prompt, negativePrompt, styleId, strength, params.X, width, height, count, seed. */
export async function describeAction(_previous: unknown, form: FormData): Promise<ActionResult<Asked>> {
  return runAction(form, { input: describeInput, read: readDescribed, rate: "generate" }, async (input, call) => {
    const requested = await requestDescribed(call.requester, input, { isTemp: true });
    refresh();
    return { uuids: [requested.uuid] };
  });
}

const restyleManyInput = restyleInput.omit({ imageId: true }).extend({
  imageIds: z.array(z.int().positive()).min(1, "Please choose a photograph.").max(limits.batchImagesMax),
});

/** Restyle photographs; several are a batch. Fields: imageId (several), styleId, strength, params.X, seed. */
export async function restyleAction(_previous: unknown, form: FormData): Promise<ActionResult<Asked>> {
  return runAction(form, { input: restyleManyInput, read: readRestyled, rate: "restyle" }, async (input, call) => {
    const { imageIds, styleId, ...recipe } = input;
    const [imageId = 0] = imageIds;
    if (await isExternalStyle(call.viewer, styleId)) await countRequest("restyleExternal", call.viewer, call.address);
    if (imageIds.length > 1 && styleId !== null) {
      const batch = await requestBatch(call.requester, { ...recipe, image_ids: imageIds, style_ids: [styleId] });
      return { uuids: batch.jobs.map((job) => job.prompt_id), batch: batch.batch_id };
    }
    const requested = await requestRestyled(call.requester, { ...recipe, imageId, styleId });
    refresh();
    return { uuids: [requested.uuid] };
  });
}

/** Restyle pictures in several styles. Fields: imageId and styleId (several each). Answers the batch's uuid. */
export async function batchAction(_previous: unknown, form: FormData): Promise<ActionResult<string>> {
  const read = () => ({ image_ids: ids(form, "imageId"), style_ids: ids(form, "styleId") });
  return runAction(form, { input: batchInput, read, rate: "restyle" }, async (input, call) => {
    if (await hasExternalStyle(call.viewer, input.style_ids)) {
      await countRequest("restyleExternal", call.viewer, call.address);
    }
    return (await requestBatch(call.requester, input)).batch_id;
  });
}

const stepsInput = applyStepsInput.extend({ of: z.int().positive() });

/** Give pictures the steps that led to another. Fields: of (its id), imageId (several). Answers the batch's uuid. */
export async function applyStepsAction(_previous: unknown, form: FormData): Promise<ActionResult<string>> {
  const read = () => ({ image_ids: ids(form, "imageId"), of: number(form, "of") });
  return runAction(form, { input: stepsInput, read, rate: "restyle" }, async ({ of, image_ids }, call) => {
    if (await hasExternalStep(call.viewer, of)) await countRequest("restyleExternal", call.viewer, call.address);
    return (await requestSteps(call.requester, of, image_ids)).batch_id;
  });
}

/** Stops what is not made yet of a batch. Field: uuid. */
export async function cancelBatchAction(_previous: unknown, form: FormData): Promise<ActionResult<null>> {
  return change(form, cancelBatch);
}

/** Stops a generation. Field: uuid. */
export async function cancelAction(_previous: unknown, form: FormData): Promise<ActionResult<null>> {
  return change(form, cancelGeneration);
}

/** Asks again for what failed or was stopped. Field: uuid. */
export async function retryAction(_previous: unknown, form: FormData): Promise<ActionResult<null>> {
  return change(form, retryGeneration);
}

/** Puts an ended generation away. Field: uuid. */
export async function dismissAction(_previous: unknown, form: FormData): Promise<ActionResult<null>> {
  return change(form, dismissGeneration);
}

/** Pauses a part of the queue, or lets it go on. Fields: pool, paused (`true` or `false`). */
export async function pausePoolAction(_previous: unknown, form: FormData): Promise<ActionResult<null>> {
  const read = () => ({ pool: text(form, "pool"), paused: text(form, "paused") === "true" });
  return runAction(form, { input: pauseInput, read, guard: requireAdministrator }, async (input, { viewer }) => {
    await pausePool(viewer, input);
    refresh();
    return null;
  });
}

/** Takes jobs out of line. Field: id (several). Answers how many. */
export async function cancelJobsAction(_previous: unknown, form: FormData): Promise<ActionResult<number>> {
  return actOnJobs(form, cancelJobs);
}

/** Puts ended jobs back in line. Field: id (several). Answers how many. */
export async function retryJobsAction(_previous: unknown, form: FormData): Promise<ActionResult<number>> {
  return actOnJobs(form, retryJobs);
}

/** Takes failed jobs off the list. Field: id (several). Answers how many. */
export async function dismissJobsAction(_previous: unknown, form: FormData): Promise<ActionResult<number>> {
  return actOnJobs(form, dismissJobs);
}

function actOnJobs(
  form: FormData,
  act: (viewer: Viewer, ids: number[]) => Promise<number>,
): Promise<ActionResult<number>> {
  const read = () => ({ ids: ids(form, "id") });
  return runAction(form, { input: queueJobsInput, read, guard: requireAdministrator }, async (input, { viewer }) => {
    const done = await act(viewer, input.ids);
    refresh();
    return done;
  });
}

type Change = (maker: Maker, uuid: string) => Promise<unknown>;

function change(form: FormData, apply: Change): Promise<ActionResult<null>> {
  return runAction(
    form,
    { input: uuidInput, read: (given) => Object.fromEntries(given) },
    async ({ uuid }, { viewer }) => {
      await apply(requireMaker(viewer), uuid);
      refresh();
      return null;
    },
  );
}

function readDescribed(form: FormData): unknown {
  return {
    prompt: text(form, "prompt") ?? "",
    negativePrompt: text(form, "negativePrompt"),
    styleId: number(form, "styleId"),
    strength: number(form, "strength"),
    params: params(form),
    width: number(form, "width"),
    height: number(form, "height"),
    count: number(form, "count"),
    seed: number(form, "seed"),
  };
}

function readRestyled(form: FormData): unknown {
  return {
    imageIds: ids(form, "imageId"),
    styleId: number(form, "styleId") ?? null,
    strength: number(form, "strength"),
    params: params(form),
    seed: number(form, "seed"),
  };
}

/** Fields called `params.X`, by X: numbers as numbers, choices as words. */
function params(form: FormData): Record<string, number | string> | undefined {
  const names = [...form.keys()].filter((field) => field.startsWith("params."));
  const values = names.flatMap((field) => {
    const value = number(form, field);
    return value === undefined ? [] : [[field.slice("params.".length), value] as const];
  });
  return values.length > 0 ? Object.fromEntries(values) : undefined;
}

function ids(form: FormData, field: string): number[] {
  return form.getAll(field).map(Number);
}

function text(form: FormData, field: string): string | undefined {
  const value = form.get(field);
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A number as typed; what is no number goes on as it is, for the schema to refuse. */
function number(form: FormData, field: string): number | string | undefined {
  const value = text(form, field);
  if (value === undefined) return undefined;
  const parsed = Number(value);
  return Number.isNaN(parsed) ? value : parsed;
}
