import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { AccountForm } from "@/components/account/account-form";
import { Field } from "@/components/account/field";
import { Sheet } from "@/components/account/sheet";
import { forgotPasswordAction } from "@/lib/accounts/actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.forgot");
  return { title: t("title"), robots: { index: false } };
}

/** Asks for a link to choose a new password; answers the same for every address. */
export default async function ForgotPasswordPage() {
  const t = await getTranslations("account");
  return (
    <Sheet title={t("forgot.title")} lead={t("forgot.lead")}>
      <AccountForm
        action={forgotPasswordAction}
        submit={t("forgot.submit")}
        done={t("forgot.done")}
        label={t("forgot.title")}
      >
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
      </AccountForm>
      <div className="sheet-foot">
        <Link className="link" href="/sign-in" prefetch={false}>
          {t("signIn.title")}
        </Link>
      </div>
    </Sheet>
  );
}
