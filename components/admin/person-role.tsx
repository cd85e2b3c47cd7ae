import { getTranslations } from "next-intl/server";
import { AccountForm } from "@/components/account/account-form";
import { Choices } from "@/components/account/choices";
import { SettingsPart } from "@/components/account/settings-part";
import { changeRoleAction } from "@/lib/accounts/actions/people";
import { type PersonDetailDto, roles } from "@/lib/accounts/schema";

/** What somebody is in the house. */
export async function PersonRole({ person }: { person: PersonDetailDto }) {
  const t = await getTranslations("admin.users");
  const { id, name, role, isSelf } = person;
  return (
    <SettingsPart id="role" title={t("role.label")} lead={isSelf ? t("self") : undefined}>
      {!isSelf && (
        <AccountForm
          action={changeRoleAction}
          submit={t("save")}
          done={t("saved")}
          look="quiet"
          label={t("role.of", { name })}
        >
          <input type="hidden" name="id" value={id} />
          <Choices
            name="role"
            label={t("role.of", { name })}
            options={roles.map((value) => ({ value, label: t(`role.${value}`), hint: t(`role.${value}Hint`) }))}
            chosen={[role]}
          />
        </AccountForm>
      )}
    </SettingsPart>
  );
}
