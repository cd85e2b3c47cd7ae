"use client";

import { type InputHTMLAttributes, type ReactNode, useState } from "react";
import { useFaultWords } from "./fault-words";
import { useFieldState } from "./form-state";

interface Props extends Omit<InputHTMLAttributes<HTMLInputElement>, "name" | "id" | "defaultValue"> {
  name: string;
  label: string;
  initial?: string;
  hint?: ReactNode;
  /** What the number in it counts, in words that fit what is typed. */
  unitOf?: (typed: string) => string;
}

/** One line to fill in, with its name above and what is wrong with it below. */
export function Field({ name, label, initial, hint, unitOf, ...rest }: Props) {
  const { id, typed, wrong, lead } = useFieldState(name);
  const [present, setPresent] = useState(typed ?? initial ?? "");
  const input = (
    <input
      {...rest}
      id={id}
      name={name}
      defaultValue={typed ?? initial}
      {...lead}
      onChange={unitOf && ((event) => setPresent(event.target.value))}
      aria-invalid={wrong ? true : undefined}
      aria-describedby={describedBy(id, wrong, hint, unitOf)}
    />
  );
  return (
    <div className="entry">
      <label htmlFor={id}>{label}</label>
      {unitOf ? (
        <div className="entry-amount">
          {input}
          <span id={`${id}-unit`}>{unitOf(present)}</span>
        </div>
      ) : (
        input
      )}
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
export function describedBy(id: string, wrong: string | null, hint?: ReactNode, unit?: unknown): string | undefined {
  const ids = [unit && `${id}-unit`, wrong && `${id}-wrong`, hint && `${id}-hint`];
  return ids.filter(Boolean).join(" ") || undefined;
}
