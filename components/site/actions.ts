"use server";

import { redirect } from "next/navigation";
import type { Outcome } from "@/components/ui/use-sending";
import { signOutAction } from "@/lib/accounts/actions";

/** For browsers without script: signs out and leads to the gallery. */
export async function signOutThenGo(previous: Outcome<null> | null, form: FormData): Promise<Outcome<null>> {
  const outcome = await signOutAction(previous, form);
  if (outcome.ok) redirect("/");
  return outcome;
}
