import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { signedInUser } from "@/app/page-user";
import { AccountForm } from "@/components/account/account-form";
import { SessionRow } from "@/components/account/session-row";
import { SettingsPart } from "@/components/account/settings-part";
import { listOwnSessions } from "@/lib/accounts/service/sessions";
import { endOthers } from "../../actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.sessions");
  return { title: t("title"), robots: { index: false } };
}

/** Where one is signed in, and how to end that. */
export default async function SessionsPage() {
  const { viewer } = await signedInUser("/settings/sessions");
  const [t, sessions] = await Promise.all([getTranslations("account.sessions"), listOwnSessions(viewer)]);
  const ordered = [...sessions.filter(({ current }) => current), ...sessions.filter(({ current }) => !current)];
  return (
    <SettingsPart id="sessions" title={t("title")} lead={t("lead")}>
      <ul className="ledger">
        {ordered.map((session) => (
          <SessionRow key={session.id} session={session} />
        ))}
      </ul>
      {sessions.length > 1 && <AccountForm action={endOthers} submit={t("endOthers")} look="quiet" />}
    </SettingsPart>
  );
}
