import { getTranslations } from "next-intl/server";
import { AccountForm } from "@/components/account/account-form";
import { SettingsPart } from "@/components/account/settings-part";
import { removePersonAction, restorePersonAction } from "@/lib/accounts/actions/people";
import type { PersonDetailDto } from "@/lib/accounts/schema";

/** Deletes an account after its grace, and takes that back while there is time. */
export async function PersonRemoval({ person, days }: { person: PersonDetailDto; days: number }) {
  const t = await getTranslations("admin.users.removal");
  const { id, name, isSelf, leaves_at: leavesAt, canRestore } = person;
  if (isSelf) return null;
  if (leavesAt) {
    return (
      <SettingsPart id="removal" title={t("title")} lead={canRestore ? t("canRestore") : t("ownWish")}>
        {canRestore && (
          <AccountForm action={restorePersonAction} submit={t("restore")} look="quiet" label={t("restoreOf", { name })}>
            <input type="hidden" name="id" value={id} />
          </AccountForm>
        )}
      </SettingsPart>
    );
  }
  return (
    <SettingsPart id="removal" title={t("title")} lead={t("lead", { days })}>
      <details className="mt-4">
        <summary className="act act-word text-crimson">{t("open")}</summary>
        <AccountForm action={removePersonAction} submit={t("submit")} look="danger" label={t("of", { name })}>
          <input type="hidden" name="id" value={id} />
          <label className="entry-option">
            <input type="checkbox" name="keepPublicImages" />
            <span>
              {t("keep")}
              <span className="block text-13 text-quiet">{t("keepHint")}</span>
            </span>
          </label>
        </AccountForm>
      </details>
    </SettingsPart>
  );
}
