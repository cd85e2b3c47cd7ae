import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AccountForm } from "@/components/account/account-form";
import { Field } from "@/components/account/field";
import { ownPath, withNext } from "@/components/account/own-path";
import { PasswordField } from "@/components/account/password-field";
import { Sheet } from "@/components/account/sheet";
import { isWithoutAdministrator } from "@/lib/accounts/service/setup";
import { pageViewer } from "@/lib/http/page";
import { open, openGo } from "../actions";
import type { Query } from "../query";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.signUp");
  return { title: t("title"), robots: { index: false } };
}

/** Opens an account; the set-up code is asked for only as long as nobody runs the place. */
export default async function SignUpPage({ searchParams }: { searchParams: Query }) {
  const next = ownPath((await searchParams).next);
  const viewer = await pageViewer();
  if (viewer.kind === "user") redirect(next);
  const [t, isFirst] = await Promise.all([getTranslations("account"), isWithoutAdministrator()]);
  return (
    <Sheet title={t("signUp.title")} lead={t(viewer.kind === "guest" ? "signUp.leadGuest" : "signUp.lead")}>
      <AccountForm action={open} posted={openGo} submit={t("signUp.submit")} label={t("signUp.title")}>
        <Field name="name" label={t("name.label")} hint={t("name.hint")} autoComplete="name" dir="auto" required />
        <Field
          name="email"
          label={t("email")}
          type="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          dir="ltr"
          required
        />
        <PasswordField name="password" label={t("password.label")} isNew />
        {isFirst && (
          <Field
            name="setupCode"
            label={t("setupCode.label")}
            hint={t("setupCode.hint")}
            autoComplete="one-time-code"
            autoCapitalize="none"
            spellCheck={false}
            dir="ltr"
          />
        )}
      </AccountForm>
      <div className="sheet-foot">
        <span>
          {t("signUp.known")}{" "}
          <Link className="link" href={withNext("/sign-in", next)} prefetch={false}>
            {t("signIn.title")}
          </Link>
        </span>
      </div>
    </Sheet>
  );
}
