import type { Metadata } from "next";
import { cookies } from "next/headers";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { pageUser } from "@/app/page-user";
import { AccountForm } from "@/components/account/account-form";
import { Field } from "@/components/account/field";
import { OutboxHint } from "@/components/account/outbox-hint";
import { Sheet } from "@/components/account/sheet";
import { resendVerificationAction, sendVerificationAction } from "@/lib/accounts/actions";
import { hasLocalOutbox } from "@/lib/accounts/service/setup";
import { pageViewer } from "@/lib/http/page";
import { verify, verifyGo } from "../actions";
import { linkOf, type Query } from "../query";
import { sentToCookie } from "../sent-to";

export async function generateMetadata({ searchParams }: { searchParams: Query }): Promise<Metadata> {
  const t = await getTranslations("account.verify");
  return { title: t(linkOf(await searchParams) ? "title" : "sent.title"), robots: { index: false } };
}

/**
 * With a link's user and token: a button that confirms, since programs that look into mails open links too.
 * Without: where the mail is that holds the link.
 */
export default async function VerifyPage({ searchParams }: { searchParams: Query }) {
  const query = await searchParams;
  const link = linkOf(query);
  const user = await pageUser();
  if (query.done || (user?.verified && !link)) return <Confirmed isUser={user !== null} />;
  if (!link) return <CheckYourMail email={user?.email ?? null} />;
  const t = await getTranslations("account.verify");
  return (
    <Sheet title={t("title")} lead={t("lead")}>
      <AccountForm action={verify} posted={verifyGo} submit={t("submit")} label={t("title")}>
        <input type="hidden" name="user" value={link.user} />
        <input type="hidden" name="token" value={link.token} />
      </AccountForm>
      <div className="sheet-foot">
        <Link className="link" href="/verify" prefetch={false}>
          {t("again")}
        </Link>
      </div>
    </Sheet>
  );
}

async function Confirmed({ isUser }: { isUser: boolean }) {
  const t = await getTranslations("account.verify.done");
  return (
    <Sheet title={t("title")} lead={t(isUser ? "leadUser" : "lead")}>
      <Link className="press" href={isUser ? "/create" : "/sign-in?next=/create"} prefetch={false}>
        {t(isUser ? "create" : "signIn")}
      </Link>
    </Sheet>
  );
}

async function CheckYourMail({ email }: { email: string | null }) {
  const t = await getTranslations("account");
  const sentTo = email ?? (await cookies()).get(sentToCookie)?.value;
  const viewer = await pageViewer();
  const isAdministrator = viewer.kind === "user" && viewer.role === "admin";
  const words = { submit: t("verify.sent.again"), done: t("verify.sent.done"), label: t("verify.sent.again") };
  return (
    <Sheet
      title={t("verify.sent.title")}
      lead={
        sentTo
          ? t.rich("verify.sent.to", { email: sentTo, address: (said) => <bdi className="text-ink">{said}</bdi> })
          : t("verify.sent.lead")
      }
    >
      {isAdministrator && (await hasLocalOutbox()) && <OutboxHint />}
      {email ? (
        <AccountForm {...words} action={sendVerificationAction} look="quiet" />
      ) : (
        <AccountForm {...words} action={resendVerificationAction} look="quiet">
          {sentTo ? (
            <input type="hidden" name="email" value={sentTo} />
          ) : (
            <Field name="email" label={t("email")} type="email" autoComplete="email" dir="ltr" required />
          )}
        </AccountForm>
      )}
      <p className="entry-hint">{t("verify.sent.hint")}</p>
      <div className="sheet-foot">
        <Link className="link" href={email ? "/create" : "/sign-in?next=/create"} prefetch={false}>
          {t(email ? "verify.sent.onward" : "signIn.title")}
        </Link>
      </div>
    </Sheet>
  );
}
