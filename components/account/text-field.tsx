"use client";

import type { ReactNode, TextareaHTMLAttributes } from "react";
import { describedBy, FieldNotes } from "./field";
import { useFieldState } from "./form-state";

interface Props extends Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "name" | "id" | "defaultValue"> {
  name: string;
  label: string;
  initial?: string;
  hint?: ReactNode;
}

/** Several lines to fill in, with their name above and what is wrong with them below. */
export function TextField({ name, label, initial, hint, ...rest }: Props) {
  const { id, typed, wrong, lead } = useFieldState(name);
  return (
    <div className="entry">
      <label htmlFor={id}>{label}</label>
      <textarea
        {...rest}
        id={id}
        name={name}
        dir="auto"
        defaultValue={typed ?? initial}
        {...lead}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={describedBy(id, wrong, hint)}
      />
      <FieldNotes id={id} wrong={wrong} hint={hint} />
    </div>
  );
}
