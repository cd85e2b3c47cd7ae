import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { signedInUser } from "@/app/page-user";
import { AccountForm } from "@/components/account/account-form";
import { Choices } from "@/components/account/choices";
import { ExportRow } from "@/components/account/export-row";

import { PasswordField } from "@/components/account/password-field";
import { SettingsPart } from "@/components/account/settings-part";
import { LookAgain } from "@/components/ui/look-again";
import { requestExportAction } from "@/lib/accounts/actions";
import { listExports } from "@/lib/accounts/service/exports";
import { findGraceDays } from "@/lib/accounts/service/setup";
import { remove, removeGo } from "../../actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.export");
  return { title: t("page"), robots: { index: false } };
}

/** Everything in one file, and the way out. */
export default async function DataPage() {
  const { viewer } = await signedInUser("/settings/data");
  const [t, exports, days] = await Promise.all([getTranslations("account"), listExports(viewer), findGraceDays()]);
  const isMaking = exports.some(({ status }) => status === "queued");
  return (
    <>
      <SettingsPart id="export" title={t("export.title")} lead={t("export.lead")}>
        {exports.length > 0 && (
          <ul className="ledger">
            {exports.map((file) => (
              <ExportRow key={file.uuid} file={file} />
            ))}
          </ul>
        )}
        {isMaking ? (
          <LookAgain href="/settings/data" words={t("export.look")} />
        ) : (
          <AccountForm action={requestExportAction} submit={t("export.submit")} look="quiet" />
        )}
      </SettingsPart>
      <SettingsPart id="delete" title={t("delete.title")} lead={t("delete.lead", { days })}>
        <AccountForm
          action={remove}
          posted={removeGo}
          submit={t("delete.submit")}
          look="danger"
          label={t("delete.title")}
        >
          <PasswordField name="password" label={t("password.label")} />
          <Choices
            name="keepPublicImages"
            label={t("delete.public")}
            options={[{ value: "on", label: t("delete.keep"), hint: t("delete.keepHint") }]}
            chosen={[]}
            several
          />
        </AccountForm>
      </SettingsPart>
    </>
  );
}
