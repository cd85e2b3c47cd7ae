import { getFormatter, getTranslations } from "next-intl/server";
import { revokeTokenAction } from "@/lib/accounts/actions";
import type { ApiTokenDto } from "@/lib/accounts/schema";
import { clock } from "@/lib/clock";
import { AccountForm } from "./account-form";

/** One token: what it may do, how long, and when it was last used; never the token itself. */
export async function TokenRow({ token }: { token: ApiTokenDto }) {
  const [t, format] = await Promise.all([getTranslations("account.tokens"), getFormatter()]);
  const { id, name, scopes, expires_at: ends, last_used_at: used } = token;
  const isOver = ends !== null && new Date(ends).getTime() <= clock.now().getTime();
  const day = (moment: string) => format.dateTime(new Date(moment), { dateStyle: "medium" });
  return (
    <li>
      <div>
        <p className="ledger-name">
          <bdi>{name}</bdi>
        </p>
        <p className="ledger-facts">
          {scopes.map((scope) => (
            <span key={scope}>{t(`scopes.${scope}`)}</span>
          ))}
          {ends && (
            <span className={isOver ? "text-crimson" : undefined}>
              {t(isOver ? "ended" : "ends", { date: day(ends) })}
            </span>
          )}
          <span>{used ? t("used", { when: format.relativeTime(new Date(used), clock.now()) }) : t("unused")}</span>
        </p>
      </div>
      <AccountForm action={revokeTokenAction} submit={t("revoke")} look="act" label={t("revokeLabel", { name })}>
        <input type="hidden" name="id" value={id} />
      </AccountForm>
    </li>
  );
}
