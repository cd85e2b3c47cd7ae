"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { type ActionResult, runAction } from "@/lib/http/action";
import { readNotifications } from "./service";

/** Notes that one has read something. Field: id; left out, everything. */
export async function readAction(_previous: unknown, form: FormData): Promise<ActionResult<null>> {
  const input = z.object({ id: z.coerce.number().int().positive().optional() });
  return runAction(form, { input, read: () => ({ id: form.get("id") ?? undefined }) }, async ({ id }, { viewer }) => {
    await readNotifications(viewer, id === undefined ? { all: true } : { ids: [id] });
    refresh();
    return null;
  });
}
