"use client";

import { type FormAction, useSending } from "@/components/ui/use-sending";

/** One button that takes a hint away, with script and without. */
export function DismissForm({ action, words }: { action: FormAction<null>; words: string }) {
  const { formAction, send, pending } = useSending(action);
  return (
    <form
      action={formAction}
      onSubmit={(event) => {
        event.preventDefault();
        void send(new FormData(event.currentTarget));
      }}
    >
      <button type="submit" className="act act-word" disabled={pending}>
        {words}
      </button>
    </form>
  );
}
