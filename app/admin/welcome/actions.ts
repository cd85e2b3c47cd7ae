"use server";

import { redirect } from "next/navigation";
import type { Done } from "@/components/account/account-form";
import { addressOfStep, stepOf } from "@/components/admin/welcome-steps";
import type { Outcome } from "@/components/ui/use-sending";
import { changeSettingsAction, finishWelcomeAction } from "@/lib/site/actions";

/*
 * What the first steps run: each answers where to go on. The one that ends in `Go` is for browsers without script, which
 * are sent there.
 */

type Answer = Promise<Outcome<Done>>;
type Previous = Outcome<Done> | null;

/** Saves a step's settings and leads on. Fields: those of the settings, then (the next step). */
export async function saveStep(previous: Previous, form: FormData): Answer {
  const outcome = await changeSettingsAction(previous, form);
  return outcome.ok ? { ok: true, value: { to: addressOfStep(stepOf(form.get("then"))) } } : outcome;
}

export async function saveStepGo(previous: Previous, form: FormData): Answer {
  return go(await saveStep(previous, form));
}

/** The steps are done, or not wanted: on to the gallery. */
export async function finish(previous: Previous, form: FormData): Answer {
  const outcome = await finishWelcomeAction(previous, form);
  return outcome.ok ? { ok: true, value: { to: "/" } } : outcome;
}

export async function finishGo(previous: Previous, form: FormData): Answer {
  return go(await finish(previous, form));
}

function go(outcome: Outcome<Done>): Outcome<Done> {
  if (outcome.ok && outcome.value?.to) redirect(outcome.value.to);
  return outcome;
}
