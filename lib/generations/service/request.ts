import { inTransaction } from "@/db/client";
import type { GenerationRow } from "@/db/queries/generations";
import type { ImageRow } from "@/db/queries/image-rows";
import {
  findDefaultModel,
  findEnabledModel,
  findEnabledStyle,
  findModelOfKind,
  type ModelOfBackend,
  type WholeStyle,
} from "@/db/queries/styles";
import { type Requester, settle } from "@/lib/auth/guests";
import { AppError } from "@/lib/errors";
import type { Maker, Viewer } from "@/lib/viewer";
import type { DescribeInput, GenerateInput, RestyleInput } from "../schema";
import {
  type ChangeRecipe,
  editOrder,
  namedStyle,
  type Order,
  type OrderOptions,
  orderOf,
  requireSources,
  requireStyle,
  restyleOrder,
  type Terms,
  termsOf,
  type Wanted,
} from "./order";
import { requireFitting } from "./recipe";
import { requireRoom } from "./room";
import { type Requested, writeGenerations } from "./write";

export interface RequestOptions extends OrderOptions {
  /** A model by its name, where no style names one; unless said, the default backend's first. */
  model?: string;
  /** What it belongs to, when it was asked for with others. */
  batchUuid?: string;
}

/** Asks for pictures from words. @throws AppError `guests_off`, `not_found`, `invalid`, `quota`, `unavailable` */
export async function requestDescribed(
  requester: Requester,
  input: DescribeInput,
  options: RequestOptions = {},
): Promise<Requested> {
  const style = input.styleId == null ? null : await requireStyle(requester, { id: input.styleId });
  if (style) requireFitting(style, false);
  const wanted = {
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
    mayMove: false,
  };
  // Parameters are those of one kind of backend, so that they name it as well.
  const isOpen = options.model === undefined || (options.model === dalle && wanted.backend.kind !== "openai");
  wanted.mayMove = !style && isOpen && Object.keys(input.params ?? {}).length === 0;
  const terms = await termsOf(requester);
  return request(terms, options, orderOf(terms, options, wanted));
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
    { isTemp: false, isPublic, model: input.model },
  );
}

/** The built-in model for pictures from words. */
const painter = "painter";

/** Whether a model makes pictures from words: of the built-in ones only the painter does. */
export function isDescribing(backendKind: string, model: string): boolean {
  return backendKind !== "builtin" || model === painter;
}

/** Whether a style is made by another machine than ours; null is the default style. A missing one is not. */
export async function isExternalStyle(viewer: Viewer, styleId: number | null): Promise<boolean> {
  const style = await findEnabledStyle(viewer, await namedStyle(styleId));
  return style !== null && style.backendKind !== "builtin";
}

/** Asks for a picture in another style. @throws AppError `guests_off`, `not_found`, `not_ready`, `invalid`, `quota` */
export async function requestRestyled(
  requester: Requester,
  input: RestyleInput & ChangeRecipe,
  options: RequestOptions = {},
): Promise<Requested> {
  const source = await requireSource(requester, input.imageId);
  const style = await requireStyle(requester, await namedStyle(input.styleId));
  const terms = await termsOf(requester);
  return request(terms, options, restyleOrder(terms, source, style, input, options));
}

/** Asks for a picture to be changed by words, through a model. @throws AppError as for a picture in another style */
export async function requestEdited(
  maker: Maker,
  model: ModelOfBackend,
  { imageId, ...recipe }: ChangeRecipe & { imageId: number },
  options: RequestOptions = {},
): Promise<Requested> {
  const source = await requireSource(maker, imageId);
  const terms = await termsOf(maker);
  return request(terms, options, editOrder(terms, source, model, recipe, options));
}

async function requireSource(viewer: Viewer, id: number): Promise<ImageRow> {
  const [source] = await requireSources(viewer, [id]);
  if (!source) throw new AppError("not_found");
  return source;
}

/** Asks for the same once more, after a failure. */
export async function requestAgain(maker: Maker, row: GenerationRow): Promise<Requested> {
  const batchUuid = row.batchUuid ?? undefined;
  const { isTemp, isPublic, styleId, strength, seed, width, height, count, prompt } = row;
  // What named nothing goes to the default again, whoever stood in.
  const { model, params } = row.mayMove ? {} : row;
  const options = { isTemp, isPublic, model, batchUuid };
  const recipe = { strength: strength ?? undefined, params, seed, count };
  if (row.kind === "restyle") return requestChangedAgain(maker, row, recipe, options);
  const negativePrompt = row.negativePrompt ?? undefined;
  return requestDescribed(maker, { ...recipe, styleId, prompt: prompt ?? "", negativePrompt, width, height }, options);
}

async function requestChangedAgain(
  maker: Maker,
  { sourceImageId: imageId, styleId, model, prompt }: GenerationRow,
  recipe: ChangeRecipe,
  options: RequestOptions,
): Promise<Requested> {
  if (imageId === null) throw new AppError("not_found", { words: "The picture it starts from is gone." });
  if (styleId !== null) return requestRestyled(maker, { ...recipe, imageId, styleId, prompt }, options);
  const named = prompt === null ? null : await findEnabledModel(model);
  if (!named) throw new AppError("not_found", { words: "This style is not available any more." });
  return requestEdited(maker, named, { ...recipe, imageId, prompt }, options);
}

async function request(terms: Terms, { batchUuid }: RequestOptions, order: Order): Promise<Requested> {
  return inTransaction(async (tx) => {
    const maker = await settle(tx, terms.requester);
    await requireRoom(tx, { ...terms, maker }, [order]);
    const [requested] = await writeGenerations(tx, maker, [order], { batchUuid });
    if (!requested) throw new Error("Nothing was written.");
    return requested;
  });
}

/** The first document's name for the model of OpenAI that is configured; without one, the default. */
const dalle = "DALLE";

async function findNamed(named: string | undefined): Promise<ModelOfBackend | null> {
  if (named === undefined) return findDefaultModel();
  if (named === dalle) return (await findModelOfKind("openai")) ?? findDefaultModel();
  return findEnabledModel(named);
}

/** The backend and model for pictures from words: the style's, the one that is named, or the default. */
async function whatMakes(
  style: WholeStyle | null,
  named: string | undefined,
): Promise<Pick<Wanted, "backend" | "model" | "priceMicros">> {
  if (style) {
    const backend = { id: style.backendId, kind: style.backendKind };
    return { backend, model: style.kind === "filter" ? painter : style.model, priceMicros: style.priceMicros };
  }
  const found = await findNamed(named);
  const { backendKind, model } = found ?? {};
  if (!found || !isDescribing(backendKind ?? "", model ?? "")) {
    if (named === undefined) throw new AppError("unavailable", { words: "Nothing here makes pictures right now." });
    throw new AppError("invalid", { fields: { model: [`There is no model called "${named}" here.`] } });
  }
  const { backendId, priceMicros } = found;
  return { backend: { id: backendId, kind: found.backendKind }, model: found.model, priceMicros };
}
