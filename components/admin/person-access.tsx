import { getTranslations } from "next-intl/server";
import { AccountForm } from "@/components/account/account-form";
import { SettingsPart } from "@/components/account/settings-part";
import {
  confirmPersonAction,
  enablePersonAction,
  mailSignInLinkAction,
  showSignInLinkAction,
} from "@/lib/accounts/actions/people";
import type { PersonDetailDto } from "@/lib/accounts/schema";
import { Switch } from "./switch";

/** How somebody gets in: a confirmed address, a link, an account that is on. */
export async function PersonAccess({ person, isOutbox }: { person: PersonDetailDto; isOutbox: boolean }) {
  const t = await getTranslations("admin.users.access");
  const { id, name, state, verified, isSelf } = person;
  const isOn = state === "active" || state === "unconfirmed";
  const hidden = <input type="hidden" name="id" value={id} />;
  return (
    <SettingsPart id="access" title={t("title")} lead={isOutbox ? t("leadOutbox") : t("lead")}>
      <div className="person-acts">
        {!verified && (
          <AccountForm action={confirmPersonAction} submit={t("confirm")} look="act" label={t("confirmOf", { name })}>
            {hidden}
          </AccountForm>
        )}
        {isOn && (
          <AccountForm
            action={mailSignInLinkAction}
            submit={t("mail")}
            done={t("mailed")}
            look="act"
            label={t("mailTo", { name })}
          >
            {hidden}
          </AccountForm>
        )}
        {isOn && isOutbox && (
          <AccountForm
            action={showSignInLinkAction}
            submit={t("show")}
            once={t("once")}
            look="act"
            label={t("showFor", { name })}
          >
            {hidden}
          </AccountForm>
        )}
        {!isSelf && state !== "leaving" && (
          <Switch
            action={enablePersonAction}
            id={id}
            enabled={isOn}
            words={isOn ? t("switchOff") : t("switchOn")}
            label={t(isOn ? "switchOffOf" : "switchOnOf", { name })}
          />
        )}
      </div>
      {!isSelf && isOn && <p className="entry-hint">{t("offHint")}</p>}
    </SettingsPart>
  );
}
