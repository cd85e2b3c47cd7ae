import { getTranslations } from "next-intl/server";
import { AccountForm } from "@/components/account/account-form";
import { Choices } from "@/components/account/choices";
import { Field } from "@/components/account/field";
import { saveMailAction } from "@/lib/site/actions";
import { type MailDto, mailWays } from "@/lib/site/schema";

/** How mail leaves, with what each way needs; what a way does not need is not shown. */
export async function MailForm({ mail }: { mail: MailDto }) {
  const t = await getTranslations("admin.mailForm");
  const { way, from, smtpHint, keyHint } = mail;
  const kept = (hint: string | null) => (hint === null ? undefined : t("kept", { hint }));
  const word = { autoComplete: "off", autoCapitalize: "none", spellCheck: false, dir: "ltr" } as const;
  return (
    <div className="mail-form">
      <AccountForm action={saveMailAction} submit={t("save")} done={t("saved")} look="quiet" label={t("way")}>
        <Choices
          name="way"
          label={t("way")}
          options={mailWays.map((value) => ({ value, label: t(`ways.${value}`) }))}
          chosen={[way]}
        />
        <div className="mail-way mail-way-smtp">
          <Field name="host" label={t("host")} hint={kept(smtpHint)} placeholder="mail.example.org" {...word} />
          <Field name="port" label={t("port")} type="number" inputMode="numeric" min={1} max={65_535} initial="587" />
          <Field name="user" label={t("user")} {...word} />
          <Field name="password" label={t("password")} type="password" {...word} autoComplete="new-password" />
        </div>
        <div className="mail-way mail-way-resend">
          <Field name="resendPassword" label={t("key")} hint={kept(keyHint)} type="password" {...word} />
        </div>
        <div className="mail-way mail-way-smtp mail-way-resend">
          <Field name="from" label={t("from")} hint={t("fromHint")} initial={from} autoComplete="off" dir="auto" />
        </div>
      </AccountForm>
    </div>
  );
}
