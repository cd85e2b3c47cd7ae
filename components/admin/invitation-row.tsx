import { getFormatter, getTranslations } from "next-intl/server";
import { AccountForm } from "@/components/account/account-form";
import { revokeInvitationAction } from "@/lib/accounts/actions";
import type { InvitationDto } from "@/lib/accounts/schema";

/** One invitation: for whom, how much of it was used and until when it holds; never its link. */
export async function InvitationRow({ invitation }: { invitation: InvitationDto }) {
  const [t, format] = await Promise.all([getTranslations("admin.invitations"), getFormatter()]);
  const { id, note, email, uses, usesMax, maker, expiresAt, state } = invitation;
  const name = note || email || t("nameless", { id });
  return (
    <li>
      <div>
        <p className="ledger-name">
          <bdi>{name}</bdi>
        </p>
        <p className="ledger-facts">
          <span className={state === "open" ? "text-sage" : undefined}>{t(`state.${state}`)}</span>
          <span>{t("used", { uses, max: usesMax })}</span>
          <time dateTime={expiresAt}>
            {t("until", { date: format.dateTime(new Date(expiresAt), { dateStyle: "medium", timeStyle: "short" }) })}
          </time>
          {email && email !== name && <bdi dir="ltr">{email}</bdi>}
          {maker && <span>{t("by", { name: maker })}</span>}
        </p>
      </div>
      {state === "open" && (
        <AccountForm action={revokeInvitationAction} submit={t("revoke")} look="act" label={t("revokeLabel", { name })}>
          <input type="hidden" name="id" value={id} />
        </AccountForm>
      )}
    </li>
  );
}
