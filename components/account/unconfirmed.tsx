import { getTranslations } from "next-intl/server";
import { sendVerificationAction } from "@/lib/accounts/actions";
import { AccountForm } from "./account-form";

/** Reminds of the mail that waits to be answered. */
export async function Unconfirmed({ email }: { email: string }) {
  const t = await getTranslations("account.verify");
  return (
    <div className="settings-note">
      <p>{t.rich("waiting", { email, address: (said) => <bdi className="text-ink">{said}</bdi> })}</p>
      <AccountForm action={sendVerificationAction} submit={t("sent.again")} done={t("sent.done")} look="act" />
    </div>
  );
}
