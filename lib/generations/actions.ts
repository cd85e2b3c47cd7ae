"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { type ActionResult, runAction } from "@/lib/http/action";
import { countRequest } from "@/lib/http/rate";
import { describeInput, restyleInput } from "./schema";
import { cancelGeneration, dismissGeneration, retryGeneration } from "./service/change";
import { isExternalStyle, requestDescribed, requestRestyled } from "./service/request";

export type Asked = { uuids: string[] };

const uuidInput = z.object({ uuid: z.uuid() });

/** Describe a picture, and it is made. Fields: prompt, negativePrompt, styleId, strength, params.X, width, height, count, seed. */
export async function describeAction(_previous: unknown, form: FormData): Promise<ActionResult<Asked>> {
  return runAction(form, { input: describeInput, read: readDescribed, rate: "generate" }, async (input, call) => {
    const requested = await requestDescribed(await call.maker(), input, { isTemp: true });
    refresh();
    return { uuids: [requested.uuid] };
  });
}

const restyleManyInput = restyleInput.omit({ imageId: true }).extend({
  imageIds: z.array(z.int().positive()).min(1, "Please choose a photograph.").max(20, "At most 20 pictures at once."),
});

/** Restyle photographs. Fields: imageId (several), styleId, strength, params.X, seed. */
export async function restyleAction(_previous: unknown, form: FormData): Promise<ActionResult<Asked>> {
  return runAction(form, { input: restyleManyInput, read: readRestyled, rate: "restyle" }, async (input, call) => {
    const { imageIds, ...recipe } = input;
    if (await isExternalStyle(call.viewer, recipe.styleId)) {
      for (const _image of imageIds) await countRequest("restyleExternal", call.viewer, call.address);
    }
    const maker = await call.maker();
    const uuids: string[] = [];
    for (const imageId of imageIds) uuids.push((await requestRestyled(maker, { ...recipe, imageId })).uuid);
    refresh();
    return { uuids };
  });
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

function change(form: FormData, apply: typeof cancelGeneration | typeof retryGeneration): Promise<ActionResult<null>> {
  return runAction(form, { input: uuidInput, read: (given) => Object.fromEntries(given) }, async ({ uuid }, call) => {
    await apply(await call.maker(), uuid);
    refresh();
    return null;
  });
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
    imageIds: form.getAll("imageId").map(Number),
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
