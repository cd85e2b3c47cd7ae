import { getTranslations } from "next-intl/server";
import type { FormAction } from "@/components/ui/use-sending";
import { themes, type UserDto } from "@/lib/accounts/schema";
import { locales } from "@/lib/i18n/locales";
import { AccountForm, type Done } from "./account-form";
import { Choices } from "./choices";
import { SelectField } from "./select-field";
import { SettingsPart } from "./settings-part";

/** Light and language. */
export async function LookPart({ user, action }: { user: UserDto; action: FormAction<Done> }) {
  const t = await getTranslations("account");
  const languages = locales.map((locale) => ({ value: locale, label: ownName(locale), lang: locale }));
  return (
    <SettingsPart id="look" title={t("look.title")}>
      <AccountForm action={action} submit={t("save")} done={t("saved")} look="quiet" label={t("look.title")}>
        <Choices
          name="theme_preference"
          label={t("look.theme")}
          options={themes.map((value) => ({ value, label: t(`look.${value}`) }))}
          chosen={[user.theme_preference]}
          inline
        />
        <SelectField name="locale" label={t("look.language")} options={languages} initial={user.locale} />
      </AccountForm>
    </SettingsPart>
  );
}

/** A language as those who speak it call it. */
function ownName(locale: string): string {
  const name = new Intl.DisplayNames(locale, { type: "language" }).of(locale) ?? locale;
  return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
}
