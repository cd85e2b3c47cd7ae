"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";

/** Puts a text where it can be pasted from. Where the browser forbids that, the text can still be selected. */
export function CopyButton({
  text,
  words,
  keys,
}: {
  /** Or what reads it when it is asked for. */
  text: string | (() => string);
  words: Record<"copy" | "copied" | "failed", string>;
  /** The key that presses it, if any. */
  keys?: string;
}) {
  const [state, setState] = useState<"copy" | "copied" | "failed">("copy");
  const Icon = state === "copied" ? Check : Copy;

  async function copy() {
    // Not there by plain http.
    if (!navigator.clipboard) return setState("failed");
    await navigator.clipboard.writeText(typeof text === "string" ? text : text()).then(
      () => setState("copied"),
      () => setState("failed"),
    );
  }

  return (
    <>
      <button type="button" className="act needs-script" onClick={copy} aria-keyshortcuts={keys}>
        <Icon size={18} strokeWidth={1.75} aria-hidden />
        <span>{state === "copied" ? words.copied : words.copy}</span>
      </button>
      <span role="status" className={state === "failed" ? "text-13 text-quiet" : "sr-only"}>
        {state === "copy" ? "" : words[state]}
      </span>
    </>
  );
}
