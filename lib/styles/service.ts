import { inTransaction, type Transaction } from "@/db/client";
import { insertAuditEntry } from "@/db/queries/audit";
import { reindexStyle, unindexStyle } from "@/db/queries/image-terms";
import { countOwnStyles, listRecentStyleIds, lockOwnStyle, setStyleFavorite } from "@/db/queries/own-styles";
import { deleteStyle, insertStyle, type StyleRecord, updateStyle } from "@/db/queries/style-changes";
import {
  findEnabledStyle,
  findVisibleStyle,
  listEnabledStyles,
  listSharedStyles,
  type StyleRow,
  searchEnabledStyles,
  upsertBuiltinStyles,
  type WholeStyle,
} from "@/db/queries/styles";
import { requireUser } from "@/lib/accounts/policy";
import { requireAdministrator } from "@/lib/admin/policy";
import { AppError } from "@/lib/errors";
import { filters, valuesOf } from "@/lib/filters";
import { newUuid } from "@/lib/ids";
import { limits } from "@/lib/limits";
import { findParamSpecs } from "@/lib/providers";
import { enqueue } from "@/lib/queue";
import { backendPool, stylePreview, termsIndex } from "@/lib/queue/jobs";
import { storage } from "@/lib/storage";
import { nobody, type UserViewer, type Viewer, viewerKey } from "@/lib/viewer";
import { requireMember } from "./policy";
import {
  type OwnStyleChangeInput,
  type OwnStyleInput,
  type StyleDto,
  stylePreviewKey,
  stylePreviewUrl,
} from "./schema";

/** Styles the viewer can pick: the house's in the administrator's order, their own, and those that others share. */
export async function listStyles(viewer: Viewer = nobody): Promise<StyleDto[]> {
  return dtos(viewer, await listEnabledStyles(viewer));
}

/** Styles whose title, description or name hold every word, best first: title before name before description. */
export async function searchStyles(viewer: Viewer, q: string): Promise<StyleDto[]> {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 10);
  const found = await searchEnabledStyles(viewer, words);
  const score = (row: StyleRow) =>
    words.reduce((sum, word) => {
      const title = row.title.toLowerCase();
      if (title.startsWith(word)) return sum + 4;
      if (title.includes(word)) return sum + 3;
      return sum + (row.slug.includes(word) ? 2 : 1);
    }, 0);
  const ranked = found.map((row) => ({ row, score: score(row) })).sort((a, b) => b.score - a.score);
  return dtos(
    viewer,
    ranked.map(({ row }) => row),
  );
}

/** Fills in the built-in backend and its styles; previews that are missing are rendered by jobs. */
export async function fillInStyles(): Promise<void> {
  const shipped = filters.map((filter) => ({
    slug: filter.slug,
    title: filter.title,
    description: filter.description,
    params: {},
    version: filter.version,
  }));
  await inTransaction(async (tx) => {
    const builtin = { backend: "builtin", painter: "painter", filter: "filter" };
    for (const styleId of await upsertBuiltinStyles(tx, builtin, shipped)) {
      await enqueue(tx, stylePreview, [{ styleId }], { lane: "system", subjectId: styleId });
    }
  });
}

/**
 * Keeps a recipe as a style of the viewer's own; its preview is made by a job.
 *
 * @throws AppError `unauthenticated`, `forbidden` for those who are no members, `not_found` for a base that cannot be
 * picked, `invalid`, `conflict` when there are too many
 */
export async function createOwnStyle(viewer: Viewer, input: OwnStyleInput): Promise<StyleDto> {
  const member = requireMember(viewer);
  const base = await findEnabledStyle(member, { id: input.base_style_id });
  if (!base) throw noSuchStyle();
  const recipe = recipeOf(base, base.backendKind, input);
  const { kind, filter, modelId, workflow } = base;
  const id = await inTransaction(async (tx) => {
    if ((await countOwnStyles(tx, member.id)) >= limits.ownStylesMax) {
      throw new AppError("conflict", { words: `You can keep ${limits.ownStylesMax} styles of your own.` });
    }
    const { title, description, is_shared: isShared } = input;
    const row = { title, description, isShared, kind, filter, modelId, workflow, userId: member.id, ...recipe };
    // Not made of the title: that of a private style is for its maker alone.
    const inserted = await insertStyle(tx, `own-${newUuid()}`, row);
    await askForPreview(tx, member, inserted, base);
    return inserted;
  });
  return getStyle(member, id);
}

/**
 * Changes a style of the viewer's own; what is left out stays. A changed recipe gets a new preview.
 *
 * @throws AppError `unauthenticated`, `not_found` for those the viewer may not know of, `forbidden` for those of
 * others and of the house, `invalid`
 */
export async function changeOwnStyle(viewer: Viewer, id: number, input: OwnStyleChangeInput): Promise<StyleDto> {
  const user = requireUser(viewer);
  const { backendKind, backendId } = await requireOwn(user, id);
  await inTransaction(async (tx) => {
    const before = await requireLocked(tx, user, id);
    const { title = before.title, description = before.description, is_shared: isShared = before.isShared } = input;
    const recipe = recipeOf(before, backendKind, input);
    const isRecipeNew = JSON.stringify(recipeIn(before)) !== JSON.stringify(recipe);
    const version = before.version + (isRecipeNew ? 1 : 0);
    await updateStyle(tx, id, { title, description, isShared, version, ...recipe });
    const isCalledOtherwise = isShared !== before.isShared || (isShared && title !== before.title);
    if (isCalledOtherwise) await reindex(tx, id);
    if (isRecipeNew) await askForPreview(tx, user, id, { backendId, backendKind });
  });
  return getStyle(user, id);
}

/**
 * Removes a style of the viewer's own; pictures made in it stay.
 *
 * @throws AppError `unauthenticated`, `not_found` and `forbidden` as for a change
 */
export async function removeOwnStyle(viewer: Viewer, id: number): Promise<void> {
  const user = requireUser(viewer);
  const { slug } = await requireOwn(user, id);
  await inTransaction(async (tx) => {
    const { isShared } = await requireLocked(tx, user, id);
    if (isShared) await unindexStyle(tx, id);
    await deleteStyle(tx, id);
    if (isShared) await enqueue(tx, termsIndex, [{}], { lane: "system" });
  });
  await storage().remove(stylePreviewKey(slug));
}

/** Stars a style, or takes the star away. @throws AppError `unauthenticated`, `not_found` */
export async function favoriteStyle(viewer: Viewer, id: number, isFavorite: boolean): Promise<void> {
  const user = requireUser(viewer);
  if (!(await findVisibleStyle(user, id))) throw noSuchStyle();
  await setStyleFavorite(user.id, id, isFavorite);
}

/** What members share, the newest first, for administrators to choose from. @throws AppError `not_found` */
export async function listPromotable(viewer: Viewer): Promise<StyleDto[]> {
  return dtos(viewer, await listSharedStyles(requireAdministrator(viewer)));
}

/**
 * Makes a style that a member shares one of the house: it stays when its maker goes, and is the administrators' from
 * then on.
 *
 * @throws AppError `not_found`, also for private ones, missing ones and those of the house
 */
export async function promoteStyle(viewer: Viewer, id: number): Promise<void> {
  const admin = requireAdministrator(viewer);
  if (!(await findVisibleStyle(admin, id))) throw noSuchStyle();
  await inTransaction(async (tx) => {
    const before = await lockOwnStyle(tx, id);
    if (!before || (!before.isShared && before.userId !== admin.id)) throw noSuchStyle();
    await updateStyle(tx, id, { userId: null, isShared: true });
    if (!before.isShared) await reindex(tx, id);
    const { userId, title } = before;
    const subject = `style:${id}`;
    await insertAuditEntry(tx, {
      actorId: admin.id,
      action: "style.promote",
      subject,
      before: { userId, title },
      after: { userId: null, title },
    });
  });
}

/**
 * Takes a style that a member shares from everyone else; it stays its maker's own.
 *
 * @throws AppError `not_found` for everyone but administrators, private styles, missing ones and those of the house
 */
export async function unshareStyle(viewer: Viewer, id: number): Promise<void> {
  const admin = requireAdministrator(viewer);
  if (!(await findVisibleStyle(admin, id))) throw noSuchStyle();
  await inTransaction(async (tx) => {
    const before = await lockOwnStyle(tx, id);
    if (!before?.isShared) throw noSuchStyle();
    await updateStyle(tx, id, { isShared: false });
    await reindex(tx, id);
    const { userId, title } = before;
    const subject = `style:${id}`;
    await insertAuditEntry(tx, {
      actorId: admin.id,
      action: "style.unshare",
      subject,
      before: { userId, title, isShared: true },
      after: { userId, title, isShared: false },
    });
  });
}

async function getStyle(viewer: Viewer, id: number): Promise<StyleDto> {
  const row = await findVisibleStyle(viewer, id);
  const [dto] = row ? await dtos(viewer, [row]) : [];
  if (!dto) throw noSuchStyle();
  return dto;
}

async function requireOwn(user: UserViewer, id: number): Promise<WholeStyle> {
  const style = await findVisibleStyle(user, id);
  if (!style) throw noSuchStyle();
  if (style.userId !== user.id) throw new AppError("forbidden", { words: "This is not a style of yours." });
  return style;
}

async function requireLocked(tx: Transaction, user: UserViewer, id: number): Promise<StyleRecord> {
  const row = await lockOwnStyle(tx, id);
  if (row?.userId !== user.id) throw noSuchStyle();
  return row;
}

/** Pictures are found by the name of the style they were made in, and not by that of a private one. */
async function reindex(tx: Transaction, styleId: number): Promise<void> {
  if (await reindexStyle(tx, styleId)) await enqueue(tx, termsIndex, [{}], { lane: "system" });
}

type Recipe = Pick<StyleRecord, "strengthDefault" | "params" | "promptTemplate" | "negativePrompt">;

function recipeIn({ strengthDefault, params, promptTemplate, negativePrompt }: Recipe): Recipe {
  return { strengthDefault, params, promptTemplate, negativePrompt };
}

/** A recipe with what is set differently, whole, so that it stays as it is when defaults change. @throws AppError `invalid` */
function recipeOf(
  before: Recipe & Pick<StyleRecord, "kind" | "filter">,
  backendKind: string,
  given: Pick<OwnStyleChangeInput, "strength" | "params" | "prompt_template" | "negative_prompt">,
): Recipe {
  const { strength = before.strengthDefault, prompt_template: template, negative_prompt: negative } = given;
  const takesWords = before.kind === "prompt";
  if (!takesWords && (template || negative)) {
    const words = "This style makes pictures from pictures: it takes no words.";
    throw new AppError("invalid", { fields: { [template ? "prompt_template" : "negative_prompt"]: [words] } });
  }
  const specs = findParamSpecs(before, backendKind);
  if (!specs) throw new AppError("not_found", { words: "This style is not available any more." });
  try {
    const params = valuesOf(before.filter ?? backendKind, specs, { ...before.params, ...given.params });
    return {
      strengthDefault: strength,
      params,
      promptTemplate: takesWords ? (template ?? before.promptTemplate) || null : null,
      negativePrompt: takesWords ? (negative ?? before.negativePrompt) || null : null,
    };
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new AppError("invalid", { fields: { params: [cause.message] }, cause });
  }
}

async function askForPreview(
  tx: Transaction,
  user: UserViewer,
  styleId: number,
  { backendId, backendKind }: Pick<StyleRow, "backendId" | "backendKind">,
): Promise<void> {
  const pool = backendPool({ id: backendId, kind: backendKind });
  await enqueue(tx, stylePreview, [{ styleId }], { lane: viewerKey(user), pool, subjectId: styleId });
}

async function dtos(viewer: Viewer, rows: StyleRow[]): Promise<StyleDto[]> {
  const recent = await listRecentStyleIds(viewer);
  return rows.map((row) => styleDto(viewer, row, recent.indexOf(row.id)));
}

function styleDto(viewer: Viewer, row: StyleRow, used: number): StyleDto {
  const isOwn = viewer.kind === "user" && row.userId === viewer.id;
  return {
    id: row.id,
    title: row.title,
    description: row.description,
    preview_image: stylePreviewUrl(row.slug, row.version),
    enabled: true,
    slug: row.slug,
    backend: row.backend,
    model: row.model,
    strength_default: row.strengthDefault,
    price_micros: row.priceMicros,
    params: paramsOf(row),
    filter: row.kind === "filter" ? row.filter : null,
    maker: row.userId === null ? null : row.makerName,
    is_own: isOwn,
    is_shared: row.isShared,
    is_favorite: row.starredAt !== null,
    recent: used < 0 ? null : used,
    prompt_template: isOwn ? row.promptTemplate : null,
    negative_prompt: isOwn ? row.negativePrompt : null,
  };
}

/** What can be set, with the style's values as defaults. */
function paramsOf(row: StyleRow): StyleDto["params"] {
  return Object.fromEntries(
    Object.entries(findParamSpecs(row, row.backendKind) ?? {}).map(([name, spec]) => {
      const own = row.params[name];
      if (spec.kind === "number") return [name, { ...spec, default: typeof own === "number" ? own : spec.default }];
      return [name, { ...spec, default: typeof own === "string" ? own : spec.default }];
    }),
  );
}

function noSuchStyle(): AppError {
  return new AppError("not_found", { words: "This style is not available." });
}
