"use server";

import { redirect } from "next/navigation";
import type { Outcome } from "@/components/ui/use-sending";
import { type Asked, describeAction, restyleAction } from "@/lib/generations/actions";

/*
 * For browsers without script: what was asked for is shown in the studio by a fresh page, so that reloading it
 * does not ask again. What went wrong is shown where it was typed.
 */

export async function describeThenShow(previous: Outcome<Asked> | null, form: FormData): Promise<Outcome<Asked>> {
  const outcome = await describeAction(previous, form);
  if (outcome.ok) redirect("/create");
  return outcome;
}

export async function restyleThenShow(previous: Outcome<Asked> | null, form: FormData): Promise<Outcome<Asked>> {
  const outcome = await restyleAction(previous, form);
  if (outcome.ok) redirect(outcome.value.batch ? `/create/batches/${outcome.value.batch}` : "/create");
  return outcome;
}
