"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { AccountForm } from "@/components/account/account-form";
import { Choices } from "@/components/account/choices";
import { Field } from "@/components/account/field";
import { limits } from "@/lib/limits";
import { decideAction } from "@/lib/moderation/actions";

const decisions = ["hide", "show", "remove"] as const;

/** A list of pictures of which some are selected, and what is to be done with them. */
export function BulkForm({ children }: { children: ReactNode }) {
  const t = useTranslations("admin.pictures");
  return (
    <div className="moderated-all">
      <AccountForm
        action={decideAction}
        submit={t("apply")}
        done={t("applied")}
        clears
        look="quiet"
        label={t("decision")}
      >
        {children}
        <div className="moderated-line">
          <Choices
            name="decision"
            label={t("decision")}
            options={decisions.map((value) => ({ value, label: t(value) }))}
            chosen={["hide"]}
            inline
          />
          <Field
            name="reason"
            label={t("reason")}
            hint={t("reasonHint")}
            dir="auto"
            maxLength={limits.hiddenReasonMaxChars}
          />
        </div>
      </AccountForm>
    </div>
  );
}
