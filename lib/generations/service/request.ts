import { randomInt } from "node:crypto";
import { inTransaction } from "@/db/client";
import { insertEvent } from "@/db/queries/events";
import { type GenerationRow, insertGeneration } from "@/db/queries/generations";
import { findImage, insertImages, sumGuestBytes } from "@/db/queries/images";
import { countOpenJobs } from "@/db/queries/jobs";
import { findSetting } from "@/db/queries/settings";
import { findDefaultModel, findEnabledModel, findEnabledStyle, type WholeStyle } from "@/db/queries/styles";
import { findDefaultVisibility } from "@/db/queries/users";
import { clock, dayMs, fromNow, minuteMs } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { newUuid } from "@/lib/ids";
import { limits } from "@/lib/limits";
import { enqueue } from "@/lib/queue";
import { backendPool, generationRun } from "@/lib/queue/jobs";
import { type Maker, type Viewer, viewerKey } from "@/lib/viewer";
import { requireBackendFor } from "../policy";
import type { DescribeInput, GenerateInput, RestyleInput } from "../schema";
import { requireFitting, requireParams } from "./recipe";

/** What was asked for, known from the moment it is asked. */
export interface Requested {
  uuid: string;
  imageIds: number[];
  imageUuids: string[];
  /** The backend's kind. */
  backend: string;
}

export interface RequestOptions {
  /** Whether the pictures go away unless they are kept; a guest's always do. */
  isTemp?: boolean;
  /** Whether others may see them once kept; the maker's preference unless said. */
  isPublic?: boolean;
  /** A model by its name, where no style names one; unless said, the default backend's first. */
  model?: string;
}

/** Asks for pictures from words. @throws AppError `guests_off`, `not_found`, `invalid`, `quota`, `unavailable` */
export async function requestDescribed(
  maker: Maker,
  input: DescribeInput,
  options: RequestOptions = {},
): Promise<Requested> {
  const style = input.styleId == null ? null : await requireStyle(maker, { id: input.styleId });
  if (style) requireFitting(style, false);
  return request(maker, options, {
    style,
    ...(await whatMakes(style, options.model)),
    prompt: input.prompt,
    negativePrompt: input.negativePrompt || null,
    given: input.params ?? {},
    strength: input.strength ?? style?.strengthDefault ?? null,
    seed: input.seed,
    width: input.width,
    height: input.height,
    count: input.count,
    source: null,
  });
}

/**
 * The first document's request: kept pictures, by the model that is named.
 *
 * @throws AppError `invalid` for a model that is not here, and as for pictures from words
 */
export async function requestNamedModel(maker: Maker, input: GenerateInput): Promise<Requested> {
  const [width = 256, height = 256] = input.resolution.split("x").map(Number);
  const { prompt, negativePrompt, styleId, count, seed } = input;
  const sides = { width: input.width ?? width, height: input.height ?? height };
  const isPublic = input.isPrivate === undefined ? undefined : !input.isPrivate;
  return requestDescribed(
    maker,
    { prompt, negativePrompt, styleId, count, seed, ...sides },
    { isTemp: false, isPublic, model: input.model === "DALLE" ? undefined : input.model },
  );
}

/** The built-in model for pictures from words. */
const painter = "painter";

/** Previews of a style are made with this seed; so is what is asked for from them, that it comes as it was seen. */
const previewSeed = 0;

/** Whether a style is made by another machine than ours; null is the default style. A missing one is not. */
export async function isExternalStyle(viewer: Viewer, styleId: number | null): Promise<boolean> {
  const style = await findEnabledStyle(viewer, await namedStyle(styleId));
  return style !== null && style.backendKind !== "builtin";
}

async function namedStyle(styleId: number | null): Promise<{ id: number } | { slug: string }> {
  return styleId === null ? { slug: await findSetting("default_style") } : { id: styleId };
}

/** Asks for a picture in another style. @throws AppError `guests_off`, `not_found`, `invalid`, `quota` */
export async function requestRestyled(
  maker: Maker,
  input: RestyleInput,
  options: RequestOptions = {},
): Promise<Requested> {
  const source = await findImage(maker, { id: input.imageId });
  if (!source) throw new AppError("not_found", { words: "There is no such picture." });
  const style = await requireStyle(maker, await namedStyle(input.styleId));
  requireFitting(style, true);
  const scale = Math.min(1, limits.styledSideMaxPx / Math.max(source.width, source.height));
  return request(
    maker,
    { isTemp: true, ...options, isPublic: source.isPublic ? options.isPublic : false },
    {
      style,
      backend: { id: style.backendId, kind: style.backendKind },
      model: style.filter ?? style.model,
      prompt: null,
      negativePrompt: null,
      given: input.params ?? {},
      strength: input.strength ?? style.strengthDefault,
      seed: input.seed ?? (style.kind === "filter" ? previewSeed : undefined),
      width: Math.max(1, Math.round(source.width * scale)),
      height: Math.max(1, Math.round(source.height * scale)),
      count: 1,
      source: { id: source.id, name: source.name },
    },
  );
}

/** Asks for the same once more, after a failure. */
export async function requestAgain(maker: Maker, row: GenerationRow): Promise<Requested> {
  const options = { isTemp: row.isTemp, isPublic: row.isPublic, model: row.model };
  const { styleId, strength, params, seed, width, height, count, prompt } = row;
  const recipe = { styleId, strength: strength ?? undefined, params, seed };
  if (row.sourceImageId !== null && styleId === null) {
    throw new AppError("not_found", { words: "This style is not available any more." });
  }
  if (row.sourceImageId !== null) return requestRestyled(maker, { ...recipe, imageId: row.sourceImageId }, options);
  if (prompt === null) throw new AppError("not_found", { words: "The picture it starts from is gone." });
  const negativePrompt = row.negativePrompt ?? undefined;
  return requestDescribed(maker, { ...recipe, prompt, negativePrompt, width, height, count }, options);
}

interface Wanted {
  style: WholeStyle | null;
  backend: { id: number; kind: string };
  model: string;
  prompt: string | null;
  negativePrompt: string | null;
  given: Record<string, number | string>;
  strength: number | null;
  seed: number | undefined;
  width: number;
  height: number;
  count: number;
  source: { id: number; name: string } | null;
}

async function request(maker: Maker, options: RequestOptions, wanted: Wanted): Promise<Requested> {
  const { style, backend, source } = wanted;
  requireBackendFor(maker, backend.kind, await findSetting("guest_use"));
  await requireGuestRoom(maker);
  const params = requireParams(backend.kind, style, wanted.given);
  const isTemp = maker.kind === "guest" || (options.isTemp ?? false);
  const isPublic = options.isPublic ?? (await prefersPublic(maker));
  const owner = { userId: maker.kind === "user" ? maker.id : null, guestId: maker.kind === "guest" ? maker.id : null };
  const uuid = newUuid();
  const imageUuids = Array.from({ length: wanted.count }, newUuid);
  const now = clock.now();

  const imageIds = await inTransaction(async (tx) => {
    if ((await countOpenJobs(tx, viewerKey(maker))) >= limits.jobsWaitingPerViewer) {
      throw new AppError("quota", {
        words: "Many of your pictures are still waiting. Please let some finish first.",
        retryAfterMs: minuteMs,
      });
    }
    const generationId = await insertGeneration(tx, {
      uuid,
      ...owner,
      prompt: wanted.prompt,
      negativePrompt: wanted.negativePrompt,
      sourceImageId: source?.id ?? null,
      styleId: style?.id ?? null,
      backendId: backend.id,
      backendKind: backend.kind,
      model: wanted.model,
      params,
      strength: wanted.strength,
      seed: wanted.seed ?? randomInt(limits.seedMax + 1),
      width: wanted.width,
      height: wanted.height,
      count: wanted.count,
      isPublic,
      isTemp,
      createdAt: now,
      updatedAt: now,
    });
    const ids = await insertImages(
      tx,
      imageUuids.map((imageUuid, ordinal) => ({
        uuid: imageUuid,
        kind: source ? ("styled" as const) : ("generated" as const),
        ...owner,
        isPublic,
        isTemp,
        name: source?.name ?? nameFrom(wanted.prompt),
        prompt: wanted.prompt,
        parentId: source?.id ?? null,
        hadParent: source !== null,
        generationId,
        ordinal,
        styleId: style?.id ?? null,
        model: wanted.model,
        strength: wanted.strength,
        createdAt: now,
        updatedAt: now,
      })),
    );
    const place = { lane: viewerKey(maker), pool: backendPool(backend), subjectId: generationId };
    await enqueue(tx, generationRun, [{ generationId }], place);
    const queued = { generation_id: uuid, prompt_id: uuid, status: "queued", progress: 0 };
    await insertEvent(tx, "generation.queued", owner, queued);
    return ids;
  });
  return { uuid, imageIds, imageUuids, backend: backend.kind };
}

async function requireStyle(maker: Maker, by: { id: number } | { slug: string }): Promise<WholeStyle> {
  const style = await findEnabledStyle(maker, by);
  if (!style) throw new AppError("not_found", { words: "This style is not available." });
  return style;
}

/** The backend and model for pictures from words: the style's, the one that is named, or the default. */
async function whatMakes(
  style: WholeStyle | null,
  named: string | undefined,
): Promise<{ backend: { id: number; kind: string }; model: string }> {
  if (style) {
    const backend = { id: style.backendId, kind: style.backendKind };
    return { backend, model: style.kind === "filter" ? painter : style.model };
  }
  const found = await (named === undefined ? findDefaultModel() : findEnabledModel(named));
  const { backendKind, model } = found ?? {};
  if (!found || (backendKind === "builtin" && model !== painter)) {
    if (named === undefined) throw new AppError("unavailable", { words: "Nothing here makes pictures right now." });
    throw new AppError("invalid", { fields: { model: [`There is no model called "${named}" here.`] } });
  }
  return { backend: { id: found.backendId, kind: found.backendKind }, model: found.model };
}

async function requireGuestRoom(maker: Maker): Promise<void> {
  if (maker.kind !== "guest") return;
  if ((await sumGuestBytes(maker.id, fromNow(-dayMs))) >= limits.guestBytesPerDay)
    throw new AppError("quota", { retryAfterMs: dayMs });
}

async function prefersPublic(maker: Maker): Promise<boolean> {
  return maker.kind === "guest" || (await findDefaultVisibility(maker.id)) === "public";
}

function nameFrom(prompt: string | null): string {
  return [...(prompt ?? "")].slice(0, 80).join("").trim() || "picture";
}
