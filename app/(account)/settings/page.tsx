import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { signedInUser } from "@/app/page-user";
import { AccountForm } from "@/components/account/account-form";
import { Field } from "@/components/account/field";
import { LookPart } from "@/components/account/look-part";
import { PasswordField } from "@/components/account/password-field";
import { PicturesPart } from "@/components/account/pictures-part";
import { SettingsPart } from "@/components/account/settings-part";
import { Unconfirmed } from "@/components/account/unconfirmed";
import { changeEmailAction, changePasswordAction, saveProfileAction } from "@/lib/accounts/actions";
import { saveLook } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.settings");
  return { title: t("title"), robots: { index: false } };
}

/** Who one is here, how it looks, and how one gets in. */
export default async function SettingsPage() {
  const { user } = await signedInUser("/settings");
  const t = await getTranslations("account");
  const save = { submit: t("save"), done: t("saved"), look: "quiet" } as const;
  return (
    <>
      {!user.verified && <Unconfirmed email={user.email} />}
      <SettingsPart id="profile" title={t("profile.title")}>
        <AccountForm {...save} action={saveProfileAction} label={t("profile.title")}>
          <Field
            name="name"
            label={t("name.label")}
            hint={t("name.hint")}
            initial={user.name}
            autoComplete="name"
            dir="auto"
            required
          />
          <Field
            name="handle"
            label={t("profile.handle")}
            hint={t("profile.handleHint")}
            initial={user.handle}
            autoComplete="nickname"
            autoCapitalize="none"
            spellCheck={false}
            dir="ltr"
            required
          />
        </AccountForm>
      </SettingsPart>
      <LookPart user={user} action={saveLook} />
      <PicturesPart user={user} />
      <SettingsPart id="password" title={t("changePassword.title")} lead={t("changePassword.lead")}>
        <AccountForm
          action={changePasswordAction}
          submit={t("changePassword.submit")}
          done={t("changePassword.done")}
          look="quiet"
          label={t("changePassword.title")}
          clears
        >
          <input type="text" name="username" autoComplete="username" defaultValue={user.email} readOnly hidden />
          <PasswordField name="currentPassword" label={t("changePassword.current")} />
          <PasswordField name="newPassword" label={t("changePassword.new")} isNew />
        </AccountForm>
      </SettingsPart>
      <SettingsPart
        id="email"
        title={t("changeEmail.title")}
        lead={t.rich("changeEmail.lead", {
          email: user.email,
          address: (said) => <bdi className="text-ink">{said}</bdi>,
        })}
      >
        <AccountForm
          action={changeEmailAction}
          submit={t("changeEmail.submit")}
          done={t("changeEmail.done")}
          look="quiet"
          label={t("changeEmail.title")}
          clears
        >
          <Field
            name="email"
            label={t("changeEmail.new")}
            type="email"
            autoComplete="email"
            autoCapitalize="none"
            spellCheck={false}
            dir="ltr"
            required
          />
          <PasswordField name="password" label={t("password.label")} />
        </AccountForm>
      </SettingsPart>
    </>
  );
}
