"use client";

import { useTranslations } from "next-intl";
import { CopyButton } from "@/components/ui/copy-button";

/** A secret that is shown now and never again. */
export function ShownOnce({ secret, words }: { secret: string; words?: string }) {
  const t = useTranslations("account");
  return (
    <div className="shown-once" role="status">
      <p>{words ?? t("tokens.once")}</p>
      <output dir="ltr">{secret}</output>
      <CopyButton
        key={secret}
        text={secret}
        words={{ copy: t("copy.copy"), copied: t("copy.copied"), failed: t("copy.failed") }}
      />
    </div>
  );
}
