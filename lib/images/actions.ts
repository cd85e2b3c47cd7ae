"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { type ActionResult, runAction } from "@/lib/http/action";
import { discardImage, keepImage } from "./service";

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
