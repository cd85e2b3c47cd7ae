"use server";

import { refresh } from "next/cache";
import type { z } from "zod";
import { requireAdministrator } from "@/lib/admin/policy";
import { type ActionResult, runAction } from "@/lib/http/action";
import type { Viewer } from "@/lib/viewer";
import {
  type AdminStyleDto,
  type BackendDto,
  backendChangeInput,
  backendInput,
  costInput,
  type DraftDto,
  draftInput,
  enableInput,
  type HealthDto,
  type ImportPlanDto,
  idInput,
  importConfirmInput,
  importInput,
  modelTitleInput,
  moveInput,
  placeInput,
  styleChangeInput,
  styleInput,
  tryInput,
  type WorkflowDto,
  workflowInput,
} from "./schema";
import {
  changeBackend,
  createBackend,
  enableBackend,
  enableModel,
  makeDefaultBackend,
  removeBackend,
  renameModel,
} from "./service/change";
import { changeCost } from "./service/cost";
import { importStyles, planImport } from "./service/exchange";
import { testBackend } from "./service/look";
import { moveBackend, moveStyle, placeStyle } from "./service/order";
import { restoreBackend, restoreStyle } from "./service/removed";
import { changeStyle, createStyle, enableStyle, removeStyle } from "./service/styles";
import { lookAtDraft, tryStyle } from "./service/try";
import { readWorkflow } from "./service/workflows";

/**
 * Adds a backend and looks at it. Fields: kind, name, enabled (checkbox), concurrency, and `config.X` for each field X
 * of its kind's configuration; empty ones take their default.
 */
export async function createBackendAction(
  _: unknown,
  form: FormData,
): Promise<ActionResult<{ backend: BackendDto; health: HealthDto }>> {
  const read = (given: FormData) => ({ ...readBackend(given), enabled: given.get("enabled") !== null });
  return change(form, backendInput, read, createBackend);
}

/** Changes a backend. Fields: id, name, concurrency, `config.X`; what is empty stays. */
export async function changeBackendAction(_: unknown, form: FormData): Promise<ActionResult<BackendDto>> {
  return change(form, backendChangeInput, readBackend, changeBackend);
}

/** Looks whether a backend can be used, and what it offers. Field: id. */
export async function testBackendAction(_: unknown, form: FormData): Promise<ActionResult<HealthDto>> {
  return change(form, idInput, readNumbers, (viewer, { id }) => testBackend(viewer, id));
}

/** Switches a backend on or off. Fields: id, enabled (`true` or `false`). */
export async function enableBackendAction(_: unknown, form: FormData): Promise<ActionResult<null>> {
  return change(form, enableInput, readSwitch, orNull(enableBackend));
}

/** Makes a backend the default. Field: id. */
export async function makeDefaultBackendAction(_: unknown, form: FormData): Promise<ActionResult<null>> {
  return change(
    form,
    idInput,
    readNumbers,
    orNull((viewer, { id }) => makeDefaultBackend(viewer, id)),
  );
}

/** Removes a backend with its models and styles, for a while. Field: id. */
export async function removeBackendAction(_: unknown, form: FormData): Promise<ActionResult<null>> {
  return change(
    form,
    idInput,
    readNumbers,
    orNull((viewer, { id }) => removeBackend(viewer, id)),
  );
}

/** Brings a removed backend back with its models and styles. Field: id. */
export async function restoreBackendAction(_: unknown, form: FormData): Promise<ActionResult<null>> {
  return change(
    form,
    idInput,
    readNumbers,
    orNull((viewer, { id }) => restoreBackend(viewer, id)),
  );
}

/** Switches a model on or off. Fields: id, enabled (`true` or `false`). */
export async function enableModelAction(_: unknown, form: FormData): Promise<ActionResult<null>> {
  return change(form, enableInput, readSwitch, orNull(enableModel));
}

/** Reads a pasted workflow before a style keeps it. Fields: modelId, workflow. */
export async function readWorkflowAction(_: unknown, form: FormData): Promise<ActionResult<WorkflowDto>> {
  return change(form, workflowInput, readNumbers, readWorkflow);
}

/**
 * Adds a prompt style. Fields: title, description, modelId, promptTemplate, negativePrompt, strength (0–1), workflow,
 * enabled (checkbox), and `params.X` for each parameter X of the model's backend.
 */
export async function createStyleAction(_: unknown, form: FormData): Promise<ActionResult<AdminStyleDto>> {
  const read = (given: FormData) => ({ ...readStyle(given), enabled: given.get("enabled") !== null });
  return change(form, styleInput, read, createStyle);
}

/** Changes a style. Fields: id, and those of a new one but `enabled`; what is left out stays. */
export async function changeStyleAction(_: unknown, form: FormData): Promise<ActionResult<AdminStyleDto>> {
  return change(form, styleChangeInput, readStyle, changeStyle);
}

/** Has the sample picture made as a style would show it. Fields: those of its form, id only of one that is there. */
export async function tryStyleAction(_: unknown, form: FormData): Promise<ActionResult<{ draft: number }>> {
  const read = (given: FormData) => ({ title: "-", ...readStyle(given) });
  return runAction(form, { input: tryInput, read, guard: requireAdministrator }, (input, { viewer }) =>
    tryStyle(viewer, input),
  );
}

/** How far that picture is. Field: draft. */
export async function lookAtDraftAction(_: unknown, form: FormData): Promise<ActionResult<DraftDto>> {
  const spec = { input: draftInput, read: readNumbers, guard: requireAdministrator };
  return runAction(form, spec, (input, { viewer }) => lookAtDraft(viewer, input));
}

/** Switches a style on or off. Fields: id, enabled (`true` or `false`). */
export async function enableStyleAction(_: unknown, form: FormData): Promise<ActionResult<null>> {
  return change(form, enableInput, readSwitch, orNull(enableStyle));
}

/** Moves a style one place. Fields: id, direction (`up` or `down`). */
export async function moveStyleAction(_: unknown, form: FormData): Promise<ActionResult<null>> {
  return change(form, moveInput, readNumbers, orNull(moveStyle));
}

/** Puts a style before another. Fields: id, before (empty is last). */
export async function placeStyleAction(_: unknown, form: FormData): Promise<ActionResult<null>> {
  const read = (given: FormData) => ({ ...readNumbers(given), before: numberOf(given.get("before")) || null });
  return change(form, placeInput, read, orNull(placeStyle));
}

/** What a file of styles would do. Fields: file, or text; modelId. */
export async function planImportAction(_: unknown, form: FormData): Promise<ActionResult<ImportPlanDto>> {
  const read = async (given: FormData) => readNumbers(await withText(given));
  const spec = { input: importInput, read, guard: requireAdministrator };
  return runAction(form, spec, (input, { viewer }) => planImport(viewer, input));
}

/** Does what the plan said. Fields: text, modelId, digest. */
export async function importStylesAction(_: unknown, form: FormData): Promise<ActionResult<ImportPlanDto>> {
  return change(form, importConfirmInput, readNumbers, importStyles);
}

/** Moves a backend one place. Fields: id, direction (`up` or `down`). */
export async function moveBackendAction(_: unknown, form: FormData): Promise<ActionResult<null>> {
  return change(form, moveInput, readNumbers, orNull(moveBackend));
}

/** Calls a model otherwise. Fields: id, title. */
export async function renameModelAction(_: unknown, form: FormData): Promise<ActionResult<null>> {
  return change(form, modelTitleInput, readNumbers, orNull(renameModel));
}

/** Sets prices and the month's ceiling. Fields: id, ceiling (empty is none), `prices.X` for each model by its id. */
export async function changeCostAction(_: unknown, form: FormData): Promise<ActionResult<null>> {
  const read = (given: FormData) => ({ ...readNumbers(given), prices: group(given, "prices.") });
  return change(form, costInput, read, orNull(changeCost));
}

/** Removes a style, for a while. Field: id. */
export async function removeStyleAction(_: unknown, form: FormData): Promise<ActionResult<null>> {
  return change(
    form,
    idInput,
    readNumbers,
    orNull((viewer, { id }) => removeStyle(viewer, id)),
  );
}

/** Brings a removed style back. Field: id. */
export async function restoreStyleAction(_: unknown, form: FormData): Promise<ActionResult<null>> {
  return change(
    form,
    idInput,
    readNumbers,
    orNull((viewer, { id }) => restoreStyle(viewer, id)),
  );
}

function change<S extends z.ZodType, T>(
  form: FormData,
  input: S,
  read: (given: FormData) => unknown,
  apply: (viewer: Viewer, given: z.output<S>) => Promise<T>,
): Promise<ActionResult<T>> {
  return runAction(form, { input, read, guard: requireAdministrator }, async (given, { viewer }) => {
    const result = await apply(viewer, given);
    refresh();
    return result;
  });
}

function orNull<T>(apply: (viewer: Viewer, given: T) => Promise<unknown>) {
  return async (viewer: Viewer, given: T): Promise<null> => {
    await apply(viewer, given);
    return null;
  };
}

const numbers = new Set(["id", "draft", "modelId", "concurrency", "strength"]);

/** Text as typed, numbers as numbers; what is no number goes on as it is, for the schema to refuse. */
function readNumbers(form: FormData): Record<string, unknown> {
  const entries = [...form].map(([field, value]) => [field, numbers.has(field) ? numberOf(value) : value]);
  return Object.fromEntries(entries);
}

function readSwitch(form: FormData): Record<string, unknown> {
  return { ...readNumbers(form), enabled: form.get("enabled") === "true" };
}

function readBackend(form: FormData): Record<string, unknown> {
  const { kind, id, name, concurrency } = filled(readNumbers(form));
  return filled({ kind, id, name, concurrency, config: filled(group(form, "config.")) });
}

function readStyle(form: FormData): Record<string, unknown> {
  const params = Object.entries(filled(group(form, "params."))).map(([field, value]) => [field, numberOf(value)]);
  const { enabled: _enabled, ...fields } = readNumbers(form);
  return { ...fields, ...(params.length > 0 ? { params: Object.fromEntries(params) } : {}) };
}

/** The form with what is in its file as text. */
async function withText(form: FormData): Promise<FormData> {
  const file = form.get("file");
  if (!(file instanceof File)) return form;
  const given = new FormData();
  for (const [field, value] of form) if (field !== "file") given.set(field, value);
  given.set("text", await file.text());
  return given;
}

/** The fields that begin so, by the rest of their name. */
function group(form: FormData, prefix: string): Record<string, unknown> {
  const own = [...form].filter(([field]) => field.startsWith(prefix));
  return Object.fromEntries(own.map(([field, value]) => [field.slice(prefix.length), value]));
}

function filled(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== "" && value !== undefined));
}

function numberOf(value: unknown): unknown {
  return typeof value === "string" && value.trim() !== "" && !Number.isNaN(Number(value)) ? Number(value) : value;
}
