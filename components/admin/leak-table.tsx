import { getTranslations } from "next-intl/server";
import { type LeakReport, type LeakRow, leakKinds, leakMarks, leakViewers } from "@/lib/health/schema";

/** Every question of a check, by who asked and for which kind of picture; what leaked stands before it. */
export async function LeakTable({ report }: { report: LeakReport }) {
  const t = await getTranslations("admin.health.leaks");
  const bad = report.rows.filter((row) => leakViewers.some((viewer) => row[viewer].includes(leakMarks.leak)));
  return (
    <>
      {report.leaks.length > 0 && (
        <ul className="findings" aria-label={t("found")}>
          {report.leaks.map((leak) => (
            <li key={`${leak.what} ${leak.viewer} ${leak.kind} ${leak.uuid} ${leak.why}`}>
              <div>
                <p>
                  <code dir="ltr">{leak.what}</code>
                </p>
                <p className="text-15 text-soft">
                  {t(`why.${leak.why}`, {
                    viewer: t(`viewers.${leak.viewer}`),
                    kind: t(`kinds.${leak.kind}`),
                    status: leak.status,
                  })}{" "}
                  <bdi dir="ltr">{leak.uuid ?? t("own")}</bdi>
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
      <details className="mt-4" open={bad.length > 0}>
        <summary className="act act-word">{t("report", { count: report.rows.length })}</summary>
        <p className="text-13 text-quiet">
          {leakKinds.map((kind) => `${t(`kinds.${kind}`)}: ${report.pictures[kind] ?? 0}`).join(" · ")} ·{" "}
          <bdi dir="ltr">{report.address}</bdi>
        </p>
        <table className="leak-table">
          <thead>
            <tr>
              <th scope="col">{t("question")}</th>
              {leakKinds.map((kind) => (
                <th key={kind} scope="col">
                  {t(`kinds.${kind}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...bad, ...report.rows.filter((row) => !bad.includes(row))].map((row) => (
              <tr key={row.what}>
                <th scope="row">
                  <code dir="ltr">{row.what}</code>
                </th>
                {leakKinds.map((kind, at) => (
                  <Cell key={kind} row={row} at={at} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}

const faces: Record<string, string> = {
  [leakMarks.fine]: "text-sage",
  [leakMarks.leak]: "leak-mark",
  [leakMarks.unanswered]: "text-ochre",
  [leakMarks.unasked]: "text-quiet",
};
const signs: Record<string, string> = {
  [leakMarks.fine]: "✓",
  [leakMarks.leak]: "✗",
  [leakMarks.unanswered]: "?",
  [leakMarks.unasked]: "–",
};
const names = Object.fromEntries(Object.entries(leakMarks).map(([name, mark]) => [mark, name])) as Record<
  string,
  keyof typeof leakMarks
>;

/** One mark for each who asked; in words for those who listen. */
async function Cell({ row, at }: { row: LeakRow; at: number }) {
  const t = await getTranslations("admin.health.leaks");
  return (
    <td>
      {leakViewers.map((viewer) => {
        const mark = row[viewer][at] ?? leakMarks.unasked;
        const words = `${t(`viewers.${viewer}`)}: ${t(`marks.${names[mark]}`)}`;
        return (
          <span key={viewer} className={faces[mark]} role="img" aria-label={words} title={words}>
            {signs[mark]}
          </span>
        );
      })}
    </td>
  );
}
