import { getTranslations } from "next-intl/server";
import type { FormAction } from "@/components/ui/use-sending";
import type { Scope } from "@/lib/viewer";
import { AccountForm, type Done } from "./account-form";
import { Choices } from "./choices";
import { Field } from "./field";
import { SelectField } from "./select-field";

const lifetimesDays = [7, 30, 90, 365];

/** Asks what a new token is for, what it may do, and for how long. */
export async function TokenForm({ scopes, action }: { scopes: Scope[]; action: FormAction<Done> }) {
  const t = await getTranslations("account.tokens");
  return (
    <AccountForm action={action} submit={t("submit")} label={t("title")} look="quiet" clears>
      <Field name="name" label={t("name")} hint={t("nameHint")} autoComplete="off" dir="auto" required />
      <Choices
        name="scopes"
        label={t("may")}
        options={scopes.map((value) => ({ value, label: t(`scopes.${value}`), hint: t(`scopeHints.${value}`) }))}
        chosen={["read"]}
        several
      />
      <SelectField
        name="expires_in_days"
        label={t("lifetime")}
        options={lifetimesDays.map((days) => ({ value: String(days), label: t("days", { days }) }))}
        initial="90"
      />
    </AccountForm>
  );
}
