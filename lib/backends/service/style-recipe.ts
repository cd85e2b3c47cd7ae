import { createHash } from "node:crypto";
import type { Transaction } from "@/db/client";
import { insertAuditEntry } from "@/db/queries/audit";
import { type BackendRow, findModel, type ModelRow } from "@/db/queries/backends";
import type { StyleRecord } from "@/db/queries/style-changes";
import type { AuditAction } from "@/lib/audit";
import { AppError } from "@/lib/errors";
import { findFilter, UnfitParam, valuesOf } from "@/lib/filters";
import type { ParamSpecs } from "@/lib/filters/define";
import { numberWords } from "@/lib/number-range";
import { findParamSpecs, findProvider } from "@/lib/providers";
import { enqueue } from "@/lib/queue";
import { backendPool, stylePreview } from "@/lib/queue/jobs";
import type { StyleChangeInput, StyleInput } from "../schema";
import { requireWorkflow } from "./workflows";

export type Recipe = Pick<
  StyleRecord,
  "modelId" | "promptTemplate" | "negativePrompt" | "workflow" | "params" | "strengthDefault"
>;

export function recipeIn({
  modelId,
  promptTemplate,
  negativePrompt,
  workflow,
  params,
  strengthDefault,
}: Recipe): Recipe {
  return { modelId, promptTemplate, negativePrompt, workflow, params, strengthDefault };
}

export function isSameRecipe(one: Recipe, other: Recipe): boolean {
  return JSON.stringify(inOrder(recipeIn(one))) === JSON.stringify(inOrder(recipeIn(other)));
}

/** Databases give the fields of an object back in another order. */
function inOrder(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(inOrder);
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, inOrder(part)]),
  );
}

/** What a form holds of a style, as a short word for each field: another word means that the field was changed. */
export function seenOf(style: StyleRecord, backendKind: string): string {
  const shortly = (words: string) => createHash("sha256").update(words).digest("base64url").slice(0, 8);
  const fields = Object.entries(wordsOf(style, backendKind)).sort(([a], [b]) => (a < b ? -1 : 1));
  return fields.map(([field, words]) => `${field}=${shortly(words)}`).join(" ");
}

/** What another administrator saved since the style was `seen`, field by field where it is not what is wanted now. */
export function changedMeanwhile(now: StyleRecord, wanted: StyleRecord, backendKind: string, seen: string): AppError {
  const [theirs, ours] = [wordsOf(now, backendKind), wordsOf(wanted, backendKind)];
  const [before, after] = [new Set(seen.split(" ")), seenOf(now, backendKind)];
  const changed = after.split(" ").flatMap((part) => (before.has(part) ? [] : [part.slice(0, part.lastIndexOf("="))]));
  const differing = changed.filter((field) => theirs[field] !== ours[field]);
  const meanwhile = Object.fromEntries(differing.map((field) => [`meanwhile.${field}`, [theirs[field]]]));
  return new AppError("conflict", { fields: { ...meanwhile, seen: [after] } });
}

/** A style as the fields of its form hold it. */
function wordsOf(style: StyleRecord, backendKind: string): Record<string, string> {
  const specs = Object.entries(findParamSpecs(style, backendKind) ?? {});
  const params = specs.map(([name, spec]) => [`params.${name}`, String(style.params[name] ?? spec.default)]);
  return {
    title: style.title,
    description: style.description,
    modelId: String(style.modelId),
    promptTemplate: style.promptTemplate ?? "",
    negativePrompt: style.negativePrompt ?? "",
    strength: String(style.strengthDefault),
    workflow: style.workflow === null ? "" : JSON.stringify(style.workflow, null, 2),
    ...Object.fromEntries(params),
  };
}

/** A style that comes with each release: only its strength and its place are the administrator's. */
export function isShipped({ kind, slug, filter }: Pick<StyleRecord, "kind" | "slug" | "filter">): boolean {
  return kind === "filter" && slug === filter && findFilter(slug) !== undefined;
}

/** The recipe of a prompt style. @throws AppError `invalid` */
export function recipeOf(
  input: Omit<StyleInput, "title" | "description" | "modelId" | "enabled">,
  backendKind: string,
) {
  return {
    promptTemplate: input.promptTemplate || null,
    negativePrompt: input.negativePrompt || null,
    strengthDefault: input.strength,
    params: fittingParams(findProvider(backendKind)?.params ?? {}, input.params),
    workflow: input.workflow === "" ? null : requireWorkflow(backendKind, input.workflow),
  };
}

/** What a change makes of a style. @throws AppError `invalid` */
export async function changesOf(before: StyleRecord, input: StyleChangeInput): Promise<Partial<StyleRecord>> {
  const { strength = before.strengthDefault, params = before.params } = input;
  if (isShipped(before)) return { strengthDefault: strength };
  const { title = before.title, description = before.description, modelId = before.modelId } = input;
  if (before.kind === "filter") {
    const specs = findParamSpecs(before, "builtin");
    return { title, description, strengthDefault: strength, params: fittingParams(specs ?? {}, params) };
  }
  const { promptTemplate = before.promptTemplate ?? "", negativePrompt = before.negativePrompt ?? "" } = input;
  const workflow = input.workflow ?? (before.workflow === null ? "" : JSON.stringify(before.workflow));
  const { backend } = await requireModel(modelId);
  const recipe = recipeOf({ promptTemplate, negativePrompt, strength, params, workflow }, backend.kind);
  return { title, description, modelId, ...recipe };
}

/** What was given, once each value is within its bounds. @throws AppError `invalid` */
export function fittingParams(
  specs: ParamSpecs,
  given: Record<string, number | string>,
): Record<string, number | string> {
  try {
    valuesOf("The style", specs, given);
    return given;
  } catch (cause) {
    if (!(cause instanceof UnfitParam)) throw cause;
    const spec = Object.hasOwn(specs, cause.param) ? specs[cause.param] : null;
    const words = spec?.kind === "number" ? numberWords(spec.min, spec.max) : cause.message;
    throw new AppError("invalid", { fields: { [`params.${cause.param}`]: [words] }, cause });
  }
}

/** A model that takes words, with its backend. @throws AppError `invalid` */
export async function requireModel(id: number): Promise<{ model: ModelRow; backend: BackendRow }> {
  const found = await findModel(id);
  if (!found || found.backend.kind === "builtin") {
    throw new AppError("invalid", { fields: { modelId: ["There is no such model that takes words."] } });
  }
  return found;
}

export async function askForPreview(
  tx: Transaction,
  styleId: number,
  backend: Pick<BackendRow, "id" | "kind">,
): Promise<void> {
  await enqueue(tx, stylePreview, [{ styleId }], { lane: "system", pool: backendPool(backend), subjectId: styleId });
}

/** The title in small letters and hyphens; titles without Latin letters get a plain name. */
export function slugOf(title: string): string {
  const plain = title.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return (
    plain
      .replace(/[^a-z0-9]+/g, "-")
      .slice(0, 50)
      .replace(/^-+|-+$/g, "") || "style"
  );
}

export function noSuchStyle(): AppError {
  return new AppError("not_found", { words: "There is no such style." });
}

/** Notes a change of a style, in its transaction. */
export async function note(
  tx: Transaction,
  actorId: number,
  action: AuditAction,
  id: number,
  before?: unknown,
  after?: unknown,
): Promise<void> {
  await insertAuditEntry(tx, { actorId, action, subject: `style:${id}`, before, after });
}
