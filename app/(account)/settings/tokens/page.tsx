import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { signedInUser } from "@/app/page-user";
import { SettingsPart } from "@/components/account/settings-part";
import { TokenForm } from "@/components/account/token-form";
import { TokenRow } from "@/components/account/token-row";
import { listOwnApiTokens } from "@/lib/accounts/service/tokens";
import { scopes } from "@/lib/viewer";
import { makeToken } from "../../actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.tokens");
  return { title: t("title"), robots: { index: false } };
}

/** Keys for programs that act for their owner. */
export default async function TokensPage() {
  const { viewer, user } = await signedInUser("/settings/tokens");
  const [t, tokens] = await Promise.all([getTranslations("account.tokens"), listOwnApiTokens(viewer)]);
  return (
    <>
      <SettingsPart id="new-token" title={t("title")} lead={t("lead")}>
        <TokenForm scopes={scopes.filter((scope) => scope !== "admin" || user.role === "admin")} action={makeToken} />
      </SettingsPart>
      <SettingsPart id="tokens" title={t("yours")} lead={tokens.length === 0 ? t("none") : undefined}>
        {tokens.length > 0 && (
          <ul className="ledger">
            {tokens.map((token) => (
              <TokenRow key={token.id} token={token} />
            ))}
          </ul>
        )}
      </SettingsPart>
    </>
  );
}
