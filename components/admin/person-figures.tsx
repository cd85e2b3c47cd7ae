import { getFormatter, getTranslations } from "next-intl/server";
import type { PersonDetailDto } from "@/lib/accounts/schema";
import { moneyOf } from "./money";

const megabyte = 1024 * 1024;

/** How much somebody has and uses, each beside its limit. */
export async function PersonFigures({ person }: { person: PersonDetailDto }) {
  const [t, format] = await Promise.all([getTranslations("admin.users.figures"), getFormatter()]);
  const { limits, spendings, currency } = person;
  const of = (used: string, limit: number, shown = format.number(limit)) =>
    limit === 0 ? used : t("of", { used, limit: shown });
  const megabytes = (mb: number) =>
    format.number(mb, { style: "unit", unit: "megabyte", maximumFractionDigits: mb < 10 ? 1 : 0 });
  const now = spendings[0]?.month === new Date().toISOString().slice(0, 7) ? spendings[0].month : null;
  const spent = spendings.filter(({ month }) => month === now).reduce((sum, { micros }) => sum + micros, 0);
  const figures = [
    ["pictures", format.number(person.pictures)],
    ["room", of(megabytes(person.bytes / megabyte), limits.storageMb, megabytes(limits.storageMb))],
    ["today", of(format.number(person.picturesToday), limits.pictures)],
    ["open", of(format.number(person.open), limits.open)],
    ...(spendings.length > 0 ? ([["spent", moneyOf(format, currency, spent)]] as const) : []),
  ] as const;
  return (
    <dl className="person-figures">
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{t(name)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
