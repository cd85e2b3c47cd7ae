"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { type ActionResult, requireUser, runAction } from "@/lib/http/action";
import { limits } from "@/lib/limits";
import { favoriteInput, imageEditInput, privateInput } from "./schema";
import { type BulkDone, keepImages, removeImages } from "./service/bulk";
import { editImage, keepImage, setFavorite, setPrivate } from "./service/change";
import { discardImage, emptyTrash, removeImage, restoreImage } from "./service/remove";

const idInput = z.object({ id: z.coerce.number().int().positive() });
const read = (form: FormData) => ({ id: form.get("id") });

/** Keeps a temporary picture. Field: id. */
export async function keepAction(_previous: unknown, form: FormData): Promise<ActionResult<null>> {
  return runAction(form, { input: idInput, read }, async ({ id }, { viewer }) => {
    await keepImage(viewer, id);
    refresh();
    return null;
  });
}

/** Takes a temporary picture away. Field: id. */
export async function discardAction(_previous: unknown, form: FormData): Promise<ActionResult<null>> {
  return runAction(form, { input: idInput, read }, async ({ id }, { viewer }) => {
    await discardImage(viewer, id);
    refresh();
    return null;
  });
}

/** Sets or toggles a favorite. Fields: id, favorite (`true` or `false`). */
export async function favoriteAction(
  _previous: unknown,
  form: FormData,
): Promise<ActionResult<{ favorite: boolean; likes: number }>> {
  const readFavorite = () => ({ id: Number(form.get("id")), favorite: flag(form, "favorite") });
  return runAction(form, { input: favoriteInput, read: readFavorite }, async ({ id, favorite }, { viewer }) => {
    const result = await setFavorite(requireUser(viewer), id, favorite);
    refresh();
    return result;
  });
}

/** Sets or toggles whether a picture is private. Fields: id, private (`true` or `false`). */
export async function privateAction(_previous: unknown, form: FormData): Promise<ActionResult<{ isPrivate: boolean }>> {
  const readPrivate = () => ({ id: Number(form.get("id")), private: flag(form, "private") });
  return runAction(form, { input: privateInput, read: readPrivate }, async (input, { viewer }) => {
    const result = await setPrivate(requireUser(viewer), input.id, input.private);
    refresh();
    return result;
  });
}

/** Moves a picture to the trash; answers its id. The page it was on is then no more. Field: id. */
export async function trashAction(_previous: unknown, form: FormData): Promise<ActionResult<number>> {
  return runAction(form, { input: idInput, read }, async ({ id }, { viewer }) => {
    await removeImage(viewer, id);
    return id;
  });
}

const idsInput = z.object({ ids: z.array(z.int().positive()).min(1).max(limits.selectMax) });

/** Takes pictures out of the trash and away for good. Field: ids (numbers with commas between). */
export async function removeManyAction(_previous: unknown, form: FormData): Promise<ActionResult<BulkDone>> {
  const readIds = () => ({ ids: String(form.get("ids")).split(",").map(Number) });
  return runAction(form, { input: idsInput, read: readIds }, ({ ids }, { viewer }) =>
    removeImages(requireUser(viewer), ids),
  );
}

/** Keeps several temporary pictures. Fields: id (several), or `all` (numbers with commas between) from the button. */
export async function keepManyAction(_previous: unknown, form: FormData): Promise<ActionResult<BulkDone>> {
  const all = form.get("all");
  const readIds = () => ({ ids: (typeof all === "string" ? all.split(",") : form.getAll("id")).map(Number) });
  return runAction(form, { input: idsInput, read: readIds }, async ({ ids }, { viewer }) => {
    const kept = await keepImages(requireUser(viewer), ids);
    refresh();
    return kept;
  });
}

/** Takes everything in one's trash away for good. */
export async function emptyTrashAction(_previous: unknown, form: FormData): Promise<ActionResult<null>> {
  return runAction(form, { input: z.object({}), read: () => ({}) }, async (_, { viewer }) => {
    await emptyTrash(requireUser(viewer));
    refresh();
    return null;
  });
}

const editInput = imageEditInput.omit({ is_public: true }).extend({ id: z.coerce.number().int().positive() });

/** Changes what a picture says of itself. Fields: id, title, alt, is_sensitive (`on`, or left out). */
export async function editAction(_previous: unknown, form: FormData): Promise<ActionResult<null>> {
  const readEdit = () => ({
    id: form.get("id"),
    title: form.get("title") || null,
    alt: form.get("alt") || null,
    is_sensitive: form.get("is_sensitive") === "on",
  });
  return runAction(form, { input: editInput, read: readEdit }, async ({ id, title, alt, is_sensitive }, { viewer }) => {
    await editImage(requireUser(viewer), id, { title, alt, isSensitive: is_sensitive });
    refresh();
    return null;
  });
}

/** Brings a picture back from the trash. Field: id. */
export async function restoreAction(_previous: unknown, form: FormData): Promise<ActionResult<null>> {
  return runAction(form, { input: idInput, read }, async ({ id }, { viewer }) => {
    await restoreImage(viewer, id);
    refresh();
    return null;
  });
}

/** `true` or `false` as a form sends it; neither means toggle. */
function flag(form: FormData, field: string): boolean | undefined {
  const value = form.get(field);
  return value === "true" ? true : value === "false" ? false : undefined;
}
