"use client";

import { createContext, useContext } from "react";
import type { Failure } from "@/components/ui/use-sending";

interface FormState {
  /** Starts the ids of this form's fields. */
  id: string;
  failure: Failure | null;
}

export const FormContext = createContext<FormState>({ id: "form", failure: null });

/** What a field needs to know of its form: its id, what was typed before, and what is wrong with it. */
export function useFieldState(name: string): { id: string; typed?: string; wrong: string | null; isFirst: boolean } {
  const { id, failure } = useContext(FormContext);
  return {
    id: `${id}-${name}`,
    typed: failure?.typed[name],
    wrong: failure?.fields[name]?.[0] ?? null,
    isFirst: failure !== null && Object.keys(failure.fields)[0] === name,
  };
}
