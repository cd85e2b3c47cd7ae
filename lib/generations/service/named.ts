import { findEnabledModel, findEnabledStyle, listEnabledModels, listEnabledStyles } from "@/db/queries/styles";
import { AppError } from "@/lib/errors";
import type { UserViewer, Viewer } from "@/lib/viewer";
import type { DescribeInput, RestyleInput } from "../schema";
import { namedStyle } from "./order";
import { requireFitting } from "./recipe";
import { isDescribing, requestDescribed, requestRestyled } from "./request";
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

/**
 * The style that edits a picture: one that is named, or the house's default.
 *
 * @throws AppError `not_found`; `invalid` for a model, and for a style that takes no picture
 */
export async function requireEditStyle(user: UserViewer, name: string | undefined): Promise<{ id: number }> {
  if (name !== undefined && !name.startsWith(stylePrefix)) {
    await getNamedModel(user, name);
    const words = "A picture is edited in a style: name one, such as style:oil. GET /v1/models lists them.";
    throw new AppError("invalid", { words, fields: { model: [words] } });
  }
  const style =
    name === undefined ? await findEnabledStyle(user, await namedStyle(null)) : await requireNamed(user, name);
  if (!style)
    throw new AppError("not_found", { words: "This style is not available.", fields: { model: ["Name one."] } });
  requireFitting(style, true);
  return style;
}

/** A picture of one's own in another style; private, kept. @throws AppError as for a restyled picture */
export async function requestEdit(user: UserViewer, input: RestyleInput): Promise<Requested> {
  return requestRestyled(user, input, { isTemp: false, isPublic: false });
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
