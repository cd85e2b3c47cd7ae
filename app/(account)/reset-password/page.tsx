import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { AccountForm } from "@/components/account/account-form";
import { PasswordField } from "@/components/account/password-field";
import { Sheet } from "@/components/account/sheet";
import { reset, resetGo } from "../actions";
import { linkOf, type Query } from "../query";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.reset");
  return { title: t("title"), robots: { index: false } };
}

/** Where the link in the mail leads: a new password is chosen, and only that uses the link up. */
export default async function ResetPasswordPage({ searchParams }: { searchParams: Query }) {
  const link = linkOf(await searchParams);
  const t = await getTranslations("account.reset");
  if (!link) {
    return (
      <Sheet title={t("broken.title")} lead={t("broken.lead")}>
        <Link className="press" href="/forgot-password" prefetch={false}>
          {t("broken.action")}
        </Link>
      </Sheet>
    );
  }
  return (
    <Sheet title={t("title")} lead={t("lead")}>
      <AccountForm action={reset} posted={resetGo} submit={t("submit")} label={t("title")}>
        <input type="hidden" name="user" value={link.user} />
        <input type="hidden" name="token" value={link.token} />
        <PasswordField name="newPassword" label={t("password")} isNew />
      </AccountForm>
      <div className="sheet-foot">
        <Link className="link" href="/forgot-password" prefetch={false}>
          {t("again")}
        </Link>
      </div>
    </Sheet>
  );
}
