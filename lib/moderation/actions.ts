"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { type ActionResult, requireUser, runAction } from "@/lib/http/action";
import { requireModerator } from "./policy";
import { answerInput, decideInput, lookInput, reportInput } from "./schema";
import { decideImages } from "./service/decide";
import { lookAtImage } from "./service/look";
import { answerHidden, reportImage } from "./service/report";

const id = z.coerce.number().int().positive();

/** Reports a picture. Fields: id, kind, reason. */
export async function reportAction(_previous: unknown, form: FormData): Promise<ActionResult<null>> {
  const read = () => ({ id: form.get("id"), kind: form.get("kind"), reason: form.get("reason") ?? "" });
  const input = z.intersection(z.object({ id }), reportInput);
  return runAction(form, { input, read, rate: "report" }, async ({ id, kind, reason }, { viewer, address }) => {
    await reportImage(viewer, address, id, { kind, reason });
    return null;
  });
}

/** Says something to one's picture being hidden. Fields: id, answer. */
export async function answerHiddenAction(_previous: unknown, form: FormData): Promise<ActionResult<null>> {
  const read = () => ({ id: form.get("id"), answer: form.get("answer") });
  return runAction(form, { input: answerInput.extend({ id }), read }, async ({ id, answer }, { viewer }) => {
    await answerHidden(requireUser(viewer), id, answer);
    refresh();
    return null;
  });
}

/** Decides on pictures; answers how many. Fields: id (several), decision, reason, look. */
export async function decideAction(_previous: unknown, form: FormData): Promise<ActionResult<number>> {
  const read = () => ({
    ids: form.getAll("id").map(Number),
    decision: form.get("decision"),
    reason: form.get("reason") ?? "",
    look: form.get("look") ?? undefined,
  });
  return runAction(form, { input: decideInput, read, guard: requireModerator }, async (input, { viewer }) => {
    const done = await decideImages(viewer, input);
    refresh();
    return done;
  });
}

/** Notes a reason, and leads to the picture. Fields: picture, reason. */
export async function lookAction(_previous: unknown, form: FormData): Promise<ActionResult<null>> {
  const read = () => ({ picture: form.get("picture"), reason: form.get("reason") });
  return runAction(
    form,
    { input: lookInput, read, guard: requireModerator },
    async ({ picture, reason }, { viewer }) => {
      const look = await lookAtImage(viewer, picture, reason);
      redirect(`/admin/pictures/look?look=${look}`);
    },
  );
}
