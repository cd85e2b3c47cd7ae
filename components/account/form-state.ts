"use client";

import { createContext, useContext } from "react";
import type { Failure } from "@/components/ui/use-sending";

interface FormState {
  /** Starts the ids of this form's fields. */
  id: string;
  failure: Failure | null;
  /** What came of it when it was sent and went well. */
  result?: unknown;
}

export const FormContext = createContext<FormState>({ id: "form", failure: null });

interface FieldState {
  id: string;
  /** What was typed or chosen before, when the form came back. */
  typed?: string;
  wrong: string | null;
  /** For the first field that is wrong: without script the page comes anew, and this leads there. */
  lead: { autoFocus: true } | null;
  /** Whether the form came back. */
  isBack: boolean;
}

/** What a field needs to know of its form. */
export function useFieldState(name: string): FieldState {
  const { id, failure } = useContext(FormContext);
  return {
    id: `${id}-${name}`,
    typed: failure?.typed[name],
    wrong: failure?.fields[name]?.[0] ?? null,
    lead: failure && Object.keys(failure.fields)[0] === name ? { autoFocus: true } : null,
    isBack: failure !== null,
  };
}

/** What came of the form when it was last sent and went well. */
export function useFormResult(): unknown {
  return useContext(FormContext).result;
}
