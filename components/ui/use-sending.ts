import { unstable_isUnrecognizedActionError as isUnrecognized } from "next/navigation";
import { useActionState, useRef, useState } from "react";

/** What a form learns: the result, or what is wrong and what was typed. */
export type Outcome<T> = { ok: true; value: T } | Failure;

export interface Failure {
  ok: false;
  error: { code: string; message: string };
  fields: Record<string, string[]>;
  typed: Record<string, string>;
}

export type FormAction<T> = (previous: Outcome<T> | null, form: FormData) => Promise<Outcome<T>>;

/**
 * Sends a form to a server action. Without script the browser posts it (`formAction`); with script `send` does,
 * and a broken connection becomes an outcome with code `network` instead of a broken page. What is not there, or not any
 * more for who asks, becomes one with code `outdated`.
 * @param postedAction what a browser without script runs instead, when it should end on another page
 */
export function useSending<T>(action: FormAction<T>, onDone?: (value: T) => void, postedAction = action) {
  const [posted, formAction] = useActionState<Outcome<T> | null, FormData>(postedAction, null);
  const [outcome, setOutcome] = useState(posted);
  const [pending, setPending] = useState(false);
  const busy = useRef(false);

  async function send(form: FormData): Promise<void> {
    if (busy.current) return;
    busy.current = true;
    setPending(true);
    try {
      const answer = await action(null, form);
      setOutcome(answer);
      if (answer.ok) onDone?.(answer.value);
    } catch (error) {
      setOutcome(brokenOff(error, form));
    } finally {
      busy.current = false;
      setPending(false);
    }
  }

  return { formAction, send, outcome, pending };
}

/** A fetch that cannot reach the server throws a TypeError; anything else failed on the other side. */
function brokenOff(error: unknown, form: FormData): Failure {
  const isNetwork = error instanceof TypeError || !navigator.onLine;
  const code = isUnrecognized(error) ? "outdated" : isNetwork ? "network" : "internal";
  const typed = [...form].filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return {
    ok: false,
    error: { code, message: "" },
    fields: {},
    typed: Object.fromEntries(typed),
  };
}
