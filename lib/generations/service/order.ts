import { visibleAmong } from "@/db/queries/generation-images";
import { type ImageRow, selectImages } from "@/db/queries/image-rows";
import { isOwnPending, sumGuestBytes } from "@/db/queries/images";
import { findRoleQuota } from "@/db/queries/quotas";
import { findSetting } from "@/db/queries/settings";
import { findEnabledStyle, findVisibleStyle, type ModelOfBackend, type WholeStyle } from "@/db/queries/styles";
import { findDefaultVisibility } from "@/db/queries/users";
import type { Requester } from "@/lib/auth/guests";
import { dayMs, fromNow } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { limits } from "@/lib/limits";
import type { Quota } from "@/lib/quota";
import type { SettingValue } from "@/lib/settings";
import type { Viewer } from "@/lib/viewer";
import { requireBackendFor } from "../policy";
import type { RestyleInput } from "../schema";
import { requireFitting, requireParams } from "./recipe";

/** A generation as it is asked for, before it is held against what its maker may do. */
export interface Wanted {
  style: WholeStyle | null;
  backend: { id: number; kind: string };
  model: string;
  /** What each picture costs, in millionths of the currency. */
  priceMicros: number;
  prompt: string | null;
  negativePrompt: string | null;
  given: Record<string, number | string>;
  strength: number | null;
  seed: number | undefined;
  width: number;
  height: number;
  count: number;
  source: { id: number; name: string } | null;
  /** Whether another backend may make it when this one cannot be reached: it named none. */
  mayMove?: boolean;
}

/** A generation that may be written as it is. */
export interface Order extends Omit<Wanted, "given"> {
  params: Record<string, number | string>;
  isTemp: boolean;
  isPublic: boolean;
}

export interface OrderOptions {
  /** Whether the pictures go away unless they are kept; a guest's always do. */
  isTemp?: boolean;
  /** Whether others may see them once kept; the maker's preference unless said. */
  isPublic?: boolean;
}

/** What holds for all that is asked for at once. */
export interface Terms {
  requester: Requester;
  guestUse: SettingValue<"guest_use">;
  prefersPublic: boolean;
  /** What a user's role may use; null for guests and visitors. */
  roleQuota: Quota | null;
}

/** @throws AppError `quota` for a guest whose day is used up */
export async function termsOf(requester: Requester): Promise<Terms> {
  const guestBytesMax = (await findSetting("guest_megabytes")) * 1024 * 1024;
  if (requester.kind === "guest" && (await sumGuestBytes(requester.id, fromNow(-dayMs))) >= guestBytesMax) {
    throw new AppError("quota", { retryAfterMs: dayMs });
  }
  const roleQuota = requester.kind === "user" ? await findRoleQuota(requester.role) : null;
  const prefersPublic = requester.kind !== "user" || (await findDefaultVisibility(requester.id)) === "public";
  return { requester, guestUse: await findSetting("guest_use"), prefersPublic, roleQuota };
}

/** Holds what is wanted against the requester's terms and the style's parameters. @throws AppError `guests_off`, `invalid` */
export function orderOf({ requester, guestUse, prefersPublic }: Terms, options: OrderOptions, wanted: Wanted): Order {
  const { given, ...recipe } = wanted;
  requireBackendFor(requester, recipe.backend.kind, guestUse);
  return {
    ...recipe,
    params: requireParams(recipe.backend.kind, recipe.style, given),
    isTemp: requester.kind !== "user" || (options.isTemp ?? false),
    isPublic: options.isPublic ?? prefersPublic,
  };
}

/** Previews of a style are made with this seed; so is what is asked for from them, that it comes as it was seen. */
const previewSeed = 0;

/** How a picture is to be changed. */
export interface ChangeRecipe extends Pick<RestyleInput, "strength" | "params" | "seed"> {
  /** What is to be done with it, in words; built-in filters take none. */
  prompt?: string | null;
  count?: number;
}

/** A picture in another style: temporary unless said, private when its source is. @throws AppError as `orderOf` does */
export function restyleOrder(
  terms: Terms,
  source: ImageRow,
  style: WholeStyle,
  recipe: ChangeRecipe,
  options: OrderOptions = {},
): Order {
  requireFitting(style, true);
  const isFilter = style.kind === "filter";
  return changeOrder(terms, source, recipe, options, {
    style,
    backend: { id: style.backendId, kind: style.backendKind },
    model: isFilter ? (style.filter ?? style.slug) : style.model,
    priceMicros: style.priceMicros,
    prompt: isFilter ? null : (recipe.prompt ?? null),
    strength: recipe.strength ?? style.strengthDefault,
    seed: recipe.seed ?? (isFilter ? previewSeed : undefined),
  });
}

/** How far from the picture words alone lead, 0–1: models that blend would lose the picture at 1. */
const editStrength = 0.65;

/** A picture changed by words, through a model that is named; otherwise as one in another style. */
export function editOrder(
  terms: Terms,
  source: ImageRow,
  { backendId, backendKind, model, priceMicros }: ModelOfBackend,
  recipe: ChangeRecipe,
  options: OrderOptions = {},
): Order {
  return changeOrder(terms, source, recipe, options, {
    style: null,
    backend: { id: backendId, kind: backendKind },
    model,
    priceMicros,
    prompt: recipe.prompt ?? null,
    strength: recipe.strength ?? editStrength,
    seed: recipe.seed,
  });
}

type Means = Pick<Wanted, "style" | "backend" | "model" | "priceMicros" | "prompt" | "strength" | "seed">;

/** What holds for every picture that is made from another, by whatever means. */
function changeOrder(
  terms: Terms,
  source: ImageRow,
  { params = {}, count = 1 }: ChangeRecipe,
  options: OrderOptions,
  means: Means,
): Order {
  const scale = Math.min(1, limits.styledSideMaxPx / Math.max(source.width, source.height));
  return orderOf(
    terms,
    { isTemp: true, ...options, isPublic: source.isPublic ? options.isPublic : false },
    {
      ...means,
      negativePrompt: null,
      given: params,
      width: Math.max(1, Math.round(source.width * scale)),
      height: Math.max(1, Math.round(source.height * scale)),
      count,
      source: { id: source.id, name: source.name },
    },
  );
}

/** How a style is named in a request: null is the house's default. */
export async function namedStyle(styleId: number | null): Promise<{ id: number } | { slug: string }> {
  return styleId === null ? { slug: await findSetting("default_style") } : { id: styleId };
}

export async function requireStyle(viewer: Viewer, by: { id: number } | { slug: string }): Promise<WholeStyle> {
  const style = await findEnabledStyle(viewer, by);
  if (!style) throw new AppError("not_found", { words: "This style is not available." });
  return style;
}

/** Several styles by id, in order. @throws AppError `not_found` for a missing one, `invalid` for one that is switched off */
export async function requireStyles(viewer: Viewer, ids: number[]): Promise<WholeStyle[]> {
  const found: WholeStyle[] = [];
  for (const id of ids) {
    const style = await findEnabledStyle(viewer, { id });
    if (style) found.push(style);
    else if (!(await findVisibleStyle(viewer, id)))
      throw new AppError("not_found", { words: "There is no such style." });
    else throw new AppError("invalid", { fields: { style_ids: [`Style ${id} is not available.`] } });
  }
  return found;
}

/** Pictures by id, in order. @throws AppError `not_found`, or `not_ready` for one of the viewer's own that is being made */
export async function requireSources(viewer: Viewer, ids: number[]): Promise<ImageRow[]> {
  const found = new Map((await selectImages(viewer, visibleAmong(viewer, ids))).map((row) => [row.id, row]));
  const missing = ids.find((id) => !found.has(id));
  if (missing !== undefined) {
    if (await isOwnPending(viewer, missing)) throw new AppError("not_ready");
    const words = ids.length === 1 ? "There is no such picture." : "One of these pictures is not there.";
    throw new AppError("not_found", { words });
  }
  return ids.flatMap((id) => found.get(id) ?? []);
}
