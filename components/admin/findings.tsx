import { CircleCheck, CircleX, Info, type LucideIcon, TriangleAlert } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { type FindingDto, isTrouble, type Level } from "@/lib/health/schema";

const signs: Record<Level, [LucideIcon, string]> = {
  fine: [CircleCheck, "text-sage"],
  note: [Info, "text-quiet"],
  warning: [TriangleAlert, "text-ochre"],
  wrong: [CircleX, "text-crimson"],
};

/** What the doctor found: what is to be done first, what is well under a fold. */
export async function Findings({ findings }: { findings: FindingDto[] }) {
  const t = await getTranslations("admin.health");
  const troubles = findings.filter(({ code }) => isTrouble(code));
  const fine = findings.filter(({ code }) => !isTrouble(code));
  const isWell = troubles.every(({ level }) => level === "note");
  return (
    <section className="settings-part" aria-labelledby="findings-title">
      <h2 id="findings-title">{t("findings.title")}</h2>
      {isWell && <p className="health-well">{t("findings.well")}</p>}
      {troubles.length > 0 && <FindingList findings={troubles} />}
      {fine.length > 0 && (
        <details className="mt-4">
          <summary className="act act-word">{t("findings.fine", { count: fine.length })}</summary>
          <FindingList findings={fine} />
        </details>
      )}
      <p className="mt-4 text-13 text-quiet">
        {t.rich("findings.more", { code: (words) => <code dir="ltr">{words}</code> })}
      </p>
      <a className="act act-word" href="/admin/health">
        {t("findings.again")}
      </a>
    </section>
  );
}

async function FindingList({ findings }: { findings: FindingDto[] }) {
  const [t, words] = await Promise.all([getTranslations("admin.health.levels"), getTranslations("doctor.findings")]);
  return (
    <ul className="findings">
      {findings.map(({ code, level, values }) => {
        const [Sign, colour] = signs[level];
        return (
          <li key={`${code} ${JSON.stringify(values)}`}>
            <Sign size={18} strokeWidth={1.75} className={colour} role="img" aria-label={t(level)} />
            <div>
              <p>{words(`${code}.is`, values)}</p>
              {isTrouble(code) && <p className="text-15 text-soft">{words(`${code}.do`, values)}</p>}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
