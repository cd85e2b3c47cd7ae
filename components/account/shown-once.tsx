"use client";

import { useTranslations } from "next-intl";
import { CopyButton } from "./copy-button";

/** A secret that is shown now and never again. */
export function ShownOnce({ secret }: { secret: string }) {
  const t = useTranslations("account.tokens");
  return (
    <div className="shown-once" role="status">
      <p>{t("once")}</p>
      <output dir="ltr">{secret}</output>
      <CopyButton key={secret} text={secret} />
    </div>
  );
}
