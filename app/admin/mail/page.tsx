import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MailRow } from "@/components/account/mail-row";
import { listOutbox } from "@/lib/accounts/service/outbox";
import { hasLocalOutbox } from "@/lib/accounts/service/setup";
import { administrator, requireAdministratorPage } from "../administrator";

export async function generateMetadata(): Promise<Metadata> {
  if (!(await administrator())) return {};
  const t = await getTranslations("admin.mail");
  return { title: t("title"), robots: { index: false } };
}

/** What was written to people in the last days. */
export default async function MailPage() {
  const viewer = await requireAdministratorPage();
  const [t, mails, isLocal] = await Promise.all([getTranslations("admin.mail"), listOutbox(viewer), hasLocalOutbox()]);
  return (
    <>
      <h1>{t("title")}</h1>
      <p className="sheet-lead">{t(isLocal ? "outbox" : "sent")}</p>
      {mails.length === 0 ? (
        <p className="mt-8 text-quiet">{t("none")}</p>
      ) : (
        <ul className="ledger">
          {mails.map((mail) => (
            <MailRow key={mail.id} mail={mail} />
          ))}
        </ul>
      )}
    </>
  );
}
