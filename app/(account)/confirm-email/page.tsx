import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { AccountForm } from "@/components/account/account-form";
import { Sheet } from "@/components/account/sheet";
import { confirmEmail, confirmEmailGo } from "../actions";
import { linkOf, type Query } from "../query";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.confirmEmail");
  return { title: t("title"), robots: { index: false } };
}

/** One of the two addresses agrees that the account moves; the button alone uses the link up. */
export default async function ConfirmEmailPage({ searchParams }: { searchParams: Query }) {
  const query = await searchParams;
  const link = linkOf(query);
  const t = await getTranslations("account.confirmEmail");
  if (link && !query.done) {
    return (
      <Sheet title={t("title")} lead={t("lead")}>
        <AccountForm action={confirmEmail} posted={confirmEmailGo} submit={t("submit")} label={t("title")}>
          <input type="hidden" name="user" value={link.user} />
          <input type="hidden" name="token" value={link.token} />
        </AccountForm>
      </Sheet>
    );
  }
  const state = query.done === "changed" || query.done === "waiting" ? query.done : "broken";
  return (
    <Sheet title={t(`${state}.title`)} lead={t(`${state}.lead`)}>
      <div className="sheet-foot">
        <Link className="link" href="/settings" prefetch={false}>
          {t("settings")}
        </Link>
      </div>
    </Sheet>
  );
}
