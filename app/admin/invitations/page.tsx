import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { AccountForm } from "@/components/account/account-form";
import { Field } from "@/components/account/field";
import { SelectField } from "@/components/account/select-field";
import { InvitationRow } from "@/components/admin/invitation-row";
import { findSetting } from "@/db/queries/settings";
import { listInvitations } from "@/lib/accounts/service/invitations";
import { limits } from "@/lib/limits";
import { administrator, requireAdministratorPage } from "../administrator";
import { invite } from "./actions";

const lifetimesDays = [1, 7, 30, 90, 365];

export async function generateMetadata(): Promise<Metadata> {
  if (!(await administrator())) return {};
  const t = await getTranslations("admin.invitations");
  return { title: t("title"), robots: { index: false } };
}

/** Links by which people may open an account while that is not for everyone. */
export default async function InvitationsPage() {
  const viewer = await requireAdministratorPage();
  const [t, invitations, registration] = await Promise.all([
    getTranslations("admin.invitations"),
    listInvitations(viewer),
    findSetting("registration"),
  ]);
  return (
    <>
      <h1>{t("title")}</h1>
      <p className="sheet-lead">{t("lead")}</p>
      {registration !== "invitation" && (
        <p className="settings-note">
          {t(registration)}{" "}
          <Link className="link" href="/admin/settings#registration" prefetch={false}>
            {t("setting")}
          </Link>
        </p>
      )}
      <section className="settings-part" aria-labelledby="invite-title">
        <h2 id="invite-title">{t("make")}</h2>
        <AccountForm action={invite} submit={t("submit")} label={t("make")} once={t("once")} clears>
          <Field name="email" type="email" label={t("email")} hint={t("emailHint")} autoComplete="off" dir="ltr" />
          <Field name="note" label={t("note")} hint={t("noteHint")} maxLength={200} autoComplete="off" dir="auto" />
          <Field
            name="uses"
            type="number"
            inputMode="numeric"
            min={1}
            max={limits.invitationUsesMax}
            label={t("uses")}
            initial="1"
          />
          <SelectField
            name="days"
            label={t("holds")}
            options={lifetimesDays.map((days) => ({ value: String(days), label: t("days", { days }) }))}
            initial="7"
          />
        </AccountForm>
      </section>
      {invitations.length === 0 ? (
        <p className="mt-8 text-quiet">{t("none")}</p>
      ) : (
        <ul className="ledger">
          {invitations.map((invitation) => (
            <InvitationRow key={invitation.id} invitation={invitation} />
          ))}
        </ul>
      )}
    </>
  );
}
