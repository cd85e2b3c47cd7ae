"use client";

import { useTranslations } from "next-intl";
import { AccountForm } from "@/components/account/account-form";
import { Field } from "@/components/account/field";
import { limits } from "@/lib/limits";
import { decideAction } from "@/lib/moderation/actions";

/** Decides on one picture with a reason, which its maker reads. */
export function DecideForm({
  id,
  title,
  decision,
  isHidden = false,
  look,
}: {
  id: number;
  title: string;
  decision: "hide" | "remove";
  /** To hide it is then to leave it so. */
  isHidden?: boolean;
  /** What proves an administrator to be at a private picture. */
  look?: string;
}) {
  const t = useTranslations("admin.pictures");
  const words = useTranslations("admin.reports");
  const action = t(decision === "hide" && isHidden ? "keepHidden" : decision);
  return (
    <details>
      <summary className={`act act-word ${decision === "remove" ? "text-crimson" : ""}`}>{action}</summary>
      <AccountForm
        action={decideAction}
        submit={action}
        done={t("applied")}
        look={decision === "remove" ? "danger" : "quiet"}
        label={words("of", { action, title })}
      >
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="decision" value={decision} />
        {look && <input type="hidden" name="look" value={look} />}
        <Field name="reason" label={t("reason")} dir="auto" maxLength={limits.hiddenReasonMaxChars} />
      </AccountForm>
    </details>
  );
}

/** Shows a picture again, or leaves it as it is, and ends what was reported of it. */
export function DismissForm({ id, submit, label }: { id: number; submit: string; label: string }) {
  return (
    <AccountForm action={decideAction} submit={submit} look="act" label={label}>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="decision" value="show" />
    </AccountForm>
  );
}
