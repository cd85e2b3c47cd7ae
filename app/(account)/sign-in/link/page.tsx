import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { AccountForm } from "@/components/account/account-form";
import { Sheet } from "@/components/account/sheet";
import { enterWithLink, enterWithLinkGo } from "../../actions";
import { linkOf, type Query } from "../../query";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.byLink");
  return { title: t("title"), robots: { index: false } };
}

/** Where a link to sign in leads; the button alone uses it up, so that a program that looks at mails does not. */
export default async function SignInByLinkPage({ searchParams }: { searchParams: Query }) {
  const link = linkOf(await searchParams);
  const t = await getTranslations("account.byLink");
  if (!link) {
    return (
      <Sheet title={t("broken.title")} lead={t("broken.lead")}>
        <Link className="press" href="/sign-in" prefetch={false}>
          {t("broken.action")}
        </Link>
      </Sheet>
    );
  }
  return (
    <Sheet title={t("title")} lead={t("lead")}>
      <AccountForm action={enterWithLink} posted={enterWithLinkGo} submit={t("submit")} label={t("title")}>
        <input type="hidden" name="user" value={link.user} />
        <input type="hidden" name="token" value={link.token} />
      </AccountForm>
    </Sheet>
  );
}
