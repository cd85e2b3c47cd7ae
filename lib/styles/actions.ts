"use server";

import { refresh } from "next/cache";
import { requireAdministrator } from "@/lib/admin/policy";
import { type ActionResult, runAction } from "@/lib/http/action";
import type { Viewer } from "@/lib/viewer";
import { ownStyleChangeInput, ownStyleInput, type StyleDto, styleFavoriteInput, styleIdInput } from "./schema";
import { changeOwnStyle, createOwnStyle, favoriteStyle, promoteStyle, removeOwnStyle, unshareStyle } from "./service";

/**
 * Keeps a recipe as a style of one's own. Fields: base_style_id, title, description, strength, prompt_template,
 * negative_prompt, is_shared (checkbox), and `params.X` for each parameter X.
 */
export async function createOwnStyleAction(_: unknown, form: FormData): Promise<ActionResult<StyleDto>> {
  return runAction(form, { input: ownStyleInput, read: readStyle }, async (input, { viewer }) => {
    const style = await createOwnStyle(viewer, input);
    refresh();
    return style;
  });
}

/** Changes a style of one's own. Fields: id, and those of a new one but base_style_id. */
export async function changeOwnStyleAction(_: unknown, form: FormData): Promise<ActionResult<StyleDto>> {
  const input = ownStyleChangeInput.extend(styleIdInput.shape);
  return runAction(form, { input, read: readStyle }, async ({ id, ...changes }, { viewer }) => {
    const style = await changeOwnStyle(viewer, id, changes);
    refresh();
    return style;
  });
}

/** Removes a style of one's own. Field: id. */
export async function removeOwnStyleAction(_: unknown, form: FormData): Promise<ActionResult<null>> {
  return runAction(form, { input: styleIdInput, read: readStyle }, async ({ id }, { viewer }) => {
    await removeOwnStyle(viewer, id);
    refresh();
    return null;
  });
}

/** Stars a style, or takes the star away; the page stays as it is. Fields: id, favorite (`true` or `false`). */
export async function favoriteStyleAction(_: unknown, form: FormData): Promise<ActionResult<null>> {
  const read = (given: FormData) => ({ id: Number(given.get("id")), favorite: given.get("favorite") === "true" });
  return runAction(form, { input: styleFavoriteInput, read }, async ({ id, favorite }, { viewer }) => {
    await favoriteStyle(viewer, id, favorite);
    return null;
  });
}

/** Makes a style that a member shares one of the house. Field: id. */
export async function promoteStyleAction(_: unknown, form: FormData): Promise<ActionResult<null>> {
  return administer(form, promoteStyle);
}

/** Takes a style that a member shares from everyone else. Field: id. */
export async function unshareStyleAction(_: unknown, form: FormData): Promise<ActionResult<null>> {
  return administer(form, unshareStyle);
}

function administer(
  form: FormData,
  apply: (viewer: Viewer, id: number) => Promise<unknown>,
): Promise<ActionResult<null>> {
  const spec = { input: styleIdInput, read: readStyle, guard: requireAdministrator };
  return runAction(form, spec, async ({ id }, { viewer }) => {
    await apply(viewer, id);
    refresh();
    return null;
  });
}

const numbers = ["id", "base_style_id", "strength"];

/** Text as typed, numbers as numbers; what is no number goes on as it is, for the schema to refuse. */
function readStyle(form: FormData): Record<string, unknown> {
  const params: Record<string, unknown> = {};
  const fields: Record<string, unknown> = { is_shared: form.get("is_shared") !== null };
  for (const [field, value] of form) {
    if (field.startsWith("params.")) params[field.slice("params.".length)] = numberOf(value);
    else if (field !== "is_shared") fields[field] = numbers.includes(field) ? numberOf(value) : value;
  }
  return Object.keys(params).length > 0 ? { ...fields, params } : fields;
}

function numberOf(value: FormDataEntryValue): FormDataEntryValue | number {
  const parsed = Number(value);
  return value === "" || Number.isNaN(parsed) ? value : parsed;
}
