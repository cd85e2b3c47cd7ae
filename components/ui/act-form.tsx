"use client";

import type { LucideIcon } from "lucide-react";
import { type FormAction, useSending } from "./use-sending";

/** A plain action as a form of its own: an icon and a word. Works without script. */
export function ActForm<T>({
  action,
  postedAction,
  fields,
  icon: Icon,
  words,
  errorWords,
  onDone,
  keys,
}: {
  action: FormAction<T>;
  /** What a browser without script runs instead, when it should end on another page. */
  postedAction?: FormAction<T>;
  fields: Record<string, string | number>;
  icon: LucideIcon;
  words: string;
  errorWords(code: string, fallback: string): string;
  onDone?(value: T): void;
  /** The key that presses it, if any. */
  keys?: string;
}) {
  const { formAction, send, outcome, pending } = useSending(action, onDone, postedAction);
  return (
    <form
      action={formAction}
      onSubmit={(event) => {
        event.preventDefault();
        void send(new FormData(event.currentTarget));
      }}
    >
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button type="submit" className="act" disabled={pending} aria-keyshortcuts={keys}>
        <Icon size={18} strokeWidth={1.75} aria-hidden />
        <span>{words}</span>
      </button>
      {outcome?.ok === false && (
        <span role="alert" className="block text-13 text-crimson">
          {errorWords(outcome.error.code, outcome.error.message)}
        </span>
      )}
    </form>
  );
}
