"use client";

import type { InputHTMLAttributes, ReactNode } from "react";
import { useFaultWords } from "./fault-words";
import { useFieldState } from "./form-state";

interface Props extends Omit<InputHTMLAttributes<HTMLInputElement>, "name" | "id" | "defaultValue"> {
  name: string;
  label: string;
  initial?: string;
  hint?: ReactNode;
}

/** One line to fill in, with its name above and what is wrong with it below. */
export function Field({ name, label, initial, hint, ...rest }: Props) {
  const { id, typed, wrong, lead } = useFieldState(name);
  return (
    <div className="entry">
      <label htmlFor={id}>{label}</label>
      <input
        {...rest}
        id={id}
        name={name}
        defaultValue={typed ?? initial}
        {...lead}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={describedBy(id, wrong, hint)}
      />
      <FieldNotes id={id} wrong={wrong} hint={hint} />
    </div>
  );
}

/** What stands under a field: its fault, and a hint. */
export function FieldNotes({ id, wrong, hint }: { id: string; wrong: string | null; hint?: ReactNode }) {
  const words = useFaultWords();
  return (
    <>
      {wrong && (
        <p id={`${id}-wrong`} className="entry-wrong">
          {words.ofField(wrong)}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="entry-hint">
          {hint}
        </p>
      )}
    </>
  );
}

/** The ids of what is said about a field. */
export function describedBy(id: string, wrong: string | null, hint?: ReactNode): string | undefined {
  return [wrong && `${id}-wrong`, hint && `${id}-hint`].filter(Boolean).join(" ") || undefined;
}
