import { createHash } from "node:crypto";
import { inTransaction, type Transaction } from "@/db/client";
import { listBackends, listModels } from "@/db/queries/backends";
import { reindexStyle } from "@/db/queries/image-terms";
import {
  type AdministeredStyle,
  insertStyle,
  listAdministeredStyles,
  lockStyle,
  type StyleRecord,
  updateStyle,
} from "@/db/queries/style-changes";
import { requireAdministrator } from "@/lib/admin/policy";
import { clock } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { findFilter } from "@/lib/filters";
import { limits } from "@/lib/limits";
import { enqueue } from "@/lib/queue";
import { termsIndex } from "@/lib/queue/jobs";
import type { Viewer } from "@/lib/viewer";
import {
  type ImportConfirmInput,
  type ImportEntryDto,
  type ImportInput,
  type ImportPlanDto,
  type PortableStyle,
  type StyleFile,
  styleFileSchema,
} from "../schema";
import { askForPreview, fittingParams, isSameRecipe, isShipped, note, recipeIn, recipeOf } from "./style-recipe";

/** All styles of the house, as a file that another Atelier understands. @throws AppError `not_found` */
export async function exportStyles(viewer: Viewer): Promise<StyleFile> {
  requireAdministrator(viewer);
  const styles = (await listAdministeredStyles()).map(portable);
  return { format: "atelier-styles", version: 1, exportedAt: clock.now().toISOString(), styles };
}

/**
 * What a file of styles would do here; nothing is done yet.
 *
 * @throws AppError `not_found`, `invalid` in words under `file` when it is no such file
 */
export async function planImport(viewer: Viewer, input: ImportInput): Promise<ImportPlanDto> {
  requireAdministrator(viewer);
  return planDto(input, await planOf(input));
}

/**
 * Does what the plan said. When that is no longer what the file would do, the new plan comes back and nothing is done.
 *
 * @throws AppError as `planImport` does
 */
export async function importStyles(viewer: Viewer, input: ImportConfirmInput): Promise<ImportPlanDto> {
  const { id: actorId } = requireAdministrator(viewer);
  const steps = await planOf(input);
  const plan = planDto(input, steps);
  if (plan.digest !== input.digest) return plan;
  await inTransaction(async (tx) => {
    for (const step of steps) {
      if (step.does === "add") await add(tx, actorId, step);
      if (step.does === "change") await change(tx, actorId, step);
    }
  });
  return { ...plan, isDone: true };
}

type Wanted = Pick<
  StyleRecord,
  "title" | "description" | "kind" | "filter" | "enabled" | "modelId" | keyof ReturnType<typeof recipeOf>
>;
interface Place {
  id: number;
  backend: { id: number; kind: string };
}

type Step = { slug: string; title: string } & (
  | { does: "add"; wanted: Wanted; place: Place }
  | { does: "change" | "same"; wanted: Wanted; place: Place; before: StyleRecord; changes: string[] }
  | { does: "skip"; why: NonNullable<ImportEntryDto["why"]> }
);

async function planOf({ text, modelId }: ImportInput): Promise<Step[]> {
  const { styles } = readFile(text);
  const rows = await listBackends();
  const models = await listModels(rows.map(({ id }) => id));
  const places = models.flatMap((model) => {
    const backend = rows.find(({ id }) => id === model.backendId);
    return backend ? [{ id: model.id, name: model.name, backend }] : [];
  });
  const here = await listAdministeredStyles();
  const named = places.find(({ id, backend }) => id === modelId && backend.kind !== "builtin");
  return styles.map((style) => {
    const known = here.find((one) => one.style.slug === style.slug && one.style.kind === style.kind);
    return stepFor(style, known, (wanted) => {
      if (!wanted) return places.find(({ name, backend }) => backend.kind === "builtin" && name === "filter");
      const same = places.filter(({ name, backend }) => backend.kind === wanted.kind && name === wanted.name);
      return same.find(({ backend }) => backend.name === wanted.backend) ?? same[0] ?? named;
    });
  });
}

function stepFor(
  style: PortableStyle,
  known: AdministeredStyle | undefined,
  placeOf: (model: PortableStyle["model"]) => Place | undefined,
): Step {
  const { slug, title } = style;
  const skip = (code: NonNullable<ImportEntryDto["why"]>["code"], words: string): Step => {
    return { slug, title, does: "skip", why: { code, words } };
  };
  if (style.kind === "filter" && !findFilter(style.filter ?? "")) {
    return skip("no_filter", `There is no filter "${style.filter}" in this version.`);
  }
  const place = placeOf(style.kind === "filter" ? null : (style.model ?? { backend: "", kind: "", name: "" }));
  if (!place) return skip("no_model", `There is no model "${style.model?.name ?? ""}" here.`);
  try {
    const wanted = wantedOf(style, place, known?.style);
    if (!known) return { slug, title, does: "add", wanted, place };
    const changes = changesBetween(known.style, wanted);
    const does = changes.length > 0 ? "change" : "same";
    return { slug, title, does, wanted, place, before: known.style, changes };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "invalid") throw error;
    const [[field, [words]] = ["", [error.words]]] = Object.entries(error.options.fields ?? {});
    return skip("unfit", field.startsWith("params.") ? `${field.slice("params.".length)}: ${words}` : (words ?? ""));
  }
}

/** The row that a style of a file would be here. Of one that comes with each release, only what can be changed. @throws AppError `invalid` */
function wantedOf(style: PortableStyle, place: Place, before: StyleRecord | undefined): Wanted {
  const { title, description, kind, filter, enabled, strength, promptTemplate, negativePrompt, params } = style;
  if (before && isShipped(before)) {
    return { ...before, enabled, strengthDefault: strength };
  }
  const own = { title, description, kind, filter: kind === "filter" ? filter : null, enabled, modelId: place.id };
  if (kind === "filter") {
    const specs = findFilter(filter ?? "")?.params ?? {};
    const words = { promptTemplate: null, negativePrompt: null, workflow: null };
    return { ...own, ...words, strengthDefault: strength, params: fittingParams(specs, params) };
  }
  const workflow = style.workflow === null ? "" : JSON.stringify(style.workflow);
  return {
    ...own,
    ...recipeOf({ promptTemplate, negativePrompt, strength, params, workflow }, place.backend.kind),
  };
}

const compared = [
  "title",
  "description",
  "enabled",
  "modelId",
  "promptTemplate",
  "negativePrompt",
  "strengthDefault",
  "params",
  "workflow",
] as const;

function changesBetween(before: StyleRecord, wanted: Wanted): string[] {
  return compared.filter((field) => {
    if (field === "params" || field === "workflow") return !isSameRecipe(before, { ...before, [field]: wanted[field] });
    return before[field] !== wanted[field];
  });
}

async function add(tx: Transaction, actorId: number, { slug, wanted, place }: Extract<Step, { does: "add" }>) {
  const id = await insertStyle(tx, slug, wanted);
  await note(tx, actorId, "style.import", id, undefined, { slug, ...wanted });
  await askForPreview(tx, id, place.backend);
}

async function change(
  tx: Transaction,
  actorId: number,
  { wanted, place, before }: Extract<Step, { does: "change" | "same" }>,
): Promise<void> {
  const locked = await lockStyle(tx, before.id);
  if (!locked) throw new AppError("conflict");
  const isNew = !isSameRecipe(locked, wanted) && !isShipped(locked);
  const { kind: _kind, filter: _filter, ...changes } = wanted;
  const { title, description, enabled } = changes;
  const version = locked.version + (isNew ? 1 : 0);
  await updateStyle(tx, before.id, { title, description, enabled, ...recipeIn(changes), version });
  const seen = (row: Wanted) => ({
    title: row.title,
    description: row.description,
    enabled: row.enabled,
    ...recipeIn(row),
  });
  await note(tx, actorId, "style.import", before.id, seen(locked), seen(wanted));
  if (title !== locked.title && (await reindexStyle(tx, before.id))) {
    await enqueue(tx, termsIndex, [{}], { lane: "system" });
  }
  if (isNew) await askForPreview(tx, before.id, place.backend);
}

/** @throws AppError `invalid` */
function readFile(text: string): StyleFile {
  if (Buffer.byteLength(text) > limits.styleFileMaxBytes) {
    throw unfit(`A file of styles may have ${Math.floor(limits.styleFileMaxBytes / 1024)} kB.`);
  }
  let given: unknown;
  try {
    given = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (cause) {
    throw unfit("This is no file of styles from Atelier.", cause);
  }
  const parsed = styleFileSchema.safeParse(given);
  if (!parsed.success) {
    const [{ path, message } = { path: [], message: "" }] = parsed.error.issues;
    const isWhole = path.length < 2;
    throw unfit(isWhole ? message : `${path.join(".")}: ${message}`, parsed.error);
  }
  const slugs = parsed.data.styles.map(({ slug }) => slug);
  const twice = slugs.find((slug, index) => slugs.indexOf(slug) !== index);
  if (twice !== undefined) throw unfit(`The style "${twice}" is in the file twice.`);
  return parsed.data;
}

function unfit(words: string, cause?: unknown): AppError {
  return new AppError("invalid", { words, fields: { file: [words] }, cause });
}

function planDto({ text, modelId }: ImportInput, steps: Step[]): ImportPlanDto {
  const entries = steps.map((step) => ({
    slug: step.slug,
    title: step.title,
    does: step.does,
    why: step.does === "skip" ? step.why : null,
    changes: step.does === "change" ? step.changes : [],
  }));
  const digest = createHash("sha256")
    .update(JSON.stringify([text, modelId, entries]))
    .digest("base64url");
  return { text, modelId, entries, digest, isDone: false };
}

function portable({ style, model, backend }: AdministeredStyle): PortableStyle {
  const isPrompt = style.kind === "prompt";
  return {
    slug: style.slug,
    title: style.title,
    description: style.description,
    kind: style.kind,
    filter: isPrompt ? null : style.filter,
    model: isPrompt ? { backend: backend.name, kind: backend.kind, name: model.name } : null,
    promptTemplate: style.promptTemplate ?? "",
    negativePrompt: style.negativePrompt ?? "",
    strength: style.strengthDefault,
    params: style.params,
    workflow: style.workflow,
    enabled: style.enabled,
  };
}
