"use client";

import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";

/** Puts a text where it can be pasted from. Where the browser forbids that, the text can still be selected. */
export function CopyButton({ text }: { text: string }) {
  const t = useTranslations("account.copy");
  const [state, setState] = useState<"copy" | "copied" | "failed">("copy");
  const Icon = state === "copied" ? Check : Copy;

  async function copy() {
    // Not there by plain http.
    if (!navigator.clipboard) return setState("failed");
    await navigator.clipboard.writeText(text).then(
      () => setState("copied"),
      () => setState("failed"),
    );
  }

  return (
    <>
      <button type="button" className="act needs-script" onClick={copy}>
        <Icon size={16} strokeWidth={1.75} aria-hidden />
        <span>{t("copy")}</span>
      </button>
      <span role="status" className="ms-3 text-13 text-quiet">
        {state === "copy" ? "" : t(state)}
      </span>
    </>
  );
}
