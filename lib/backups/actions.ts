"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { requireAdministrator } from "@/lib/admin/policy";
import { type ActionResult, runAction } from "@/lib/http/action";
import { requestBackup } from "./service/ask";

/** Has a backup made. */
export async function backUpAction(_: unknown, form: FormData): Promise<ActionResult<null>> {
  return runAction(
    form,
    { input: z.object({}), read: () => ({}), guard: requireAdministrator },
    async (_given, { viewer }) => {
      await requestBackup(viewer);
      refresh();
      return null;
    },
  );
}
