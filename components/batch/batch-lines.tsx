import { getTranslations } from "next-intl/server";

/** The viewer's latest sheets, each a line that leads to it. */
export async function BatchLines({ batches }: { batches: { uuid: string; total: number; ended: number }[] }) {
  if (batches.length === 0) return null;
  const t = await getTranslations("studio.batch");
  return (
    <ul className="batch-lines">
      {batches.map(({ uuid, total, ended }) => (
        <li key={uuid}>
          <a className="link inline-flex min-h-10 items-center" href={`/create/batches/${uuid}`}>
            {t("line", { total, ended })}
          </a>
        </li>
      ))}
    </ul>
  );
}
