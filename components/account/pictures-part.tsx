import { getTranslations } from "next-intl/server";
import { savePreferencesAction } from "@/lib/accounts/actions";
import { type UserDto, visibilities } from "@/lib/accounts/schema";
import { AccountForm } from "./account-form";
import { Choices } from "./choices";
import { SettingsPart } from "./settings-part";

/** Who sees what one makes, what one is told by mail, and what one wants to see. */
export async function PicturesPart({ user }: { user: UserDto }) {
  const t = await getTranslations("account");
  return (
    <SettingsPart id="pictures" title={t("pictures.title")}>
      <AccountForm
        action={savePreferencesAction}
        submit={t("save")}
        done={t("saved")}
        look="quiet"
        label={t("pictures.title")}
      >
        <Choices
          name="default_visibility"
          label={t("pictures.visibility")}
          options={visibilities.map((value) => ({
            value,
            label: t(`pictures.${value}`),
            hint: t(`pictures.${value}Hint`),
          }))}
          chosen={[user.default_visibility]}
        />
        {/* Of two values the last counts; a box that is not ticked sends none. */}
        <input type="hidden" name="email_notifications" value="false" />
        <Choices
          name="email_notifications"
          label={t("pictures.mail")}
          options={[{ value: "true", label: t("pictures.mailWanted"), hint: t("pictures.mailHint") }]}
          chosen={user.email_notifications ? ["true"] : []}
          several
        />
        <input type="hidden" name="show_sensitive" value="false" />
        <Choices
          name="show_sensitive"
          label={t("pictures.sensitive")}
          options={[{ value: "true", label: t("pictures.sensitiveShown"), hint: t("pictures.sensitiveHint") }]}
          chosen={user.show_sensitive ? ["true"] : []}
          several
        />
      </AccountForm>
    </SettingsPart>
  );
}
