import { getFormatter, getTranslations } from "next-intl/server";
import { AccountForm } from "@/components/account/account-form";
import type { FormAction } from "@/components/ui/use-sending";
import type { RemovedDto } from "@/lib/backends/schema";

/** What was removed and can still be brought back; nothing where there is nothing. */
export async function RemovedList({ removed, restore }: { removed: RemovedDto[]; restore: FormAction<null> }) {
  const [t, format] = await Promise.all([getTranslations("admin.removed"), getFormatter()]);
  if (removed.length === 0) return null;
  return (
    <section className="settings-part" aria-labelledby="removed-title">
      <h2 id="removed-title">{t("title")}</h2>
      <ul className="ledger">
        {removed.map(({ id, name, goesAt }) => (
          <li key={id}>
            <div>
              <p className="ledger-name">
                <bdi>{name}</bdi>
              </p>
              <p className="ledger-facts">
                <time dateTime={goesAt}>
                  {t("goes", { date: format.dateTime(new Date(goesAt), { dateStyle: "long" }) })}
                </time>
              </p>
            </div>
            <AccountForm action={restore} submit={t("restore")} look="act" label={t("restoreLabel", { name })}>
              <input type="hidden" name="id" value={id} />
            </AccountForm>
          </li>
        ))}
      </ul>
    </section>
  );
}
