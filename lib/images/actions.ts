"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { type ActionResult, requireUser, runAction } from "@/lib/http/action";
import { favoriteInput, privateInput } from "./schema";
import { keepImage, setFavorite, setPrivate } from "./service/change";
import { discardImage, removeImage, restoreImage } from "./service/remove";

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
  return runAction(form, { input: idInput, read }, async ({ id }, call) => {
    await discardImage(await call.maker(), id);
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

/** Moves a picture to the trash. Field: id. */
export async function trashAction(_previous: unknown, form: FormData): Promise<ActionResult<null>> {
  return runAction(form, { input: idInput, read }, async ({ id }, { viewer }) => {
    await removeImage(viewer, id);
    refresh();
    return null;
  });
}

/** Takes a picture away for good. Field: id. */
export async function removeAction(_previous: unknown, form: FormData): Promise<ActionResult<null>> {
  return runAction(form, { input: idInput, read }, async ({ id }, { viewer }) => {
    await removeImage(viewer, id, { permanent: true });
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
