import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getFormatter, getTranslations } from "next-intl/server";
import { AccountForm } from "@/components/account/account-form";
import { Field } from "@/components/account/field";
import { ownPath, withNext } from "@/components/account/own-path";
import { PasswordField } from "@/components/account/password-field";
import { Sheet } from "@/components/account/sheet";
import { pageViewer } from "@/lib/http/page";
import { enter, enterGo } from "../actions";
import type { Query } from "../query";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.signIn");
  return { title: t("title"), robots: { index: false } };
}

/** `?next=` (or `callbackUrl`) leads on to a page of this site; `?done=` tells what has just happened. */
export default async function SignInPage({ searchParams }: { searchParams: Query }) {
  const query = await searchParams;
  const next = ownPath(query.next ?? query.callbackUrl);
  const viewer = await pageViewer();
  if (viewer.kind === "user") redirect(next);
  const t = await getTranslations("account");
  return (
    <Sheet title={t("signIn.title")} lead={await leadOf(query)}>
      <AccountForm action={enter} posted={enterGo} submit={t("signIn.submit")} label={t("signIn.title")}>
        <input type="hidden" name="next" value={next} />
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
        <PasswordField name="password" label={t("password.label")} />
      </AccountForm>
      <div className="sheet-foot">
        <span>
          {t("signIn.new")}{" "}
          <Link className="link" href={withNext("/sign-up", next)} prefetch={false}>
            {t("signUp.title")}
          </Link>
        </span>
        <Link className="link" href="/forgot-password" prefetch={false}>
          {t("signIn.forgot")}
        </Link>
      </div>
    </Sheet>
  );
}

async function leadOf({ done, until, next }: Awaited<Query>): Promise<string | undefined> {
  const [t, format] = await Promise.all([getTranslations("account.signIn"), getFormatter()]);
  if (done === "reset") return t("afterReset");
  if (done === "deleted") {
    const date = typeof until === "string" && /^\d{4}-\d\d-\d\d$/.test(until) ? new Date(until) : null;
    if (!date || Number.isNaN(date.getTime())) return t("afterDeletion");
    return t("afterDeletionUntil", { date: format.dateTime(date, { dateStyle: "long" }) });
  }
  return next === "/create" ? t("toKeep") : undefined;
}
