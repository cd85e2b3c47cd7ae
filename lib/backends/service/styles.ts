import { inTransaction, type Transaction } from "@/db/client";
import { insertAuditEntry } from "@/db/queries/audit";
import { type BackendRow, findModel, type ModelRow } from "@/db/queries/backends";
import {
  type AdministeredStyle,
  deleteStyle,
  findAdministeredStyle,
  insertStyle,
  listAdministeredStyles,
  lockStyle,
  orderStyles,
  type StyleRecord,
  updateStyle,
} from "@/db/queries/style-changes";
import { requireAdministrator } from "@/lib/admin/policy";
import { clock } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { findFilter, valuesOf } from "@/lib/filters";
import type { ParamSpecs } from "@/lib/filters/define";
import { findProvider } from "@/lib/providers";
import { enqueue } from "@/lib/queue";
import { backendPool, stylePreview } from "@/lib/queue/jobs";
import { stylePreviewUrl } from "@/lib/styles/schema";
import type { Viewer } from "@/lib/viewer";
import type { AdminStyleDto, EnableInput, MoveInput, ParamDto, StyleChangeInput, StyleInput } from "../schema";
import { requireWorkflow } from "./workflows";

/** The styles of the house, switched off ones included, in their order. @throws AppError `not_found` */
export async function listAdminStyles(viewer: Viewer): Promise<AdminStyleDto[]> {
  requireAdministrator(viewer);
  return (await listAdministeredStyles()).map(styleDto);
}

/** One style of the house. @throws AppError `not_found` */
export async function getAdminStyle(viewer: Viewer, id: number): Promise<AdminStyleDto> {
  requireAdministrator(viewer);
  const row = await findAdministeredStyle(id);
  if (!row) throw noSuchStyle();
  return styleDto(row);
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
 * @throws AppError `not_found`, `invalid`
 */
export async function changeStyle(viewer: Viewer, input: StyleChangeInput): Promise<AdminStyleDto> {
  const { id: actorId } = requireAdministrator(viewer);
  await inTransaction(async (tx) => {
    const before = await lockStyle(tx, input.id);
    if (!before) throw noSuchStyle();
    const changes = await changesOf(before, input);
    const isRecipeNew = JSON.stringify(recipeIn(before)) !== JSON.stringify(recipeIn({ ...before, ...changes }));
    const version = isRecipeNew && before.kind === "prompt" ? before.version + 1 : before.version;
    await updateStyle(tx, input.id, { ...changes, version });
    const seen = ({ title, description, ...rest }: StyleRecord) => ({ title, description, ...recipeIn(rest) });
    await note(tx, actorId, "style.change", input.id, seen(before), seen({ ...before, ...changes }));
    if (version === before.version) return;
    const { backend } = await requireModel(changes.modelId ?? before.modelId);
    await askForPreview(tx, input.id, backend);
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

/** Moves a style one place up or down among all; at the end it stays. @throws AppError `not_found` */
export async function moveStyle(viewer: Viewer, { id, direction }: MoveInput): Promise<void> {
  const { id: actorId } = requireAdministrator(viewer);
  await inTransaction(async (tx) => {
    if (!(await lockStyle(tx, id))) throw noSuchStyle();
    const ids = (await listAdministeredStyles(tx)).map(({ style }) => style.id);
    const from = ids.indexOf(id);
    const to = from + (direction === "up" ? -1 : 1);
    const other = ids[to];
    if (other === undefined) return;
    [ids[from], ids[to]] = [other, id];
    await orderStyles(tx, ids);
    await note(tx, actorId, "style.move", id, { place: from }, { place: to });
  });
}

/**
 * Removes a prompt style; pictures made in it stay.
 *
 * @throws AppError `not_found`, `conflict` for a built-in filter's, which can be switched off
 */
export async function removeStyle(viewer: Viewer, id: number): Promise<void> {
  const { id: actorId } = requireAdministrator(viewer);
  await inTransaction(async (tx) => {
    const row = await lockStyle(tx, id);
    if (!row) throw noSuchStyle();
    if (row.kind === "filter") {
      throw new AppError("conflict", { words: "A built-in style cannot be removed. It can be switched off." });
    }
    await deleteStyle(tx, id);
    await note(tx, actorId, "style.remove", id, { slug: row.slug, title: row.title, ...recipeIn(row) });
  });
}

type Recipe = Pick<
  StyleRecord,
  "modelId" | "promptTemplate" | "negativePrompt" | "workflow" | "params" | "strengthDefault"
>;

function recipeIn({ modelId, promptTemplate, negativePrompt, workflow, params, strengthDefault }: Recipe): Recipe {
  return { modelId, promptTemplate, negativePrompt, workflow, params, strengthDefault };
}

function recipeOf(input: Omit<StyleInput, "title" | "description" | "modelId" | "enabled">, backendKind: string) {
  return {
    promptTemplate: input.promptTemplate || null,
    negativePrompt: input.negativePrompt || null,
    strengthDefault: input.strength,
    params: fittingParams(findProvider(backendKind)?.params ?? {}, input.params),
    workflow: input.workflow === "" ? null : requireWorkflow(backendKind, input.workflow),
  };
}

async function changesOf(before: StyleRecord, input: StyleChangeInput): Promise<Partial<StyleRecord>> {
  const { strength = before.strengthDefault } = input;
  if (before.kind === "filter") return { strengthDefault: strength };
  const { title = before.title, description = before.description, modelId = before.modelId } = input;
  const { params = before.params } = input;
  const { promptTemplate = before.promptTemplate ?? "", negativePrompt = before.negativePrompt ?? "" } = input;
  const workflow = input.workflow ?? (before.workflow === null ? "" : JSON.stringify(before.workflow));
  const { backend } = await requireModel(modelId);
  const recipe = recipeOf({ promptTemplate, negativePrompt, strength, params, workflow }, backend.kind);
  return { title, description, modelId, ...recipe };
}

/** What was given, once each value is within its bounds. @throws AppError `invalid` */
function fittingParams(specs: ParamSpecs, given: Record<string, number | string>): Record<string, number | string> {
  try {
    valuesOf("The style", specs, given);
    return given;
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new AppError("invalid", { fields: { params: [cause.message] }, cause });
  }
}

async function requireModel(id: number): Promise<{ model: ModelRow; backend: BackendRow }> {
  const found = await findModel(id);
  if (!found || found.backend.kind === "builtin") {
    throw new AppError("invalid", { fields: { modelId: ["There is no such model that takes words."] } });
  }
  return found;
}

async function askForPreview(tx: Transaction, styleId: number, backend: BackendRow): Promise<void> {
  await enqueue(tx, stylePreview, [{ styleId }], { lane: "system", pool: backendPool(backend), subjectId: styleId });
}

function styleDto({ style, model, backend }: AdministeredStyle): AdminStyleDto {
  const specs: ParamSpecs =
    (style.kind === "filter" ? findFilter(style.slug)?.params : findProvider(backend.kind)?.params) ?? {};
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

/** The title in small letters and hyphens; titles without Latin letters get a plain name. */
function slugOf(title: string): string {
  const plain = title.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return (
    plain
      .replace(/[^a-z0-9]+/g, "-")
      .slice(0, 50)
      .replace(/^-+|-+$/g, "") || "style"
  );
}

function noSuchStyle(): AppError {
  return new AppError("not_found", { words: "There is no such style." });
}

async function note(tx: Transaction, actorId: number, action: string, id: number, before?: unknown, after?: unknown) {
  await insertAuditEntry(tx, { actorId, action, subject: `style:${id}`, before, after });
}
