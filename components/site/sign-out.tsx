"use client";

import { useSending } from "@/components/ui/use-sending";
import { signOutAction } from "@/lib/accounts/actions";
import { signOutThenGo } from "./actions";

/** Signs out and begins anew at the gallery: nothing that was on the page stays in the browser's hands. */
export function SignOut({ words, failed }: { words: string; failed: string }) {
  const { formAction, send, outcome, pending } = useSending(
    signOutAction,
    () => window.location.replace("/"),
    signOutThenGo,
  );
  return (
    <form
      action={formAction}
      onSubmit={(event) => {
        event.preventDefault();
        void send(new FormData(event.currentTarget));
      }}
    >
      <button type="submit" disabled={pending}>
        {words}
      </button>
      <p role="alert" className="text-13 text-crimson empty:hidden">
        {outcome?.ok === false ? failed : null}
      </p>
    </form>
  );
}
