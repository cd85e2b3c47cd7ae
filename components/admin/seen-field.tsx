"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFieldState, useFormResult } from "@/components/account/form-state";

/**
 * How a thing was seen when its form was opened, so that what somebody else saved since is not passed over: then the
 * form comes back with both, and sending it again is meant.
 */
export function SeenField({ initial }: { initial: string }) {
  const t = useTranslations("admin");
  const { typed, wrong } = useFieldState("seen");
  const result = useFormResult();
  // Not what the page was read with since: whoever writes has not looked at that.
  const [opened] = useState(initial);
  const kept = typeof result === "object" && result !== null && "seen" in result ? String(result.seen) : null;
  return (
    <>
      <input type="hidden" name="seen" value={wrong ?? kept ?? typed ?? opened} />
      {wrong && (
        <p role="alert" className="text-15 text-crimson">
          {t("meanwhile.words")}
        </p>
      )}
    </>
  );
}

/** What somebody else saved in a field while it was written into here. */
export function Meanwhile({ name, options }: { name: string; options?: { value: string; label: string }[] }) {
  const t = useTranslations("admin.meanwhile");
  const { wrong } = useFieldState(`meanwhile.${name}`);
  if (wrong === null) return null;
  const words = options?.find(({ value }) => value === wrong)?.label ?? wrong;
  return (
    <div className="text-15 text-ochre">
      <p>{t("saved")}</p>
      <pre className="whitespace-pre-wrap font-[inherit] text-ink" dir="auto">
        {words || t("empty")}
      </pre>
    </div>
  );
}
