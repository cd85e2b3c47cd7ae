import { getFormatter, getTranslations } from "next-intl/server";
import { AccountForm } from "@/components/account/account-form";
import { Field } from "@/components/account/field";
import { SettingsPart } from "@/components/account/settings-part";
import { changeQuotaAction } from "@/lib/accounts/actions/people";
import type { PersonDetailDto } from "@/lib/accounts/schema";

const fields = [
  ["pictures", 1_000_000],
  ["storageMb", 100_000_000],
  ["open", 10_000],
] as const;

/** What somebody may use, where it differs from what their role may. */
export async function PersonLimits({ person }: { person: PersonDetailDto }) {
  const [t, format] = await Promise.all([getTranslations("admin.users.limits"), getFormatter()]);
  const { id, name, ownLimits, roleLimits } = person;
  return (
    <SettingsPart id="limits" title={t("title")} lead={t("lead")}>
      <AccountForm
        action={changeQuotaAction}
        submit={t("submit")}
        done={t("done")}
        look="quiet"
        label={t("of", { name })}
      >
        <input type="hidden" name="id" value={id} />
        {fields.map(([field, max]) => (
          <Field
            key={field}
            name={field}
            label={t(field)}
            type="number"
            inputMode="numeric"
            min={0}
            max={max}
            initial={ownLimits[field] === null ? undefined : String(ownLimits[field])}
            hint={
              roleLimits[field] === 0
                ? t("roleNone")
                : t("role", { limit: format.number(roleLimits[field], { maximumFractionDigits: 0 }) })
            }
          />
        ))}
      </AccountForm>
    </SettingsPart>
  );
}
