"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import type { Theme } from "@/components/site/theme";
import { type FormAction, useSending } from "@/components/ui/use-sending";
import { useFaultWords } from "./fault-words";
import { FormContext } from "./form-state";
import { ShownOnce } from "./shown-once";

/** What a form may lead to: another page, read anew, another light, or a secret that is shown this once. */
export type Done = { to?: string; theme?: Theme; secret?: string } | null;

interface Props<T> {
  /** What comes of it matters where it is a `Done`. */
  action: FormAction<T>;
  /** What a browser without script runs instead, when the form ends on another page. */
  posted?: FormAction<T>;
  submit: string;
  /** Said when it went well and the page stays. */
  done?: string;
  /** Empties the fields when it went well. */
  clears?: boolean;
  look?: "press" | "quiet" | "danger" | "act";
  /** What the form is for: names the form, or, where it is no more than a button in a list, the button. */
  label?: string;
  /** Whether it cannot be sent now. */
  isOff?: boolean;
  /** What stands over a secret that is shown once. */
  once?: string;
  children?: ReactNode;
}

/** A form of the account pages: works without script, keeps what was typed, and leads to the first wrong field. */
export function AccountForm<T>({
  action,
  posted,
  submit,
  done,
  clears,
  look = "press",
  label,
  isOff = false,
  once,
  children,
}: Props<T>) {
  const t = useTranslations("account");
  const words = useFaultWords();
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const [isLeaving, setLeaving] = useState(false);
  const [isUnplaced, setUnplaced] = useState(false);
  const { formAction, send, outcome, pending } = useSending(action, finish, posted);
  const failure = outcome?.ok === false ? outcome : null;
  const secret = outcome?.ok ? doneOf(outcome.value)?.secret : null;
  const isBusy = pending || isLeaving;
  const isButton = look === "act";

  useEffect(() => {
    if (failure) findWrong(form.current)?.focus();
    // A fault whose field is not here is told all the same.
    const said = form.current?.querySelector("[aria-invalid=true], [role=alert]:not([data-whole])");
    setUnplaced(failure !== null && !said);
  }, [failure]);

  function finish(value: T) {
    const done = doneOf(value);
    if (done?.theme) showTheme(done.theme);
    if (done?.to) {
      setLeaving(true);
      // Read anew, since everything on the page is another's now.
      window.location.replace(done.to);
    } else if (clears) form.current?.reset();
  }

  function submitted(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    void send(new FormData(event.currentTarget));
  }

  return (
    <FormContext value={{ id, failure, result: outcome?.ok ? outcome.value : undefined }}>
      <form
        ref={form}
        action={formAction}
        onSubmit={submitted}
        noValidate
        className="account-form"
        aria-label={isButton ? undefined : label}
      >
        {children}
        <div className="account-send">
          <button
            type="submit"
            className={faces[look]}
            disabled={isBusy || isOff}
            aria-label={isButton ? label : undefined}
          >
            {isBusy && look === "press" ? t("sending") : submit}
          </button>
          <p role="status" className="text-15 text-sage empty:hidden">
            {outcome?.ok && !isBusy ? done : null}
          </p>
          <p role="alert" data-whole className="text-15 text-crimson empty:hidden">
            {failure && (isUnplaced || Object.keys(failure.fields).length === 0) ? words.ofForm(failure) : null}
          </p>
        </div>
        {secret && <ShownOnce secret={secret} words={once} />}
      </form>
    </FormContext>
  );
}

const faces = { press: "press", quiet: "press-quiet", danger: "press-quiet press-danger", act: "act act-word" };

/** What of a result the form acts on; other results are for the page, which is read anew. */
function doneOf(value: unknown): Done {
  return typeof value === "object" ? value : null;
}

function showTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

/** The first field with a fault; when none is named, the password, which was probably mistyped. */
function findWrong(form: HTMLFormElement | null): HTMLElement | null {
  return form?.querySelector<HTMLElement>("[aria-invalid=true]") ?? form?.querySelector("input[data-password]") ?? null;
}
