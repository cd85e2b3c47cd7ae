"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { requireAdministrator } from "@/lib/admin/policy";
import { type ActionResult, runAction } from "@/lib/http/action";
import { requestLeakCheck } from "./service/leaks";

/** Has the running instance checked for leaks. */
export async function checkLeaksAction(_: unknown, form: FormData): Promise<ActionResult<null>> {
  return runAction(
    form,
    { input: z.object({}), read: () => ({}), guard: requireAdministrator },
    async (_given, { viewer }) => {
      await requestLeakCheck(viewer);
      refresh();
      return null;
    },
  );
}
