import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AccountForm } from "@/components/account/account-form";
import { Field } from "@/components/account/field";
import { ownPath, withNext } from "@/components/account/own-path";
import { PasswordField } from "@/components/account/password-field";
import { Sheet } from "@/components/account/sheet";
import { findAdmission } from "@/lib/accounts/service/invitations";
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
  const query = await searchParams;
  const next = ownPath(query.next);
  const viewer = await pageViewer();
  if (viewer.kind === "user") redirect(next);
  const invitation = typeof query.invitation === "string" ? query.invitation.slice(0, 200) : undefined;
  const [t, isFirst, admission] = await Promise.all([
    getTranslations("account"),
    isWithoutAdministrator(),
    findAdmission(invitation),
  ]);
  const isInvited = admission === "invited";
  if (!isFirst && !isInvited && admission !== "free") return <NotNow why={admission} next={next} />;
  const lead = viewer.kind === "guest" ? t("signUp.leadGuest") : t(isInvited ? "signUp.invited" : "signUp.lead");
  return (
    <Sheet title={t("signUp.title")} lead={lead}>
      <AccountForm action={open} posted={openGo} submit={t("signUp.submit")} label={t("signUp.title")}>
        {isInvited && <input type="hidden" name="invitation" value={invitation} />}
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

/** Why nobody opens an account here now, or not without an invitation that holds. */
async function NotNow({ why, next }: { why: "closed" | "uninvited" | "stale"; next: string }) {
  const t = await getTranslations("account");
  const words = { closed: "closed", uninvited: "invitation", stale: "invitationGone" } as const;
  return (
    <Sheet
      title={t(why === "closed" ? "signUp.closedTitle" : "signUp.invitationTitle")}
      lead={t(`signUp.${words[why]}`)}
    >
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
