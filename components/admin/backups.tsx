import { getFormatter, getTranslations } from "next-intl/server";
import { AccountForm } from "@/components/account/account-form";
import { LookAgain } from "@/components/ui/look-again";
import { backUpAction } from "@/lib/backups/actions";
import type { BackupsDto } from "@/lib/backups/schema";

/** The backups there are, and a new one. */
export async function Backups({ backups: { folder, backups, isMaking, lastError } }: { backups: BackupsDto }) {
  const [t, format] = await Promise.all([getTranslations("admin.health.backups"), getFormatter()]);
  const size = (bytes: number) => format.number(bytes / 1_000_000, { maximumFractionDigits: bytes < 1e8 ? 1 : 0 });
  return (
    <section className="settings-part" aria-labelledby="backups-title">
      <h2 id="backups-title">{t("title")}</h2>
      <p>{t("lead")}</p>
      <p className="mt-2 text-13 text-quiet">
        <bdi dir="ltr">{folder}</bdi>
      </p>
      <div aria-live="polite">
        {isMaking && <p className="mt-4">{t("making")}</p>}
        {!isMaking && lastError && (
          <p className="health-ill">
            {t("failed")} <span lang="en">{lastError}</span>
          </p>
        )}
      </div>
      <div className="mt-4">
        {isMaking ? (
          <LookAgain href="/admin/health" words={t("look")} />
        ) : (
          <AccountForm action={backUpAction} submit={t("make")} look="quiet" />
        )}
      </div>
      {backups.length > 0 && (
        <ul className="ledger">
          {backups.map(({ name, madeAt, reason, bytes, files, faults }) => (
            <li key={name}>
              <div>
                <p className="ledger-name">
                  {format.dateTime(new Date(madeAt), { dateStyle: "medium", timeStyle: "short" })}
                </p>
                <p className="ledger-facts">
                  <span>{t("size", { size: size(bytes) })}</span>
                  <span>{files === null ? t("databaseOnly") : t("files", { count: files })}</span>
                  {reason === "migration" && <span>{t("migration")}</span>}
                  {faults > 0 && <span className="text-ochre">{t("faults", { count: faults })}</span>}
                  <bdi dir="ltr">{name}</bdi>
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
