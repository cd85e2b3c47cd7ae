import {
  findDefaultModel,
  findEnabledModel,
  findEnabledStyle,
  listEnabledModels,
  listEnabledStyles,
  type ModelOfBackend,
  type WholeStyle,
} from "@/db/queries/styles";
import { AppError } from "@/lib/errors";
import type { UserViewer, Viewer } from "@/lib/viewer";
import type { DescribeInput } from "../schema";
import { type ChangeRecipe, namedStyle } from "./order";
import { requireFitting } from "./recipe";
import { isDescribing, requestDescribed, requestEdited, requestRestyled } from "./request";
import type { Requested } from "./write";

/** What begins the name of a style where models are named. */
const stylePrefix = "style:";

/** Something that makes pictures, by the one name that clients know it by. */
export interface NamedModel {
  /** A model's own name, or `style:<slug>`. */
  id: string;
  createdAt: Date;
  /** A kind of backend, or `style`. */
  owner: string;
}

/** What the viewer can name as a model: the models that make pictures from words, then the styles. */
export async function listNamedModels(viewer: Viewer): Promise<NamedModel[]> {
  const [models, styles] = await Promise.all([listEnabledModels(), listEnabledStyles(viewer)]);
  const byName = new Map<string, NamedModel>();
  for (const { name, createdAt, backendKind } of models) {
    if (byName.has(name) || !isDescribing(backendKind, name)) continue;
    byName.set(name, { id: name, createdAt, owner: backendKind });
  }
  const named = styles.map(({ slug, createdAt }) => ({ id: stylePrefix + slug, createdAt, owner: "style" }));
  return [...byName.values(), ...named];
}

/** One of them. @throws AppError `not_found` */
export async function getNamedModel(viewer: Viewer, id: string): Promise<NamedModel> {
  const found = (await listNamedModels(viewer)).find((model) => model.id === id);
  if (!found) throw noSuchModel(id);
  return found;
}

/**
 * Pictures from words, by a model or style that is named, or the house's own choice; private, kept.
 *
 * @throws AppError `not_found` for a model or style that is not here, `invalid`, `quota`, `unavailable`
 */
export async function requestByName(
  user: UserViewer,
  name: string | undefined,
  input: DescribeInput,
): Promise<Requested> {
  const options = { isTemp: false, isPublic: false };
  if (name === undefined) return requestDescribed(user, input, options);
  if (name.startsWith(stylePrefix)) {
    return requestDescribed(user, { ...input, styleId: (await requireNamed(user, name)).id }, options);
  }
  const model = await findEnabledModel(name);
  if (!model || !isDescribing(model.backendKind, name)) throw noSuchModel(name);
  return requestDescribed(user, input, { ...options, model: name });
}

/** What changes a picture: a style, or a model that goes by words alone. */
export type Editor = { style: WholeStyle } | { model: ModelOfBackend };

/** What is to be done with a picture. */
export interface EditWish {
  /** A model's own name or `style:<slug>`. */
  name: string | undefined;
  /** Words; none is an empty text. */
  prompt: string;
  count: number;
}

/**
 * What edits a picture: the model or style that is named, or the house's own choice: the default backend's model where
 * there are words for it and it can follow them, else the default style.
 *
 * @throws AppError `not_found`; `invalid` for what makes pictures from words alone, and for a model without words
 */
export async function requireEditor(user: UserViewer, { name, prompt, count }: EditWish): Promise<Editor> {
  if (name?.startsWith(stylePrefix)) return { style: fitting(await requireNamed(user, name), count) };
  const model = name === undefined ? await findDefaultModel() : await findEnabledModel(name);
  if (name === undefined && (prompt === "" || !model || !isEditing(model))) {
    const style = await findEnabledStyle(user, await namedStyle(null));
    if (!style) throw unfit("model", "No style is set to edit pictures. Name one: GET /v1/models lists them.");
    return { style: fitting(style, count) };
  }
  if (!model || !isDescribing(model.backendKind, model.model)) throw noSuchModel(name ?? "");
  if (!isEditing(model)) {
    throw unfit("model", `${model.model} makes pictures from words alone. Name another model, or a style: style:oil.`);
  }
  if (prompt === "") throw unfit("prompt", "Say what is to be done with the picture.");
  return { model };
}

/** A change to a picture of one's own; private, kept. @throws AppError as for a restyled picture */
export async function requestEdit(
  user: UserViewer,
  editor: Editor,
  input: ChangeRecipe & { imageId: number },
): Promise<Requested> {
  const options = { isTemp: false, isPublic: false };
  if ("model" in editor) return requestEdited(user, editor.model, input, options);
  return requestRestyled(user, { ...input, styleId: editor.style.id }, options);
}

/** Whether a model can change a picture by words: what is built in paints, and its filters know no words. */
function isEditing({ backendKind }: ModelOfBackend): boolean {
  return backendKind !== "builtin";
}

function fitting(style: WholeStyle, count: number): WholeStyle {
  requireFitting(style, true);
  if (count > 1 && style.kind === "filter") throw unfit("n", "This style makes the same picture each time: ask for 1.");
  return style;
}

function unfit(field: string, words: string): AppError {
  return new AppError("invalid", { words, fields: { [field]: [words] } });
}

async function requireNamed(user: UserViewer, name: string) {
  const style = await findEnabledStyle(user, { slug: name.slice(stylePrefix.length) });
  if (!style) throw noSuchModel(name);
  return style;
}

function noSuchModel(name: string): AppError {
  const words = `There is no model called "${[...name].slice(0, 100).join("")}" here. GET /v1/models lists those there are.`;
  return new AppError("not_found", { words, fields: { model: [words] } });
}
