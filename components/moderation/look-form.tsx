"use client";

import { useTranslations } from "next-intl";
import { AccountForm } from "@/components/account/account-form";
import { Field } from "@/components/account/field";
import { TextField } from "@/components/account/text-field";
import { limits } from "@/lib/limits";
import { lookAction } from "@/lib/moderation/actions";

/** Asks for a look at a private picture, with the reason that is noted. */
export function LookForm({ picture }: { picture: string }) {
  const t = useTranslations("admin.pictures");
  return (
    <AccountForm action={lookAction} submit={t("look")} look="danger" label={t("lookTitle")}>
      <Field name="picture" label={t("lookPicture")} initial={picture} dir="ltr" autoComplete="off" />
      <TextField name="reason" label={t("reason")} rows={2} maxLength={limits.hiddenReasonMaxChars} />
    </AccountForm>
  );
}
