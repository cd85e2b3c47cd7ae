"use client";

import { createContext, type ReactNode, useContext, useId, useState } from "react";

const TokenContext = createContext<{ token: string; setToken: (token: string) => void }>({
  token: "",
  setToken: () => undefined,
});

/** Keeps the token that was pasted, in this page's memory alone: it is gone with the page. */
export function TokenRoom({ children }: { children: ReactNode }) {
  const [token, setToken] = useState("");
  return <TokenContext value={{ token, setToken }}>{children}</TokenContext>;
}

/** The token, or nothing. */
export function useToken(): string {
  return useContext(TokenContext).token.trim();
}

export function TokenField({ words }: { words: Record<"label" | "hint", string> }) {
  const { token, setToken } = useContext(TokenContext);
  const id = useId();
  return (
    <div className="entry needs-script">
      <label htmlFor={id}>{words.label}</label>
      <input
        id={id}
        type="password"
        autoComplete="off"
        spellCheck={false}
        dir="ltr"
        value={token}
        onChange={(event) => setToken(event.target.value)}
        aria-describedby={`${id}-hint`}
      />
      <p id={`${id}-hint`} className="entry-hint">
        {words.hint}
      </p>
    </div>
  );
}
