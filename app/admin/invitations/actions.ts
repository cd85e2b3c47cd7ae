"use server";

import type { Done } from "@/components/account/account-form";
import type { Outcome } from "@/components/ui/use-sending";
import { createInvitationAction } from "@/lib/accounts/actions";

/** Makes an invitation; its link is shown this once. */
export async function invite(previous: Outcome<Done> | null, form: FormData): Promise<Outcome<Done>> {
  const outcome = await createInvitationAction(previous, form);
  return outcome.ok ? { ok: true, value: { secret: outcome.value.url } } : outcome;
}
