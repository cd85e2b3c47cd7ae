"use server";

import { redirect } from "next/navigation";
import type { Outcome } from "@/components/ui/use-sending";
import { applyStepsAction, batchAction } from "@/lib/generations/actions";

/* For browsers without script: what was asked for is shown by a fresh page, so that reloading does not ask again. */

export async function batchThenShow(previous: Outcome<string> | null, form: FormData): Promise<Outcome<string>> {
  return shown(await batchAction(previous, form));
}

export async function stepsThenShow(previous: Outcome<string> | null, form: FormData): Promise<Outcome<string>> {
  return shown(await applyStepsAction(previous, form));
}

function shown(outcome: Outcome<string>): Outcome<string> {
  if (outcome.ok) redirect(`/create/batches/${outcome.value}`);
  return outcome;
}
