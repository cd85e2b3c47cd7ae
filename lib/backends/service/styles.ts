import { inTransaction, type Transaction } from "@/db/client";
import { findModel } from "@/db/queries/backends";
import { reindexStyle } from "@/db/queries/image-terms";
import { lockSetting } from "@/db/queries/settings";
import {
  type AdministeredStyle,
  countStars,
  findAdministeredStyle,
  insertStyle,
  listAdministeredStyles,
  lockStyle,
  type StyleRecord,
  updateStyle,
} from "@/db/queries/style-changes";
import { requireAdministrator } from "@/lib/admin/policy";
import { clock } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import type { ParamSpecs } from "@/lib/filters/define";
import { findParamSpecs } from "@/lib/providers";
import { enqueue } from "@/lib/queue";
import { termsIndex } from "@/lib/queue/jobs";
import { stylePreviewUrl } from "@/lib/styles/schema";
import type { Viewer } from "@/lib/viewer";
import type { AdminStyleDto, EnableInput, ParamDto, StyleChangeInput, StyleInput } from "../schema";
import { movePreviews, putAside } from "./removed";
import {
  askForPreview,
  changedMeanwhile,
  changesOf,
  isSameRecipe,
  isShipped,
  noSuchStyle,
  note,
  recipeIn,
  recipeOf,
  requireModel,
  seenOf,
  slugOf,
} from "./style-recipe";

/** The styles of the house, switched off ones included, in their order. @throws AppError `not_found` */
export async function listAdminStyles(viewer: Viewer): Promise<AdminStyleDto[]> {
  requireAdministrator(viewer);
  const rows = await listAdministeredStyles();
  const stars = await countStars(rows.map(({ style }) => style.id));
  return rows.map((row) => styleDto(row, stars.get(row.style.id) ?? 0));
}

/** One style of the house. @throws AppError `not_found` */
export async function getAdminStyle(viewer: Viewer, id: number): Promise<AdminStyleDto> {
  requireAdministrator(viewer);
  const row = await findAdministeredStyle(id);
  if (!row) throw noSuchStyle();
  return styleDto(row, (await countStars([id])).get(id) ?? 0);
}

/**
 * Adds a prompt style on a backend's model; its preview is made by a job.
 *
 * @throws AppError `not_found`, `invalid` (an unfit workflow in words under `workflow`)
 */
export async function createStyle(viewer: Viewer, input: StyleInput): Promise<AdminStyleDto> {
  const { id: actorId } = requireAdministrator(viewer);
  const place = await requireModel(input.modelId);
  const recipe = recipeOf(input, place.backend.kind);
  const id = await inTransaction(async (tx) => {
    const { title, description, modelId, enabled } = input;
    const row = { title, description, modelId, enabled, kind: "prompt" as const, ...recipe };
    const inserted = await insertStyle(tx, slugOf(title), row);
    await note(tx, actorId, "style.create", inserted, undefined, { title, modelId, ...recipe });
    await askForPreview(tx, inserted, place.backend);
    return inserted;
  });
  return getAdminStyle(viewer, id);
}

/**
 * Changes a style; what is left out stays. A changed recipe gets a new preview. Of a built-in filter's style only the
 * strength is the administrator's: the rest comes with each release.
 *
 * @throws AppError `not_found`, `invalid`; `conflict` when it is no longer as it was `seen`, with what others made of
 * it under `meanwhile.X` for each field X that differs, and how it is to be seen now under `seen`
 */
export async function changeStyle(viewer: Viewer, input: StyleChangeInput): Promise<AdminStyleDto> {
  const { id: actorId } = requireAdministrator(viewer);
  await inTransaction(async (tx) => {
    const before = await lockStyle(tx, input.id);
    if (!before) throw noSuchStyle();
    const changes = await changesOf(before, input);
    const after = { ...before, ...changes };
    const kind = (await findModel(before.modelId))?.backend.kind ?? "builtin";
    if (input.seen !== undefined && input.seen !== seenOf(before, kind)) {
      throw changedMeanwhile(before, after, kind, input.seen);
    }
    const version = isSameRecipe(before, after) || isShipped(before) ? before.version : before.version + 1;
    await updateStyle(tx, input.id, { ...changes, version });
    if (after.title !== before.title) await reindex(tx, input.id);
    const seen = ({ title, description, ...rest }: StyleRecord) => ({ title, description, ...recipeIn(rest) });
    await note(tx, actorId, "style.change", input.id, seen(before), seen(after));
    if (version === before.version) return;
    const found = await findModel(after.modelId);
    if (found) await askForPreview(tx, input.id, found.backend);
  });
  return getAdminStyle(viewer, input.id);
}

/** Switches a style on or off. @throws AppError `not_found` */
export async function enableStyle(viewer: Viewer, { id, enabled }: EnableInput): Promise<void> {
  const { id: actorId } = requireAdministrator(viewer);
  await inTransaction(async (tx) => {
    const row = await lockStyle(tx, id);
    if (!row) throw noSuchStyle();
    if (row.enabled === enabled) return;
    await updateStyle(tx, id, { enabled });
    await note(tx, actorId, enabled ? "style.enable" : "style.disable", id, { enabled: row.enabled }, { enabled });
  });
}

/**
 * Removes a style; pictures made in it stay. For a while it can be brought back.
 *
 * @throws AppError `not_found`, `conflict` for a built-in filter's, which can be switched off, and for the style that
 * is taken when none is named
 */
export async function removeStyle(viewer: Viewer, id: number): Promise<void> {
  const { id: actorId } = requireAdministrator(viewer);
  const gone = await inTransaction(async (tx) => {
    const row = await lockStyle(tx, id);
    if (!row) throw noSuchStyle();
    if (isShipped(row)) {
      throw new AppError("conflict", { words: "A built-in style cannot be removed. It can be switched off." });
    }
    if (row.slug === (await lockSetting(tx, "default_style")).value) {
      throw new AppError("conflict", { words: "This is the style when none is chosen. Choose another first." });
    }
    const renamed = await putAside(tx, row, clock.now());
    await enqueue(tx, termsIndex, [{}], { lane: "system" });
    await note(tx, actorId, "style.remove", id, { slug: row.slug, title: row.title, ...recipeIn(row) });
    return renamed;
  });
  await movePreviews([gone]);
}

/** Pictures are found by what their style is called. */
async function reindex(tx: Transaction, styleId: number): Promise<void> {
  if (await reindexStyle(tx, styleId)) await enqueue(tx, termsIndex, [{}], { lane: "system" });
}

function styleDto({ style, model, backend }: AdministeredStyle, stars: number): AdminStyleDto {
  const specs = findParamSpecs(style, backend.kind) ?? {};
  const { id, slug, title, description, kind, enabled } = style;
  return {
    ...{ id, slug, title, description, kind, enabled },
    model: { id: model.id, name: model.name },
    backend: { id: backend.id, name: backend.name, kind: backend.kind },
    promptTemplate: style.promptTemplate ?? "",
    negativePrompt: style.negativePrompt ?? "",
    strength: style.strengthDefault,
    params: Object.entries(specs).map(([name, spec]) => paramDto(name, spec, style.params[name])),
    workflow: style.workflow === null ? "" : JSON.stringify(style.workflow, null, 2),
    isOffered:
      enabled && model.enabled && (model.shutdownAt === null || model.shutdownAt > clock.now()) && backend.enabled,
    isShipped: isShipped(style),
    stars,
    seen: seenOf(style, backend.kind),
    previewUrl: stylePreviewUrl(slug, style.version),
  };
}

function paramDto(name: string, spec: ParamSpecs[string], own: number | string | undefined): ParamDto {
  const value = own ?? spec.default;
  if (spec.kind === "choice") {
    return { name, kind: "choice", min: null, max: null, step: null, choices: [...spec.choices], value };
  }
  const { min, max, step } = spec;
  return { name, kind: "number", min, max, step, choices: [], value };
}
