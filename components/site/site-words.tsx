"use client";

import { createContext, type ReactNode, useContext } from "react";

/** The few words the error page needs: it cannot ask the server for them any more. */
export interface ErrorWords {
  title: string;
  body: string;
  action: string;
  /** With `{reference}` where the error's number goes. */
  reference: string;
}

const Words = createContext<ErrorWords | null>(null);

export function SiteWords({ words, children }: { words: ErrorWords; children: ReactNode }) {
  return <Words.Provider value={words}>{children}</Words.Provider>;
}

export function useErrorWords(): ErrorWords | null {
  return useContext(Words);
}
