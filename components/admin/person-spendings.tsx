import { getFormatter, getTranslations } from "next-intl/server";
import { SettingsPart } from "@/components/account/settings-part";
import type { PersonDetailDto } from "@/lib/accounts/schema";
import { moneyOf } from "./money";

/** What somebody's pictures cost, by month and backend; nothing where nothing costs anything. */
export async function PersonSpendings({ person: { spendings, currency } }: { person: PersonDetailDto }) {
  const [t, format] = await Promise.all([getTranslations("admin.users.spendings"), getFormatter()]);
  if (spendings.length === 0) return null;
  const monthOf = (month: string) =>
    format.dateTime(new Date(`${month}-01T00:00:00Z`), { year: "numeric", month: "long" });
  return (
    <SettingsPart id="spendings" title={t("title")} lead={t("lead")}>
      <div className="person-table">
        <table>
          <thead>
            <tr>
              <th scope="col">{t("month")}</th>
              <th scope="col">{t("backend")}</th>
              <th scope="col">{t("pictures")}</th>
              <th scope="col">{t("cost")}</th>
            </tr>
          </thead>
          <tbody>
            {spendings.map(({ month, backendId, backend, pictures, micros }) => (
              <tr key={`${month} ${backendId}`}>
                <th scope="row">{monthOf(month)}</th>
                <td>
                  <bdi>{backend ?? t("gone")}</bdi>
                </td>
                <td>{format.number(pictures)}</td>
                <td>{moneyOf(format, currency, micros)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </SettingsPart>
  );
}
