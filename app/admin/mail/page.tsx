import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MailRow } from "@/components/account/mail-row";
import { MailForm } from "@/components/admin/mail-form";
import { TestMail } from "@/components/admin/test-mail";
import { listOutbox } from "@/lib/accounts/service/outbox";
import { describeMail } from "@/lib/site/service/mail";
import { administrator, requireAdministratorPage } from "../administrator";

export async function generateMetadata(): Promise<Metadata> {
  if (!(await administrator())) return {};
  const t = await getTranslations("admin.mail");
  return { title: t("title"), robots: { index: false } };
}

/** What was written to people in the last days. */
export default async function MailPage() {
  const viewer = await requireAdministratorPage();
  const [t, form, mails, mail] = await Promise.all([
    getTranslations("admin.mail"),
    getTranslations("admin.mailForm"),
    listOutbox(viewer),
    describeMail(viewer),
  ]);
  return (
    <>
      <h1>{t("title")}</h1>
      <p className="sheet-lead">{t(mail.way === "outbox" ? "outbox" : "sent")}</p>
      <section className="settings-part" aria-labelledby="way-title">
        <h2 id="way-title">{form("way")}</h2>
        <MailForm mail={mail} />
        <TestMail />
      </section>
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
