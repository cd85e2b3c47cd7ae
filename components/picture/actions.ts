"use server";

import { redirect } from "next/navigation";
import type { Outcome } from "@/components/ui/use-sending";
import { discardAction, trashAction } from "@/lib/images/actions";

/*
 * For browsers without script: the page of a picture that was taken away is no more, so another follows at once.
 */

export async function discardThenLeave(previous: Outcome<null> | null, form: FormData): Promise<Outcome<null>> {
  const outcome = await discardAction(previous, form);
  if (outcome.ok) redirect("/create");
  return outcome;
}

export async function trashThenLeave(previous: Outcome<number> | null, form: FormData): Promise<Outcome<number>> {
  const outcome = await trashAction(previous, form);
  if (outcome.ok) redirect(`/library?trashed=${outcome.value}`);
  return outcome;
}
