import { getTranslations } from "next-intl/server";
import { AccountForm, type Done } from "@/components/account/account-form";
import type { FormAction } from "@/components/ui/use-sending";
import type { SettingDto } from "@/lib/site/schema";
import { SettingField } from "./setting-field";
import { settingWords } from "./setting-row";

/** A few settings of one step, saved together; leads on to the next one. */
export async function WelcomeForm({
  title,
  settings,
  then,
  action,
  posted,
}: {
  title: string;
  settings: SettingDto[];
  then: string;
  action: FormAction<Done>;
  posted: FormAction<Done>;
}) {
  const t = await getTranslations("admin.welcome");
  const asked = await Promise.all(settings.map(async (setting) => ({ setting, words: await settingWords(setting) })));
  return (
    <AccountForm action={action} posted={posted} submit={t("next")} label={title}>
      <input type="hidden" name="then" value={then} />
      {asked.map(({ setting, words }) => (
        <SettingField
          key={setting.key}
          setting={setting}
          label={words.name}
          hint={words.meaning}
          choices={words.choices}
        />
      ))}
    </AccountForm>
  );
}
