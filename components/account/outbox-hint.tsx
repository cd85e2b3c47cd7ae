import Link from "next/link";
import { getTranslations } from "next-intl/server";

/** Tells an administrator that mails do not leave this installation, and where they are. */
export async function OutboxHint() {
  const t = await getTranslations("account.outbox");
  return (
    <p className="settings-note">
      {t("hint")}{" "}
      <Link className="link" href="/admin/mail" prefetch={false}>
        {t("open")}
      </Link>
    </p>
  );
}
